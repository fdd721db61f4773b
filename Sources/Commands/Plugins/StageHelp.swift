import PoseAnimate

/// What help tells of stages: those that an option may name, with their settings.
enum StageHelp {
    /// Whether help is asked for; else nobody looks for plug-ins to tell of.
    @TaskLocal static var isAsked = false

    static func isAsked(by arguments: [String]) -> Bool {
        arguments.first == "help"
            || arguments.contains { ["-h", "--help", "-help", "--help-hidden"].contains($0) }
    }

    /// A line for every stage of a kind and for each of its settings; empty unless help is asked for.
    static func text(of kind: Registry.Kind) -> String {
        guard isAsked, let entries = try? StageShelf.registry.entries else { return "" }
        return text(of: entries.filter { $0.kind == kind }.map { StageRow($0) })
    }

    /// The same of the delegates that plug-ins have.
    static var delegates: String {
        guard isAsked, let plugins = try? StageShelf.library.plugins else { return "" }
        return text(
            of: plugins.flatMap(\.stages).filter { $0.kind == "delegate" }.map { StageRow($0) })
    }

    private static func text(of rows: [StageRow]) -> String {
        rows.map { row in
            (["\n\(row.id): \(row.summary)"]
                + row.settingLines.map { "    \($0.written)  \($0.meaning)" })
                .joined(separator: "\n")
        }.joined()
    }
}
