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

    /// The rig asked for; nil to let the character decide.
    func rig() throws -> Rig? {
        guard let name else { return nil }
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
            return try RigReader.builtIn(name)
        }
        let text = try InputFile.read(name, limit: 1 << 24)
        return try RigReader.read(String(decoding: text, as: UTF8.self), source: name)
    }
}
