/// A picture that cannot be decoded.
public struct RasterError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// Neither PNG, JPEG nor WebP.
        case unknownFormat
        case damaged
        /// More pixels than `RasterDecoder.mostPixels`.
        case tooLarge
    }

    public var kind: Kind
    /// What is wrong and what to do about it; continues a sentence that names the picture.
    public var description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
