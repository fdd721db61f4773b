import ArgumentParser
import PoseAnimate

/// `pose-animate inspect character.svg`: what the engine makes of a character.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Say what rig a character has, what each path is bound to and what was ignored.")

    @Argument(help: "The character: an SVG file with a skeleton.")
    var character: String

    @OptionGroup var rig: RigOption

    @Option(
        help: ArgumentHelp(
            "Write rest positions and weights of every point as JSON.", valueName: "file.json"))
    var bind: String?

    @Option(
        help: ArgumentHelp(
            "Draw skeleton, joints' names and weight colours over the character.",
            valueName: "file.png"))
    var overlay: String?

    @Flag(help: "The report as JSON.")
    var json = false

    func validate() throws {
        try OutputPaths.check(
            inputs: [("the character", character), ("--rig", rig.file)],
            outputs: [("--bind", bind), ("--overlay", overlay)])
    }

    func run() throws {
        let rigged = try RiggedCharacter(path: character, rig: try rig.rig())
        if let bind {
            var file = try OutputFile(path: bind)
            try file.write(Array((rigged.bindingReport.text + "\n").utf8))
            try file.commit()
        }
        if let overlay {
            let picture = try RigOverlay(rigged).draw()
            var sink = PNGFileSink(path: overlay)
            try sink.write(picture, index: 0)
            sink.finish()
        }
        let report = CharacterReport(rigged)
        StandardStreams.print(json ? report.json.text : report.text)
    }
}
