import Geometry

/// A fully resolved picture: only absolute cubic paths with paint, grouped as in the source.
///
/// Whatever made it (today the `SVG` module), nothing downstream parses again: styles are
/// computed, references are expanded, units and transforms are applied.
///
/// Coordinates are pixels of the picture, x to the right, y downwards, origin at the top left.
/// All anchors of all shapes lie in one flat buffer, `points`, in document order, three points an
/// anchor: the anchor itself, its incoming handle, its outgoing handle, all absolute. A handle
/// that equals its anchor makes that side of the curve straight. Deformers write buffers of the
/// same layout and renderers read them.
public struct Drawing: Sendable, Equatable {
    /// Groups that are composed apart (faded, filtered, cut or blended) inside of each other: as many
    /// as renderers keep apart. Deeper ones share their parent's picture.
    package static let deepestLayer = 32

    /// The picture's size in pixels.
    public var size: Size
    /// Three points an anchor: anchor, incoming handle, outgoing handle.
    public var points: [Point]
    /// Every shape in document order, also those that are not visible.
    public var shapes: [Shape]
    /// The tree; its leaves are indices into `shapes`, in ascending order.
    public var root: Group
    /// What was ignored, repaired or not understood, in document order.
    public var diagnostics: [Diagnostic]

    public init(
        size: Size, points: [Point] = [], shapes: [Shape] = [],
        root: Group = Group(element: Element(tag: "svg")), diagnostics: [Diagnostic] = []
    ) {
        self.size = size
        self.points = points
        self.shapes = shapes
        self.root = root
        self.diagnostics = diagnostics
    }
}

/// A node of the drawing's tree.
public enum Node: Sendable, Equatable {
    case group(Group)
    /// An index into `Drawing.shapes`.
    case shape(Int)
}

/// Nodes that are drawn together.
///
/// The content is composed first; then its filters are applied, its stencils cut it, it is faded,
/// and at last it is mixed with what lies below (SVG 2, 3.5).
public struct Group: Sendable, Equatable {
    public var element: Element
    /// Opacity of the group as a whole, 0...1: its content is composed first, then faded.
    public var opacity: Double
    /// False under `display: none`; the content stays in the tree, so that joints are found.
    public var isDisplayed: Bool
    public var children: [Node]
    /// Applied one after the other.
    public var filters: [Filter] = []
    /// What cuts the group; where several are given, only what all of them let through shows.
    public var stencils: [Stencil] = []
    public var blend = BlendMode.normal
    /// Whether what blends inside sees nothing of what lies below the group.
    public var isIsolated = false

    public init(
        element: Element, opacity: Double = 1, isDisplayed: Bool = true, children: [Node] = []
    ) {
        self.element = element
        self.opacity = opacity
        self.isDisplayed = isDisplayed
        self.children = children
    }
}

/// Where a node comes from in the source document, to find it by name and to report about it.
public struct Element: Sendable, Equatable {
    /// The element's local name: "path", "g", "use" …
    public var tag: String
    public var id: String?
    /// The layer name given in a drawing program (`inkscape:label`, `data-name`).
    public var label: String?
    /// Line in the source, from 1; 0 when unknown.
    public var line: Int

    public init(tag: String, id: String? = nil, label: String? = nil, line: Int = 0) {
        self.tag = tag
        self.id = id
        self.label = label
        self.line = line
    }
}
