import Storage

/// A model that is not to be had, or not what it should be.
public struct CatalogueError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// Nothing of that name is in the catalogue.
        case unknownName
        /// No file was found.
        case missing
        /// A file is not the one that the catalogue means.
        case wrongContent
        /// It could not be brought: no network, no pip, no curl.
        case cannotFetch
        case cannotCreate
        case inputOutput
    }

    public var kind: Kind
    /// The file, the folder or the model's name.
    public var source: String
    /// What is wrong and what to do about it.
    public var message: String

    public init(_ kind: Kind, source: String, _ message: String) {
        self.kind = kind
        self.source = source
        self.message = message
    }

    init(_ error: StorageError) {
        let kind: Kind =
            switch error.kind {
            case .noInput: .missing
            case .badData: .wrongContent
            case .cannotCreate: .cannotCreate
            case .inputOutput: .inputOutput
            }
        self.init(kind, source: error.path, error.message)
    }

    /// A file's SHA-256.
    static func hash(of path: String) throws(CatalogueError) -> String {
        do throws(StorageError) {
            return try FileHash.sha256(of: path)
        } catch {
            throw CatalogueError(error)
        }
    }

    public var description: String { "\(source): \(message)" }
}
