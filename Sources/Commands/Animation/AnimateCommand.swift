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

    @Option(
        help: ArgumentHelp(
            "A motion source by its name, name or name,key=value; what it reads, if anything, is "
                + "given by --keypoints.", discussion: StageHelp.text(of: .source),
            valueName: "source"))
    var source: String?

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Motion") var motion: MotionOptions
    @OptionGroup(title: "Keypoints") var keypointArguments: KeypointArguments
    @OptionGroup(title: "Sensor") var sensor: SensorOptions
    @OptionGroup(title: "Detection") var detection: DetectionOptions
    @OptionGroup(title: "Picture") var picture: PictureOptions
    @OptionGroup(title: "Work") var work: WorkOptions
    @OptionGroup(title: "Plug-ins") var plugins: PluginOptions
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
            (source == nil ? "--keypoints" : "--source", keypoints != nil || source != nil),
            ("--video", video != nil),
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
        guard source == nil || characters.count == 1 else {
            throw ValidationError("--source moves one character; give one")
        }
        try checkPeople()
        try OutputPaths.check(
            inputs: inputs,
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
    var characters: [String] { (character.map { [$0] } ?? []) + others }

    /// What is read, with the option that names it.
    var inputs: [(option: String, path: String?)] {
        characters.map { ("the character", $0) } + [
            ("--keypoints", keypoints), ("--video", video), ("--rig", rig.file),
            ("--firmware", sensor.firmware), ("--mapping", sensor.mapping),
            ("--gesture-model", sensor.gestureModel), ("--script", sensor.script),
            ("--audio", output.audio),
        ] + sensor.accelerometers.map { ("--accelerometer", $0) }
    }

    func run() throws {
        let summary = try perform()
        if json { StandardStreams.print(summary.json.text) }
    }

    /// Does the work.
    func perform() throws -> AnimationSummary { try plugins.use { try performAtHand() } }

    /// Does the work with the plug-ins at hand.
    private func performAtHand() throws -> AnimationSummary {
        let scene = try prepare()
        let sink = scene.sink
        var schedule = try schedule(sink)
        try schedule.check(clipLength: scene.ensemble.frameCount)
        try openManifest(for: &schedule)
        var summary = AnimationSummary(self, scene.ensemble)
        let products = try products(of: sink)
        if work.skipExisting, !products.isEmpty {
            if schedule.hasAll(products, of: scene.ensemble.frameCount) {
                summary.skippedCount = schedule.count(of: scene.ensemble.frameCount) ?? 0
                return summary
            }
            // What shows all frames needs them all.
            schedule.existing = nil
        }
        try warnOfUnknownEnding()
        let isOpaque = scene.options.background?.alpha == 1
        try warnOfLostAlpha(sink, isOpaque: isOpaque)
        let run = try AnimationRun.open(
            scene.ensemble, schedule: schedule,
            destinations: Destinations(
                output: output.output, sink: sink, contactSheet: output.contactSheet,
                geometry: output.geometry, soundPath: scene.sound, isOpaque: isOpaque),
            jobs: work.jobCount,
            progress: work.report(
                total: schedule.count(of: scene.ensemble.frameCount), isQuiet: quiet))
        let outcome = try run.run()
        try schedule.record(products)
        if !quiet {
            outcome.notes.forEach { StandardStreams.complain("warning: \(motionName): \($0)") }
            outcome.remarks.forEach {
                StandardStreams.complain("warning: \(output.output ?? ""): \($0)")
            }
        }
        summary.take(outcome)
        return summary
    }

    /// Everything that is read, before anything is written.
    struct Scene {
        var sink: StageOptions?
        var sound: String?
        var options = AnimationOptions()
        var ensemble: Ensemble
    }

    func prepare() throws -> Scene {
        let sink = try output.sink()
        let sound = try output.soundPath(video: video)
        try checkSharing(sink, sound)
        let rig = try rig.rig()
        let weights = try motion.weightRule()
        let reading = try resources.options()
        let rigged = try characters.map {
            try RiggedCharacter(path: $0, rig: rig, weights: weights, options: reading)
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
        return Scene(
            sink: sink, sound: sound, options: options,
            ensemble: try Ensemble(
                of: rigged, motions: try motions(), options: options,
                registry: StageShelf.registry))
    }

    /// Refuses options that do not go together, as far as that can be told without reading anything.
    func checkOptions() throws { try plugins.use { try checkOptionsAtHand() } }

    private func checkOptionsAtHand() throws {
        try checkSharing(output.sink(), output.soundPath(video: video))
        var options = AnimationOptions()
        try motion.apply(to: &options)
        try picture.apply(to: &options)
        for filter in options.filters { _ = try StageShelf.registry.makeFilter(filter) }
        _ = try motion.weightRule()
        _ = try motion.selection()
    }

    /// Frames that are written apart must be files of their own, and sound runs through.
    private func checkSharing(_ sink: StageOptions?, _ sound: String?) throws {
        if sound != nil {
            guard try sink.map({ try StageShelf.registry.sinkTraits($0) })?.hasSound == true else {
                throw ValidationError(
                    "\(output.output ?? "the output") has no sound; write .mp4, .webm, .mov or .mkv"
                )
            }
            if let selection = try motion.selection(), !selection.isContiguous {
                throw ValidationError("--frames leaves frames out, and sound cannot; choose one")
            }
        }
        guard try work.shard == nil || output.keepsFramesApart(sink) else {
            throw ValidationError(
                "--shard needs frames that are files of their own; write a folder of pictures "
                    + "(-o frames/)")
        }
        for (name, isGiven) in [
            ("--skip-existing", work.skipExisting), ("--manifest", work.manifest != nil),
        ] where isGiven && output.output == "-" {
            throw ValidationError("\(name) is about files, and -o - is none; give a file or folder")
        }
        guard work.manifest == nil || (keypoints != "-" && video != "-") else {
            throw ValidationError(
                "--manifest knows its files again by those they are made of, and standard "
                    + "input is none; give a file")
        }
    }

    private func warnOfUnknownEnding() throws {
        guard !quiet, output.format == nil, let output = output.output, !Directory.exists(output),
            let ending = try StageShelf.registry.unknownEnding(of: output)
        else { return }
        StandardStreams.complain(
            "warning: nothing writes .\(ending), so \(output) becomes a folder of pictures; name "
                + "\(output)/ to say so, or load a plug-in that writes it (--plugin)")
    }

    private func warnOfLostAlpha(_ sink: StageOptions?, isOpaque: Bool) throws {
        guard !quiet, !isOpaque, let sink,
            try !StageShelf.registry.sinkTraits(sink).keepsAlpha
        else { return }
        StandardStreams.complain(
            "warning: \(sink.name) keeps no transparency, which becomes white; give --background "
                + "for another colour")
    }
}
