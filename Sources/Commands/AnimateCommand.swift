import ArgumentParser
import PoseAnimate

/// `pose-animate character.svg --keypoints clip.json -o frames/`: the main job.
struct AnimateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "animate", abstract: "Animate a character by a clip of keypoints (default).",
        usage: """
            pose-animate character.svg --keypoints clip.json -o frames/
            pose-animate character.svg --video clip.mp4 -o frames/
            pose-animate character.svg --firmware wand.elf --accelerometer circle.data -o frames/
            pose-animate --character a.svg --character b.svg --keypoints duo.json -o frames/
            """)

    @Argument(help: "The character: an SVG file with a skeleton.")
    var character: String?

    @Option(
        name: .customLong("character"),
        help: ArgumentHelp(
            "A character beside others, each of whom follows a person of their own; may be "
                + "repeated. Later ones are drawn over earlier ones.", valueName: "file.svg"))
    var others: [String] = []

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
    @OptionGroup(title: "Sensor") var sensor: SensorOptions
    @OptionGroup(title: "Detection") var detection: DetectionOptions
    @OptionGroup(title: "Picture") var picture: PictureOptions
    @OptionGroup var rig: RigOption
    @OptionGroup var resources: ResourceOptions

    @Flag(help: "No progress, no warnings.")
    var quiet = false

    @Flag(help: "A summary as JSON on standard output.")
    var json = false

    func validate() throws {
        guard !characters.isEmpty else {
            throw ValidationError("there is no character to animate; give an SVG file")
        }
        let movers = [
            ("--keypoints", keypoints != nil), ("--video", video != nil),
            ("--accelerometer", sensor.isUsed),
        ].filter(\.1).map(\.0)
        guard movers.count == 1 else {
            throw ValidationError(
                movers.isEmpty
                    ? "nothing moves the character: give --keypoints CLIP, --video FOOTAGE or "
                        + "--accelerometer SAMPLES"
                    : "\(movers.joined(separator: " and ")) both move the character; give one")
        }
        guard !sensor.isUsed || characters.count == 1 else {
            throw ValidationError("a sensor moves one character; give one")
        }
        try checkPeople()
        guard output != nil || contactSheet != nil || geometry != nil else {
            throw ValidationError(
                "nothing to write: give -o FOLDER/, --contact-sheet FILE or --geometry FILE")
        }
        try OutputPaths.check(
            inputs: characters.map { ("the character", $0) } + [
                ("--keypoints", keypoints), ("--video", video), ("--rig", rig.file),
                ("--firmware", sensor.firmware), ("--mapping", sensor.mapping),
                ("--gesture-model", sensor.gestureModel), ("--script", sensor.script),
            ] + sensor.accelerometers.map { ("--accelerometer", $0) },
            outputs: [
                ("--output", output), ("--contact-sheet", contactSheet), ("--geometry", geometry),
            ])
        try OutputPaths.checkFolder("--output", output)
    }

    private func checkPeople() throws {
        let people = keypointArguments.people
        guard !people.contains(where: { $0.choice == nil }) else {
            throw ValidationError("--person all: a character follows one person")
        }
        guard people.isEmpty || people.count == characters.count else {
            throw ValidationError(
                "--person is given \(people.count) times and there are \(characters.count) "
                    + "characters; say it for each of them, or not at all")
        }
        let found = detection.people(for: characters.count)
        if video != nil, let number = people.compactMap(\.number).max(), number >= found {
            throw ValidationError(
                "--person \(number): --people \(found) finds people 0 to \(found - 1)")
        }
    }

    /// All characters, in the order in which they are drawn.
    private var characters: [String] { (character.map { [$0] } ?? []) + others }

    func run() throws {
        let rig = try rig.rig()
        let reading = try resources.options()
        let rigged = try characters.map {
            try RiggedCharacter(path: $0, rig: rig, options: reading)
        }
        if !quiet {
            for (character, path) in zip(rigged, characters) {
                DiagnosticReport.show(character.diagnostics, of: path)
            }
        }
        try checkMotion()
        var options = AnimationOptions()
        try motion.apply(to: &options)
        try picture.apply(to: &options)
        let ensemble = try Ensemble(of: rigged, motions: try motions(), options: options)
        let run = try AnimationRun.open(
            ensemble, selection: try motion.selection(),
            destinations: AnimationRun.Destinations(
                folder: output, format: format, contactSheet: contactSheet, geometry: geometry),
            isQuiet: quiet)
        let outcome = try run.run()
        if !quiet {
            outcome.notes.forEach { StandardStreams.complain("warning: \(motionName): \($0)") }
        }
        if json { StandardStreams.print(summary(ensemble, outcome).text) }
    }

    /// What moves the character, by the name that was given.
    private var motionName: String { keypoints ?? video ?? sensor.name }

    /// What moves each of the characters.
    private func motions() throws -> [any MotionSource] {
        guard characters.count > 1 else { return [try onlyMotion()] }
        let crowd: any CrowdSource
        if let video {
            crowd = try watched(video)
        } else {
            crowd = try keypointArguments.openCrowd(
                motionName, fps: motion.clipFps, size: motion.clipSize)
        }
        return try Cast.motions(
            characters.count, from: crowd,
            choices: keypointArguments.people.compactMap(\.choice), name: motionName)
    }

    private func onlyMotion() throws -> any MotionSource {
        if sensor.isUsed { return try sensor.motion() }
        if let video {
            return try FollowedPerson(
                try watched(video), keypointArguments.person, name: video)
        }
        return try keypointArguments.open(
            motionName, fps: motion.clipFps, size: motion.clipSize)
    }

    private func watched(_ video: String) throws -> FootageCrowd {
        let watcher = try detection.watcher(
            video, people: detection.people(for: characters.count), isQuiet: quiet)
        return FootageCrowd(watcher, name: video)
    }

    /// Reads a file through once, so that damage anywhere in it is told before anything is
    /// written. Reading is far quicker than drawing, other than watching footage. What comes
    /// through a pipe comes once.
    private func checkMotion() throws {
        guard let keypoints, keypoints != "-", InputFile.isRepeatable(keypoints) else { return }
        var source = try keypointArguments.openCrowd(
            keypoints, fps: motion.clipFps, size: motion.clipSize)
        while try source.next() != nil {
            if let signal = Interruption.signal { throw Interrupted(signal: signal) }
        }
    }

    private func summary(
        _ ensemble: Ensemble, _ outcome: AnimationRun.Outcome
    ) -> JSONValue {
        func path(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        let characters = zip(characters, ensemble.members).map { path, member in
            [
                ("character", JSONValue.string(path)),
                ("rig", .string(member.character.binding.rig.name)),
                ("diagnostics", DiagnosticReport.json(member.character.diagnostics)),
            ]
        }
        // A character alone is no list.
        let cast =
            characters.count == 1
            ? characters[0] : [("characters", .array(characters.map { .object($0) }))]
        return .object(
            cast + [
                ("keypoints", path(keypoints)),
                ("video", path(video)),
                ("frames", .integer(outcome.frameCount)),
                ("framesWithoutPerson", .integer(outcome.lostCount)),
                ("framesPerSecond", .number(ensemble.framesPerSecond)),
                ("width", .integer(ensemble.pictureWidth)),
                ("height", .integer(ensemble.pictureHeight)),
                ("output", path(output)),
                ("contactSheet", path(contactSheet)),
                ("geometry", path(geometry)),
                ("notes", .array(outcome.notes.map { .string($0) })),
            ])
    }
}
