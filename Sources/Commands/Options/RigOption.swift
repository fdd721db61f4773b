import ArgumentParser
import PoseAnimate

/// `--rig`: a built-in rig's name or a file.
struct RigOption: ParsableArguments {
    @Option(
        name: .customLong("rig"),
        help: ArgumentHelp(
            "The rig: \(RigReader.builtInNames.joined(separator: ", ")), or a .yaml file.",
            discussion: "Default: the largest whose joints the character has.",
            valueName: "name"))
    var name: String?

    /// The file asked for; nil when the name is a built-in rig's.
    var file: String? {
        name.flatMap { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") ? $0 : nil }
    }

    /// The rig asked for; nil to let the character decide.
    func rig() throws -> Rig? {
        guard let name else { return nil }
        guard let file else { return try RigReader.builtIn(name) }
        let text = try InputFile.read(file, limit: 1 << 24)
        return try RigReader.read(String(decoding: text, as: UTF8.self), source: file)
    }
}
