import ArgumentParser
import PoseAnimate

/// `pose-animate plugins`: what a pipeline can be made of.
struct PluginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugins", abstract: "List the registered stages of the pipeline.")

    @Flag(help: "As JSON.")
    var json = false

    func run() throws {
        let entries = Registry.builtIn.entries
        if json {
            let rows = entries.map { entry -> JSONValue in
                .object([
                    ("kind", .string(entry.kind.rawValue)), ("name", .string(entry.name)),
                    ("summary", .string(entry.summary)),
                    ("settings", .array(entry.settings.map(Self.json))),
                ])
            }
            StandardStreams.print(JSONValue.array(rows).text)
            return
        }
        let width = entries.map(\.name.count).max() ?? 0
        let setting =
            entries.flatMap(\.settings).map { $0.name.count + $0.standard.count }.max() ?? 0
        for entry in entries {
            StandardStreams.print(
                padded(entry.kind.rawValue, 10) + padded(entry.name, width + 2) + entry.summary)
            for one in entry.settings {
                StandardStreams.print(
                    padded("", 12) + padded("\(one.name)=\(one.standard)", setting + 3)
                        + one.meaning)
            }
        }
    }

    private static func json(_ setting: StageSetting) -> JSONValue {
        .object([
            ("name", .string(setting.name)), ("default", .string(setting.standard)),
            ("meaning", .string(setting.meaning)),
        ])
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }
}
