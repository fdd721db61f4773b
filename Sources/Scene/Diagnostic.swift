/// Something in a document that is not drawn, or not drawn as its author meant it.
public struct Diagnostic: Sendable, Equatable {
    public enum Severity: String, Sendable { case note, warning }

    /// A stable word for the kind of trouble: "unsupported", "path-data", "style", "reference" …
    public enum Kind: String, Sendable {
        case unsupported
        case pathData = "path-data"
        case value
        case style
        case reference
        case structure
        case rig
    }

    public var severity: Severity
    public var kind: Kind
    /// The element it is about.
    public var element: Element
    /// What happened and what is done instead, one sentence without a full stop.
    public var message: String

    public init(
        _ severity: Severity, _ kind: Kind, _ element: Element, _ message: String
    ) {
        self.severity = severity
        self.kind = kind
        self.element = element
        self.message = message
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `line 12, <path id="arm">: the path data breaks off …`
    public var description: String {
        let name = element.id ?? element.label
        let tag = name.map { "<\(element.tag) id=\"\($0)\">" } ?? "<\(element.tag)>"
        let place = element.line > 0 ? "line \(element.line), \(tag)" : tag
        return "\(place): \(message)"
    }
}
