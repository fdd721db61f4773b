import Scene
import Storage

/// What a reader may decide about a document.
public struct SVGOptions: Sendable, Equatable {
    /// The user's languages (BCP 47), by which `<switch>` chooses; best first.
    public var languages: [String]
    /// The folder that the document's relative addresses begin in and whose pictures may be read;
    /// nil for the file's own, and for none when the document is in memory.
    public var folder: String?
    /// Further folders whose pictures may be read.
    public var allowedFolders: [String]
    package var limits = Limits()

    public init(
        languages: [String] = ["en"], folder: String? = nil, allowedFolders: [String] = []
    ) {
        self.languages = languages
        self.folder = folder
        self.allowedFolders = allowedFolders
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
        return try parse(bytes, name: path, options: Self.options(options, forFile: path))
    }

    static func options(_ options: SVGOptions, forFile path: String) -> SVGOptions {
        var options = options
        options.folder = options.folder ?? folder(of: path)
        return options
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Reads a document in memory, which may be compressed.
    ///
    /// - Parameter name: stands for the file's path in errors.
    /// - Throws: as `read`.
    public static func parse(
        _ bytes: [UInt8], name: String, options: SVGOptions = SVGOptions()
    ) throws(SVGError) -> Drawing {
        let document = try document(bytes, name: name, options: options)
        var resolver = Resolver(document: document, options: options)
        return try resolver.resolveDocument()
    }

    static func document(
        _ bytes: [UInt8], name: String, options: SVGOptions
    ) throws(SVGError) -> XMLDocument {
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
        return try XMLDocument(parsing: bytes, name: name, limits: options.limits)
    }
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
