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

    /// A line for each setting: how it is written, with its default, and what it may be.
    var settingLines: [(written: String, meaning: String)] {
        settings.map { setting in
            (
                "\(setting.name)=\(setting.standardText)",
                setting.rangeText.map { "\(setting.help) (\($0))" } ?? setting.help
            )
        }
    }

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
