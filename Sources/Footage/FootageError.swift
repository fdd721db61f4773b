import Storage

/// Footage that could not be read.
public struct FootageError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// There is no such file, folder or camera.
        case noInput
        /// It is damaged, cut short or no picture at all.
        case badData
        /// What is needed to decode it is not installed.
        case unavailable
        /// Reading failed half-way.
        case inputOutput
    }

    public var kind: Kind
    /// The path, or "standard input".
    public var source: String
    /// Where in the footage, such as "frame 12"; empty for all of it.
    public var place: String
    /// What is wrong and what to do about it.
    public var message: String

    public init(_ kind: Kind, source: String, place: String = "", _ message: String) {
        self.kind = kind
        self.source = source
        self.place = place
        self.message = message
    }

    init(_ error: StorageError) {
        let kind: Kind =
            switch error.kind {
            case .noInput: .noInput
            case .badData: .badData
            case .cannotCreate, .inputOutput: .inputOutput
            }
        self.init(kind, source: error.path, error.message)
    }

    public var description: String {
        place.isEmpty ? "\(source): \(message)" : "\(source): \(place): \(message)"
    }
}
