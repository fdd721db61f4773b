import Storage

/// The options that jobs may have, by name: those of the command that does a job.
public struct JobOptions: Sendable {
    public enum Kind: Sendable, Equatable {
        /// Given or not: `true` or `false`.
        case flag
        /// One value.
        case value
        /// Any number of values.
        case list
    }

    private let kinds: [String: Kind]
    /// Options of the command that jobs cannot have, and why.
    private let refusals: [String: String]

    public init(_ kinds: [String: Kind], refusals: [String: String] = [:]) {
        self.kinds = kinds
        self.refusals = refusals
    }

    public var names: [String] { kinds.keys.filter { refusals[$0] == nil }.sorted() }

    /// - Returns: nil for what is no option of a job.
    func kind(of name: String) -> Kind? { refusals[name] == nil ? kinds[name] : nil }

    /// Why there is no such option, and what may have been meant.
    func complaint(about name: String, besides keys: [String]) -> String {
        if let refusal = refusals[name] { return "`\(name)` is no option of a job: \(refusal)" }
        let hint =
            Spelling.nearest(to: name, among: names + keys).map { "did you mean `\($0)`?" }
            ?? "the options are those of `pose-animate animate`, without their dashes"
        return "there is no option `\(name)`; \(hint)"
    }
}
