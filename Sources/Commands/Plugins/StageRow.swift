import PluginKit
import PoseAnimate

/// What is told of a stage, for people and for programs.
struct StageRow {
    let kind: String
    let id: String
    let summary: String
    let settings: [StageSetting]
    let origin: Registry.Origin?

    init(_ entry: Registry.Entry) {
        kind = entry.kind.rawValue
        id = entry.name
        summary = entry.summary
        settings = entry.settings
        origin = entry.origin
    }

    /// A stage of a plug-in's that is no part of a pipeline.
    init(_ stage: PluginReport.Stage) {
        kind = stage.kind
        id = stage.id
        summary = stage.summary
        settings = stage.settings
        origin = stage.origin
    }

    /// A device or sensor of the engine's.
    init(kind: String, id: String, summary: String) {
        self.kind = kind
        self.id = id
        self.summary = summary
        settings = []
        origin = nil
    }

    /// A line for each setting: how it is written, with its default, and what it may be.
    var settingLines: [(written: String, meaning: String)] {
        settings.map { setting in
            (
                "\(setting.name)=\(setting.standardText)",
                setting.rangeText.map { "\(setting.help) (\($0))" } ?? setting.help
            )
        }
    }

    /// Where its kind stands among those that are no part of a pipeline.
    var kindPlace: Int { Self.otherKinds.firstIndex(of: kind) ?? 0 }

    /// The kinds that are no part of a pipeline.
    static let otherKinds = ["operator", "delegate", "device", "sensor"]

    /// As `plugins --json` gives it; null where something is not known.
    var json: JSONValue {
        .object([
            ("id", .string(id)), ("kind", .string(kind)), ("summary", .string(summary)),
            ("version", origin?.version.map { .string($0) } ?? .null),
            ("file", origin.map { .string($0.file) } ?? .null),
            ("temporal", origin.map { .string($0.temporal) } ?? .null),
            ("options", .array(settings.map(Self.json))),
        ])
    }

    private static func json(_ setting: StageSetting) -> JSONValue {
        var members: [(String, JSONValue)] = [("name", .string(setting.name))]
        switch setting.kind {
        case .number(let range, let standard):
            members += [
                ("type", .string("number")), ("minimum", .number(range.lowerBound)),
                ("maximum", .number(range.upperBound)), ("default", .number(standard)),
            ]
        case .integer(let range, let standard):
            members += [
                ("type", .string("integer")), ("minimum", .integer(range.lowerBound)),
                ("maximum", .integer(range.upperBound)), ("default", .integer(standard)),
            ]
        case .flag(let standard):
            members += [("type", .string("flag")), ("default", .bool(standard))]
        case .choice(let words, let standard):
            members += [
                ("type", .string("choice")), ("choices", .array(words.map { .string($0) })),
                ("default", .string(standard)),
            ]
        case .text(let standard):
            members += [
                ("type", .string("text")), ("default", standard.map { .string($0) } ?? .null),
            ]
        case .file: members += [("type", .string("file")), ("default", .null)]
        }
        return .object(members + [("help", .string(setting.help))])
    }
}
