/// How large a document may be; beyond, it is refused rather than left to eat the machine.
package struct Limits: Sendable, Equatable {
    /// Elements in the document, and nodes in the drawing after `use` is expanded.
    package var elements = 1_000_000
    /// Anchors of all paths.
    package var anchors = 5_000_000
    /// Comparisons of an element with a selector.
    package var selectorTests = 20_000_000

    /// Bytes after unpacking.
    static let bytes = 256 << 20
    /// Levels of nesting. Readers of the tree recurse, so this bounds their stack.
    static let depth = 512
    /// Attributes of one element.
    static let attributes = 10_000
    /// Namespaces declared by an element and its ancestors.
    static let namespaces = 4000
    /// Shapes checked for reaching over the edge of a nested viewport.
    static let overflowTests = 2_000_000
    /// Gradients, patterns or filters that take over from each other.
    static let hrefs = 64
    /// Pixels of all pictures.
    static let pixels = 64_000_000
    /// Numbers of a convolution's kernel: each is reckoned with at every pixel.
    static let kernel = 256
    /// Levels of clips, masks, patterns and markers that refer to each other.
    static let references = 24
    /// Dashes and gaps of one stroke.
    static let dashes = 1000
    /// Diagnostics kept.
    static let diagnostics = 10_000
}
