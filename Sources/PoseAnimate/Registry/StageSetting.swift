/// A setting of a stage, as `pose-animate plugins` tells it.
public struct StageSetting: Sendable, Equatable {
    public var name: String
    /// What holds when it is not given.
    public var standard: String
    /// One line.
    public var meaning: String

    public init(_ name: String, standard: String, _ meaning: String) {
        self.name = name
        self.standard = standard
        self.meaning = meaning
    }

    public init(_ name: String, standard: Double, _ meaning: String) {
        let text = "\(standard)"
        self.init(
            name, standard: text.hasSuffix(".0") ? String(text.dropLast(2)) : text, meaning)
    }
}
