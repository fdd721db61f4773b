/// What a stage is asked for on the command line or by a program: its name and its settings.
///
/// Written `name,key=value,key=value`.
public struct StageOptions: Sendable, Equatable {
    public var name: String
    public var values: [String: String]

    public init(name: String, values: [String: String] = [:]) {
        self.name = name
        self.values = values
    }

    /// - Throws: `usage` when a setting is not `key=value` or is given twice.
    public init(parsing text: String) throws(PoseAnimateError) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        name = String(parts.first ?? "")
        values = [:]
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: "="), equals > part.startIndex else {
                throw PoseAnimateError(.usage, "`\(text)`: `\(part)` is not key=value")
            }
            let key = String(part[..<equals])
            guard values.updateValue(String(part[part.index(after: equals)...]), forKey: key) == nil
            else {
                throw PoseAnimateError(.usage, "`\(text)`: `\(key)` is given twice")
            }
        }
    }

    /// Refuses settings that the stage does not know.
    ///
    /// - Throws: `usage` naming the first unknown one and those that there are.
    public func check(known: [String]) throws(PoseAnimateError) {
        guard let stray = values.keys.sorted().first(where: { !known.contains($0) }) else { return }
        let words = known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"
        throw PoseAnimateError(.usage, "stage `\(name)` has no setting `\(stray)`; \(words)")
    }

    /// Which of some choices a setting names; nil when it is not given.
    ///
    /// - Throws: `usage` when it is none of them.
    public func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, of type: Choice.Type
    ) throws(PoseAnimateError) -> Choice? {
        guard let text = values[key] else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        let nearest = Spelling.nearest(to: text, among: names)
        let hint =
            nearest.map { "did you mean `\($0)`?" } ?? "give \(names.joined(separator: ", "))"
        throw PoseAnimateError(
            .usage, "stage `\(name)`: `\(key)=\(text)` is not known; \(hint)")
    }

    /// The number that a setting gives; nil when it is not given.
    ///
    /// - Throws: `usage` when it is no number or lies outside.
    public func number(
        _ key: String, in range: ClosedRange<Double>
    ) throws(PoseAnimateError) -> Double? {
        guard let text = values[key] else { return nil }
        guard let number = Double(text), range.contains(number) else {
            throw PoseAnimateError(
                .usage,
                "stage `\(name)`: `\(key)=\(text)` is not a number from \(range.lowerBound) to "
                    + "\(range.upperBound)")
        }
        return number
    }
}
