/// One run of a batch: a name, and the options of the command that does it.
public struct BatchJob: Sendable, Equatable {
    public var name: String
    /// The line of the job file that it comes from.
    public var line: Int?
    /// Options in the order in which they were given, each with its values; none for a flag.
    public private(set) var options: [Option] = []

    public struct Option: Sendable, Equatable {
        public var name: String
        public var values: [String]
    }

    public init(name: String, line: Int? = nil, options: [Option] = []) {
        self.name = name
        self.line = line
        for option in options { set(option) }
    }

    /// The values of an option; none for a flag that is given, nil for what is not given.
    public subscript(name: String) -> [String]? {
        options.first { $0.name == name }?.values
    }

    /// Gives an option, in place of what was given before.
    mutating func set(_ option: Option) {
        if let place = options.firstIndex(where: { $0.name == option.name }) {
            options[place] = option
        } else {
            options.append(option)
        }
    }

    /// Takes an option away.
    mutating func remove(_ name: String) { options.removeAll { $0.name == name } }

    /// The options as the words of a command line. Values are joined to their names, so that they
    /// may begin with a dash.
    public func arguments(without left: Set<String> = []) -> [String] {
        options.filter { !left.contains($0.name) }.flatMap { option in
            option.values.isEmpty
                ? ["--" + option.name] : option.values.map { "--\(option.name)=\($0)" }
        }
    }

    /// Some of the options as words of a command line, in the order in which they were given.
    public func arguments(only kept: Set<String>) -> [String] {
        arguments(without: Set(options.map(\.name)).subtracting(kept))
    }

    /// For messages: the job and its line.
    public var place: String { line.map { "job `\(name)` (line \($0))" } ?? "job `\(name)`" }
}
