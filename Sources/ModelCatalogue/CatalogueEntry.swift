/// A model that the catalogue knows.
public struct CatalogueEntry: Sendable, Equatable, Decodable {
    public var name: String
    /// What estimators ask for: "pose-detector", "posenet" …
    public var role: String
    /// The name of its file in a folder of models.
    public var file: String
    /// One line.
    public var summary: String
    public var publisher: String
    public var licence: String
    /// Of the file, as 64 hexadecimal digits.
    public var sha256: String
    /// Of the file, in bytes.
    public var size: Int
    /// Whether it is brought when no names are given.
    public var isStandard: Bool { standard ?? false }
    /// The package of PyPI that holds it, and where.
    public var wheel: String?
    public var member: String?
    /// Where its publisher has it.
    public var url: String?

    private var standard: Bool?
}

/// A package of PyPI that holds models.
public struct CatalogueWheel: Sendable, Equatable, Decodable {
    public var package: String
    public var version: String
    public var platform: String
    public var python: String
    public var sha256: String

    /// The wheel's file name, as PyPI gives it (PEP 427).
    public var file: String {
        let tag = "cp" + python.filter { $0 != "." }
        return "\(package)-\(version)-\(tag)-\(tag)-\(platform).whl"
    }
}
