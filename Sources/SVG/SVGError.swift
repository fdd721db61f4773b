/// A document that could not be read as a drawing.
public struct SVGError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// No such file, or a directory stands in its place.
        case noInput
        /// Not well-formed XML, damaged compression, or not an SVG document.
        case badData
        /// More elements, nesting or points than a drawing is allowed to have.
        case tooComplex
        /// Reading failed half-way.
        case inputOutput
    }

    public var kind: Kind
    /// The file's path, or the name given for bytes in memory.
    public var source: String
    /// Line in the source, from 1; 0 when no line is to blame.
    public var line: Int
    /// What is wrong and what to do about it, one line without the place.
    public var message: String

    public init(_ kind: Kind, source: String, line: Int = 0, _ message: String) {
        self.kind = kind
        self.source = source
        self.line = line
        self.message = message
    }

    public var description: String {
        line > 0 ? "\(source):\(line): \(message)" : "\(source): \(message)"
    }
}
