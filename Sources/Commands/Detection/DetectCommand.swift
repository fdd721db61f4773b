import ArgumentParser
import PoseAnimate

/// `pose-animate detect clip.mp4 -o clip.json`: from footage to a clip.
struct DetectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect", abstract: "Watch footage and write a clip of the people in it.")

    @Argument(
        help: ArgumentHelp(
            "A video, a picture, a folder of pictures, a camera (/dev/video0); - reads standard "
                + "input."))
    var footage: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The clip; packed by gzip when it ends in .gz, a frame a line when it is .ndjson; - writes "
                + "such lines to standard output as they are made.", valueName: "clip.json[.gz]"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Folder for the pictures with what was found drawn over.", valueName: "folder"))
    var overlay: String?

    @OptionGroup(title: "Detection") var detection: DetectionOptions

    @OptionGroup(title: "Plug-ins") var plugins: PluginOptions

    @Flag(help: "No progress, no warnings.")
    var quiet = false

    @Flag(help: "A summary as JSON on standard output.")
    var json = false

    func validate() throws {
        guard output != nil || overlay != nil else {
            throw ValidationError("nothing to write: give -o CLIP.json or --overlay FOLDER/")
        }
        try OutputPaths.check(
            inputs: [("the footage", footage)],
            outputs: [("--output", output), ("--overlay", overlay)], streamed: "--output")
        guard output != "-" || !json else {
            throw ValidationError("--json and --output - both write to standard output")
        }
        try OutputPaths.checkFolder("--overlay", overlay)
    }

    func run() throws { try plugins.use { try detect() } }

    private func detect() throws {
        let people = detection.people(for: 1)
        let watcher = try detection.watcher(footage, people: people, isQuiet: quiet)
        let run = try DetectionRun.open(
            watcher, isOfSeveral: people > 1, clip: output, overlay: overlay,
            writesTimes: detection.rawVideo == nil,
            isQuiet: quiet)
        let outcome = try run.run(name: footage)
        if !quiet {
            outcome.notes.forEach { StandardStreams.complain("warning: \(footage): \($0)") }
        }
        guard json else { return }
        func path(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        StandardStreams.print(
            JSONValue.object([
                ("footage", .string(footage)),
                ("frames", .integer(outcome.frameCount)),
                ("framesWithoutPerson", .integer(outcome.emptyCount)),
                ("framesWithFace", .integer(outcome.faceCount)),
                ("width", .integer(watcher.header.width)),
                ("height", .integer(watcher.header.height)),
                ("output", path(output)),
                ("overlay", path(overlay)),
                ("notes", .array(outcome.notes.map { .string($0) })),
            ]).text)
    }
}
