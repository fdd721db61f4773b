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

    @Option(
        help: ArgumentHelp(
            "Write a copy with what can be repaired: text as paths, joints under their right names. "
                + "The report is about the copy.", valueName: "file.svg"))
    var fix: String?

    @OptionGroup var resources: ResourceOptions

    @Flag(help: "The report as JSON.")
    var json = false

    func validate() throws {
        try OutputPaths.check(
            inputs: [("the character", character), ("--rig", rig.file)],
            outputs: [("--bind", bind), ("--overlay", overlay), ("--fix", fix)])
    }

    func run() throws {
        let rig = try rig.rig()
        if let fix { try repair(into: fix, rig) }
        let rigged = try RiggedCharacter(
            path: fix ?? character, rig: rig, options: try resources.options())
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

    private func repair(into copy: String, _ rig: Rig?) throws {
        let drawing = try SVGReader.read(path: character, options: try resources.options())
        let corrections = try JointRepair.corrections(of: drawing, rig: rig)
        let result = try SVGRepair.repaired(
            path: character,
            renaming: corrections.map { SVGRepair.Renaming($0.element, to: $0.name) },
            options: try resources.options())
        var file = try OutputFile(path: copy)
        try file.write(result.document)
        try file.commit()
        for change in result.changes { StandardStreams.complain("\(character): \(change)") }
        if result.changes.isEmpty {
            StandardStreams.complain("nothing in \(character) needs to be repaired")
        }
    }
}
