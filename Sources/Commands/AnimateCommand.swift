import ArgumentParser
import PoseAnimate

/// `pose-animate character.svg --keypoints clip.json -o frames/`: the main job.
struct AnimateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "animate", abstract: "Animate a character by a clip of keypoints (default).")

    @Argument(help: "The character: an SVG file with a skeleton.")
    var character: String

    @Option(
        help: ArgumentHelp(
            "The clip, or keypoints of another format, told by content; - reads standard input.",
            valueName: "path"))
    var keypoints: String?

    @Option(
        help: ArgumentHelp(
            "In place of keypoints: a video, a picture, a folder of pictures or a camera, in which "
                + "people are found; - reads standard input.", valueName: "footage"))
    var video: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Folder for the pictures frame_000000.png …", valueName: "folder"))
    var output: String?

    @Option(help: ArgumentHelp("Sink that writes the output.", valueName: "name"))
    var format = "png"

    @Option(help: ArgumentHelp("One picture with a grid of frames.", valueName: "file.png"))
    var contactSheet: String?

    @Option(
        help: ArgumentHelp(
            "Every frame's deformed paths, a line of JSON each, in the clip's pixels.",
            valueName: "file.ndjson[.gz]"))
    var geometry: String?

    @OptionGroup(title: "Motion") var motion: MotionOptions
    @OptionGroup(title: "Keypoints") var keypointArguments: KeypointArguments
    @OptionGroup(title: "Detection") var detection: DetectionOptions
    @OptionGroup(title: "Picture") var picture: PictureOptions
    @OptionGroup var rig: RigOption

    @Flag(help: "No progress, no warnings.")
    var quiet = false

    @Flag(help: "A summary as JSON on standard output.")
    var json = false

    func validate() throws {
        guard (keypoints == nil) != (video == nil) else {
            throw ValidationError(
                keypoints == nil
                    ? "nothing moves the character: give --keypoints CLIP or --video FOOTAGE"
                    : "--keypoints and --video both move the character; give one")
        }
        guard !keypointArguments.people.contains(where: { $0.choice == nil }) else {
            throw ValidationError("--person all: a character follows one person")
        }
        let numbers = keypointArguments.people.compactMap(\.number)
        if video != nil, let number = numbers.max(), number >= detection.people {
            throw ValidationError(
                "--person \(number): --people \(detection.people) finds people 0 to "
                    + "\(detection.people - 1)")
        }
        guard output != nil || contactSheet != nil || geometry != nil else {
            throw ValidationError(
                "nothing to write: give -o FOLDER/, --contact-sheet FILE or --geometry FILE")
        }
        try OutputPaths.check(
            inputs: [
                ("the character", character), ("--keypoints", keypoints), ("--video", video),
                ("--rig", rig.file),
            ],
            outputs: [
                ("--output", output), ("--contact-sheet", contactSheet), ("--geometry", geometry),
            ])
        try OutputPaths.checkFolder("--output", output)
    }

    func run() throws {
        let rigged = try RiggedCharacter(path: character, rig: try rig.rig())
        if !quiet { DiagnosticReport.show(rigged.diagnostics, of: character) }
        try checkMotion()
        let source = try motionSource()
        var options = AnimationOptions()
        try motion.apply(to: &options)
        try picture.apply(to: &options)
        let animation = try Animation(of: rigged, motion: source, options: options)
        let run = try AnimationRun.open(
            animation, selection: try motion.selection(),
            destinations: AnimationRun.Destinations(
                folder: output, format: format, contactSheet: contactSheet, geometry: geometry),
            isQuiet: quiet)
        let outcome = try run.run()
        if !quiet {
            outcome.notes.forEach { StandardStreams.complain("warning: \(motionName): \($0)") }
        }
        if json { StandardStreams.print(summary(animation, outcome, rigged).text) }
    }

    /// What moves the character, by the name that was given.
    private var motionName: String { keypoints ?? video ?? "" }

    private func motionSource() throws -> any MotionSource {
        if let video {
            return try FollowedPerson(
                FootageCrowd(try detection.watcher(video, isQuiet: quiet), name: video),
                keypointArguments.person, name: video)
        }
        return try keypointArguments.open(
            motionName, fps: motion.clipFps, size: motion.clipSize)
    }

    /// Reads a file through once, so that damage anywhere in it is told before anything is
    /// written. Reading is far quicker than drawing, other than watching footage. What comes
    /// through a pipe comes once.
    private func checkMotion() throws {
        guard let keypoints, keypoints != "-", InputFile.isRepeatable(keypoints) else { return }
        var source = try motionSource()
        while try source.next() != nil {
            if let signal = Interruption.signal { throw Interrupted(signal: signal) }
        }
    }

    private func summary(
        _ animation: Animation, _ outcome: AnimationRun.Outcome, _ rigged: RiggedCharacter
    ) -> JSONValue {
        func path(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        return .object([
            ("character", .string(character)),
            ("keypoints", path(keypoints)),
            ("video", path(video)),
            ("rig", .string(rigged.binding.rig.name)),
            ("frames", .integer(outcome.frameCount)),
            ("framesWithoutPerson", .integer(outcome.lostCount)),
            ("framesPerSecond", .number(animation.framesPerSecond)),
            ("width", .integer(animation.pictureWidth)),
            ("height", .integer(animation.pictureHeight)),
            ("output", path(output)),
            ("contactSheet", path(contactSheet)),
            ("geometry", path(geometry)),
            ("notes", .array(outcome.notes.map { .string($0) })),
            ("diagnostics", DiagnosticReport.json(rigged.diagnostics)),
        ])
    }
}
