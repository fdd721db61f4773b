/// Why there can be no such picture.
public struct ImagingError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// It would have no pixels, or more than memory can name.
        case badSize
        /// Its bytes are not as many as its size asks for.
        case badBytes
    }

    public var kind: Kind
    public var message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    public var description: String { "picture: \(message)" }
}
