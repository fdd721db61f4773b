import Geometry

/// One frame's geometry: where every point of a drawing is now, and what is shown.
///
/// Made once and written again for every frame, so that nothing is allocated while a clip runs.
/// Deformers write it, renderers and geometry files read it.
public struct SceneFrame: Sendable {
    /// Same layout as `Drawing.points`, in pixels of the clip's frame.
    public var points: [Point]
    /// For every shape of the drawing: whether it is drawn in this frame.
    public var isShown: [Bool]
    /// For every shape: how much its strokes grow with the figure; 1 leaves them as drawn.
    public var strokeScales: [Double]
    /// For every shape: how sure the motion is of it, 0...1.
    public var confidences: [Double]

    /// The drawing as it stands.
    public init(restPoseOf drawing: Drawing) {
        points = drawing.points
        isShown = drawing.shapes.map(\.isVisible)
        strokeScales = Array(repeating: 1, count: drawing.shapes.count)
        confidences = Array(repeating: 1, count: drawing.shapes.count)
    }

    /// Takes over another frame of the same drawing without allocating.
    public mutating func copy(_ other: SceneFrame) {
        Self.copy(other.points, into: &points)
        Self.copy(other.isShown, into: &isShown)
        Self.copy(other.strokeScales, into: &strokeScales)
        Self.copy(other.confidences, into: &confidences)
    }

    /// Whether both are drawn alike: all the same, or nothing to be seen in either.
    public func looksLike(_ other: SceneFrame) -> Bool {
        guard isShown == other.isShown else { return false }
        guard isShown.contains(true) else { return true }
        return points == other.points && strokeScales == other.strokeScales
            && confidences == other.confidences
    }

    private static func copy<Element>(_ source: [Element], into target: inout [Element]) {
        guard source.count == target.count else {
            target = source
            return
        }
        target.withUnsafeMutableBufferPointer { target in
            source.withUnsafeBufferPointer { _ = target.update(fromContentsOf: $0) }
        }
    }
}
