import ArgumentParser
import PluginChecking
import PoseAnimate

/// `pose-animate plugins check FILE`: whether a plug-in keeps the interface's rules.
struct CheckPluginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Try a plug-in out: all that the interface asks for.",
        discussion: """
            Loads the plug-in, makes its stages with every option at its edges, gives them input at the \
            edges, several at once and again, and looks whether they keep the rules of the interface: \
            sizes, buffers, finite numbers, memory, threads, what `temporal` says. Ends with 65 when a \
            rule is broken.
            """)

    @Argument(help: ArgumentHelp("The plug-in.", valueName: "file.so"))
    var file: String

    @Flag(help: "All rules as JSON on standard output.")
    var json = false

    @Flag(help: "Only the rules that are broken.")
    var quiet = false

    func run() throws {
        var library = StageLibrary(engineVersion: engineVersion) { plugin, message in
            StandardStreams.complain("\(plugin): \(message)")
        }
        try library.load(file)
        let check = PluginCheck(library.pluginStages) { finding in
            if !json, finding.failure != nil || !quiet {
                StandardStreams.print(Self.line(of: finding))
            }
        }
        if json { StandardStreams.print(JSONValue.array(check.findings.map(Self.json)).text) }
        let broken = check.failures.count
        guard broken == 0 else {
            throw Failure(
                status: ExitStatus.badData.rawValue,
                message: "\(file): breaks \(broken) of \(check.findings.count) rules")
        }
        if !json, !quiet {
            StandardStreams.print("\(file): keeps all \(check.findings.count) rules")
        }
    }

    private static func line(of finding: PluginCheck.Finding) -> String {
        let head = "\(finding.stage) \(finding.rule)"
        return finding.failure.map { "broken  \(head): \($0)" } ?? "kept    \(head)"
    }

    private static func json(_ finding: PluginCheck.Finding) -> JSONValue {
        .object([
            ("stage", .string(finding.stage)), ("rule", .string(finding.rule)),
            ("kept", .bool(finding.failure == nil)),
            ("failure", finding.failure.map { .string($0) } ?? .null),
        ])
    }
}
