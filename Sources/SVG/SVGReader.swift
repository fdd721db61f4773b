import Scene
import Storage

/// What a reader may decide about a document.
public struct SVGOptions: Sendable, Equatable {
    /// The user's languages (BCP 47), by which `<switch>` chooses; best first.
    public var languages: [String]

    public init(languages: [String] = ["en"]) {
        self.languages = languages
    }
}

/// Reads SVG documents into drawings.
///
/// Styles, references, units and transforms are resolved: a drawing holds only absolute cubic
/// paths in pixels. What is not supported becomes a diagnostic of the drawing.
public enum SVGReader {
    /// Reads a file, `.svg` or compressed `.svgz`.
    ///
    /// - Throws: `noInput` when there is no such file, `badData` when it is no SVG document,
    ///   `tooComplex` when it is beyond the limits, `inputOutput` when reading fails.
    public static func read(
        path: String, options: SVGOptions = SVGOptions()
    ) throws(SVGError) -> Drawing {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.read(path, limit: Limits.bytes)
        } catch {
            throw SVGError(storage: error)
        }
        return try parse(bytes, name: path, options: options)
    }

    /// Reads a document in memory, which may be compressed.
    ///
    /// - Parameter name: stands for the file's path in errors.
    /// - Throws: as `read`.
    public static func parse(
        _ bytes: [UInt8], name: String, options: SVGOptions = SVGOptions()
    ) throws(SVGError) -> Drawing {
        var bytes = bytes
        if Gzip.isCompressed(bytes) {
            do {
                bytes = try Gzip.decompress(bytes, path: name, limit: Limits.bytes)
            } catch {
                throw SVGError(storage: error)
            }
        }
        guard bytes.count <= Limits.bytes else {
            throw SVGError(
                .badData, source: name,
                "the document is larger than the \(Limits.bytes >> 20) MiB allowed")
        }
        let document = try XMLDocument(parsing: bytes, name: name)
        var resolver = Resolver(document: document, options: options)
        return try resolver.resolveDocument()
    }
}

/// How large a document may be; beyond, it is refused rather than left to eat the machine.
enum Limits {
    /// Bytes after unpacking.
    static let bytes = 256 << 20
    /// Elements in the document, and nodes in the drawing after `use` is expanded.
    static let elements = 1_000_000
    /// Levels of nesting. Readers of the tree recurse, so this also bounds their stack.
    static let depth = 512
    /// Attributes of one element.
    static let attributes = 10_000
    /// Namespaces declared by an element and its ancestors.
    static let namespaces = 4000
    /// Anchors of all paths.
    static let anchors = 5_000_000
    /// Comparisons of an element with a selector.
    static let selectorTests = 20_000_000
    /// Shapes checked for reaching over the edge of a nested viewport.
    static let overflowTests = 2_000_000
    /// Dashes and gaps of one stroke.
    static let dashes = 1000
    /// Diagnostics kept.
    static let diagnostics = 10_000
}

extension SVGError {
    init(storage error: StorageError) {
        let kind: Kind =
            switch error.kind {
            case .noInput: .noInput
            case .badData: .badData
            case .cannotCreate, .inputOutput: .inputOutput
            }
        self.init(kind, source: error.path, error.message)
    }
}
