import ArgumentParser
import PoseAnimate

/// `pose-animate plugins`: what a pipeline can be made of.
struct PluginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugins", abstract: "List the stages that there are, and check plug-ins.",
        subcommands: [ListPluginsCommand.self, CheckPluginCommand.self],
        defaultSubcommand: ListPluginsCommand.self)
}

/// `pose-animate plugins list`: all stages with their options, the engine's own and plug-ins'.
struct ListPluginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the stages that there are (default).")

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup(title: "Plug-ins") var plugins: PluginOptions

    func run() throws {
        let rows = try plugins.use { try StageShelf.rows }
        StandardStreams.print(
            json ? JSONValue.array(rows.map(\.json)).text : StageTable(rows).text)
    }
}

/// Stages in columns, each with its settings below it.
struct StageTable {
    private let rows: [StageRow]

    init(_ rows: [StageRow]) { self.rows = rows }

    var text: String {
        let width = rows.map(\.id.count).max() ?? 0
        let setting = rows.flatMap(\.settingLines).map(\.written.count).max() ?? 0
        var lines: [String] = []
        for row in rows {
            lines.append(
                Self.padded(row.kind, 10) + Self.padded(row.id, width + 2) + row.summary)
            if let origin = row.origin {
                let version = origin.version.map { " \($0)" } ?? ""
                lines.append(
                    Self.padded("", 12) + "\(origin.file)\(version), \(origin.temporal)")
            }
            for one in row.settingLines {
                lines.append(
                    Self.padded("", 12) + Self.padded(one.written, setting + 2) + one.meaning)
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }
}

extension StageShelf {
    /// All stages, by kind in the order of the data flow, then by name; behind them operators of plug-ins (the
    /// engine's own are many, and listed by `models operators`) and their delegates, devices and sensors.
    static var rows: [StageRow] {
        get throws {
            let library = try library
            let others = library.plugins.flatMap(\.stages).filter {
                StageRow.otherKinds.contains($0.kind)
            }.map { StageRow($0) }
            let own = library.devices.list.filter { device in
                !others.contains { $0.id == device.name }
            }.map { StageRow(kind: $0.kind, id: $0.name, summary: $0.summary) }
            return library.registry.entries.map { StageRow($0) }
                + (others + own).sorted { ($0.kindPlace, $0.id) < ($1.kindPlace, $1.id) }
        }
    }
}
