import ArgumentParser
import PoseAnimate

/// `pose-animate character.svg --keypoints clip.json -o frames/`: the main job.
struct AnimateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "animate", abstract: "Animate a character by a clip of keypoints (default).",
        usage: """
            pose-animate character.svg --keypoints clip.json -o frames/
            pose-animate character.svg --keypoints clip.json -o movie.mp4
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

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Motion") var motion: MotionOptions
    @OptionGroup(title: "Keypoints") var keypointArguments: KeypointArguments
    @OptionGroup(title: "Sensor") var sensor: SensorOptions
    @OptionGroup(title: "Detection") var detection: DetectionOptions
    @OptionGroup(title: "Picture") var picture: PictureOptions
    @OptionGroup(title: "Work") var work: WorkOptions
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
        try OutputPaths.check(
            inputs: characters.map { ("the character", $0) } + [
                ("--keypoints", keypoints), ("--video", video), ("--rig", rig.file),
                ("--firmware", sensor.firmware), ("--mapping", sensor.mapping),
                ("--gesture-model", sensor.gestureModel), ("--script", sensor.script),
                ("--audio", output.audio),
            ] + sensor.accelerometers.map { ("--accelerometer", $0) },
            outputs: [
                ("--output", output.output), ("--contact-sheet", output.contactSheet),
                ("--geometry", output.geometry), ("--manifest", work.manifest),
            ], streamed: "--output")
        guard output.output != "-" || !json else {
            throw ValidationError("--json and --output - both write to standard output")
        }
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
        let sink = try output.sink()
        let sound = try output.soundPath(video: video)
        try checkSharing(sink, sound)
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
        var schedule = try schedule(sink)
        let ensemble = try Ensemble(of: rigged, motions: try motions(), options: options)
        try schedule.check(clipLength: ensemble.frameCount)
        try openManifest(for: &schedule)
        let isOpaque = options.background?.alpha == 1
        try warnOfLostAlpha(sink, isOpaque: isOpaque)
        let run = try AnimationRun.open(
            ensemble, schedule: schedule,
            destinations: Destinations(
                output: output.output, sink: sink, contactSheet: output.contactSheet,
                geometry: output.geometry, soundPath: sound, isOpaque: isOpaque),
            jobs: work.jobCount,
            progress: work.report(
                total: schedule.count(of: ensemble.frameCount), isQuiet: quiet))
        let outcome = try run.run()
        if !quiet {
            outcome.notes.forEach { StandardStreams.complain("warning: \(motionName): \($0)") }
            outcome.remarks.forEach {
                StandardStreams.complain("warning: \(output.output ?? ""): \($0)")
            }
        }
        if json { StandardStreams.print(summary(ensemble, outcome).text) }
    }

    /// Frames that are written apart must be files of their own, and sound runs through.
    private func checkSharing(_ sink: StageOptions?, _ sound: String?) throws {
        let traits = try sink.map { try Registry.builtIn.sinkTraits($0) }
        if sound != nil {
            guard traits?.hasSound == true else {
                throw ValidationError(
                    "\(output.output ?? "the output") has no sound; write .mp4, .webm, .mov or .mkv"
                )
            }
            if let selection = try motion.selection(), !selection.isContiguous {
                throw ValidationError("--frames leaves frames out, and sound cannot; choose one")
            }
        }
        let isFile =
            traits?.endings.contains { output.output?.lowercased().hasSuffix("." + $0) == true }
        let keepsApart = traits?.keepsFramesApart == true && isFile != true
        for (name, isGiven) in [
            ("--shard", work.shard != nil), ("--skip-existing", work.skipExisting),
            ("--manifest", work.manifest != nil),
        ] where isGiven && !keepsApart {
            throw ValidationError(
                "\(name) needs frames that are files of their own; write a folder of pictures "
                    + "(-o frames/)")
        }
        guard work.manifest == nil || (keypoints != "-" && video != "-") else {
            throw ValidationError(
                "--manifest knows its frames again by the files they are made of, and standard "
                    + "input is none; give a file")
        }
        guard !work.skipExisting || (output.contactSheet == nil && output.geometry == nil) else {
            throw ValidationError(
                "--skip-existing leaves frames out, which --contact-sheet and --geometry need")
        }
    }

    private func schedule(_ sink: StageOptions?) throws -> FrameSchedule {
        var schedule = FrameSchedule(selection: try motion.selection(), part: try work.part())
        guard let folder = output.output, let sink else { return schedule }
        if work.skipExisting {
            let endings = try Registry.builtIn.sinkTraits(sink).endings
            schedule.existing = FrameNames(directory: folder, ending: endings.first ?? "")
        }
        return schedule
    }

    /// Last of all that may fail: a manifest of other frames is begun anew.
    private func openManifest(for schedule: inout FrameSchedule) throws {
        guard let path = work.manifest, let folder = output.output else { return }
        // It may lie in the folder that is made for the frames.
        try Directory.create(folder)
        schedule.manifest = try Manifest(path: path, origin: try origin())
    }

    /// What makes the frames what they are.
    private func origin() throws -> Manifest.Origin {
        var files = characters
        for path in [
            keypoints, video, rig.file, sensor.firmware, sensor.mapping, sensor.gestureModel,
            sensor.script,
        ].compactMap({ $0 }) + sensor.accelerometers
        where path != "-" && InputFile.isRepeatable(path) { files.append(path) }
        return Manifest.Origin(
            engine: engineVersion, arguments: RunArguments.drawing(RunArguments.current),
            inputs: try files.map { ($0, try FileHash.sha256(of: $0)) })
    }

    private func warnOfLostAlpha(_ sink: StageOptions?, isOpaque: Bool) throws {
        guard !quiet, !isOpaque, let sink,
            try !Registry.builtIn.sinkTraits(sink).keepsAlpha
        else { return }
        StandardStreams.complain(
            "warning: \(sink.name) keeps no transparency, which becomes white; give --background "
                + "for another colour")
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
                ("framesLeftOut", .integer(outcome.skippedCount)),
                ("framesWithoutPerson", .integer(outcome.lostCount)),
                ("framesPerSecond", .number(ensemble.framesPerSecond)),
                ("width", .integer(ensemble.pictureWidth)),
                ("height", .integer(ensemble.pictureHeight)),
                ("output", path(output.output)),
                ("contactSheet", path(output.contactSheet)),
                ("geometry", path(output.geometry)),
                ("notes", .array(outcome.notes.map { .string($0) })),
            ])
    }
}
