import Geometry

/// One painted path, or a picture whose outline is the path.
public struct Shape: Sendable, Equatable {
    public var element: Element
    /// The path's sub-paths; more than one makes a compound path, with holes by `Fill.rule`.
    public var contours: [Contour]
    /// Nil for `fill: none`.
    public var fill: Fill?
    /// Nil for `stroke: none`.
    public var stroke: Stroke?
    /// Opacity of fill and stroke together, 0...1.
    public var opacity: Double
    /// False under `display: none` or `visibility: hidden`, its own or inherited, and for a shape
    /// whose geometry is invalid or empty.
    public var isVisible: Bool
    /// Anchors that are frames of its gradients and patterns, or the corners of its texture's mesh;
    /// they follow those of its contours.
    public var paintAnchors: Range<Int>
    /// Nil for a path.
    public var texture: Texture?
    /// Whether the stroke is painted first, and the fill over it.
    public var strokesFirst = false
    /// False for hard edges (`shape-rendering: crispEdges`).
    public var isSmooth = true

    public init(
        element: Element, contours: [Contour], fill: Fill? = nil, stroke: Stroke? = nil,
        opacity: Double = 1, isVisible: Bool = true, paintAnchors: Range<Int> = 0..<0
    ) {
        self.element = element
        self.contours = contours
        self.fill = fill
        self.stroke = stroke
        self.opacity = opacity
        self.isVisible = isVisible
        self.paintAnchors = paintAnchors
    }
}

/// One sub-path: a run of anchors in `Drawing.points`.
public struct Contour: Sendable, Equatable {
    /// Index of the first anchor; its three points begin at `3 * firstAnchor`.
    public var firstAnchor: Int
    public var anchorCount: Int
    /// A closed contour runs from its last anchor back to its first, which is not repeated.
    public var isClosed: Bool
    /// The anchor, counted inside the contour, that Pose Animator lists first.
    ///
    /// SVG fixes where rectangles and ellipses start; paper.js starts them elsewhere. Only files
    /// that are compared with the original's need to know.
    public var originalStart: Int

    public init(firstAnchor: Int, anchorCount: Int, isClosed: Bool, originalStart: Int = 0) {
        self.firstAnchor = firstAnchor
        self.anchorCount = anchorCount
        self.isClosed = isClosed
        self.originalStart = originalStart
    }

    /// The contour's anchors as indices; an anchor's points lie at `3 * index ..< 3 * index + 3`.
    public var anchors: Range<Int> { firstAnchor..<(firstAnchor + anchorCount) }
}

extension Drawing {
    /// The smallest rectangle around a shape's curves, strokes left aside.
    public func bounds(ofShape index: Int) -> Rect {
        var bounds = Rect.empty
        for contour in shapes[index].contours {
            for anchor in contour.anchors { bounds.include(points[3 * anchor]) }
            for anchor in contour.anchors.dropLast() {
                bounds = bounds.union(curve(from: anchor, to: anchor + 1).bounds)
            }
            if contour.isClosed, contour.anchorCount > 1 {
                let last = contour.firstAnchor + contour.anchorCount - 1
                bounds = bounds.union(curve(from: last, to: contour.firstAnchor).bounds)
            }
        }
        return bounds
    }

    private func curve(from first: Int, to second: Int) -> Cubic {
        Cubic(
            start: points[3 * first], control1: points[3 * first + 2],
            control2: points[3 * second + 1], end: points[3 * second])
    }
}
