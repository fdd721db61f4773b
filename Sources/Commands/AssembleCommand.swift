import ArgumentParser
import PoseAnimate

/// `pose-animate assemble frames/ -o movie.mp4`: a movie of frames that are drawn already.
struct AssembleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assemble",
        abstract: "Make a movie, or another file, of a folder of frames.",
        discussion: """
            The frames are PNG pictures, frame_000000.png and so on, as animate writes them. What \
            comes of them is what animate would have written itself, byte for byte.
            """)

    @Argument(help: "The folder of frames.")
    var frames: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file, whose ending tells its format; - is standard output.", valueName: "path"))
    var output: String

    @Option(help: ArgumentHelp("Frames a second.", valueName: "rate"))
    var fps: Double

    @Option(
        name: .customLong("frames"),
        help: ArgumentHelp(
            "Frames to take, such as 10-20,30-60:2. Default: all, none of which may be missing.",
            valueName: "ranges"))
    var selection: String?

    @Option(
        help: ArgumentHelp(
            "Format of the output, name or name,key=value, where the ending does not tell it.",
            valueName: "name"))
    var format: String?

    @Option(help: "How hard PNG is compressed: fast, balanced or small.")
    var compression: PNGCompression?

    @Option(
        help: ArgumentHelp(
            "Colour behind what is transparent in the frames.", valueName: "colour"))
    var background: ColorArgument?

    @Option(
        help: ArgumentHelp(
            "Sound for the movie; begins with frame 0, wherever the frames begin.",
            valueName: "file.wav"))
    var audio: String?

    @Option(help: ArgumentHelp("One picture with a grid of frames.", valueName: "file.png"))
    var contactSheet: String?

    @OptionGroup(title: "Work") var work: ThreadOptions
    @OptionGroup(title: "Plug-ins") var plugins: PluginOptions

    @Flag(help: "No progress, no warnings.")
    var quiet = false

    func validate() throws {
        guard fps.isFinite, fps > 0, fps <= 1000 else {
            throw ValidationError("--fps \(fps): give a rate above 0, at most 1000")
        }
        try OutputPaths.check(
            inputs: [("the folder", frames), ("--audio", audio)],
            outputs: [("--output", output), ("--contact-sheet", contactSheet)],
            streamed: "--output")
    }

    /// The frames to take.
    func folder() throws -> FrameFolder {
        try FrameFolder(
            path: frames, selection: try selection.map { try FrameSelection(parsing: $0) })
    }

    func run() throws { try plugins.use { try assemble() } }

    private func assemble() throws {
        let sink = try OutputOptions.sink(
            for: output, format: format, settings: [("compression", compression?.rawValue)])
        let traits = try StageShelf.registry.sinkTraits(sink)
        guard try !StageShelf.registry.takesGeometry(sink) else {
            throw ValidationError(
                "\(sink.name) is made of geometry, and frames are pictures; let animate write it")
        }
        guard audio == nil || traits.hasSound else {
            throw ValidationError(
                "\(output) has no sound; write .mp4, .webm, .mov or .mkv")
        }
        let folder = try folder()
        let isOpaque = background?.color.alpha == 1
        if !quiet, !isOpaque, !traits.keepsAlpha {
            StandardStreams.complain(
                "warning: \(sink.name) keeps no transparency; what is transparent becomes white")
        }
        var request = Registry.SinkRequest(
            destination: output, framesPerSecond: fps, frameCount: folder.frames.count,
            isOpaque: isOpaque)
        request.soundtrack = audio.map {
            Soundtrack(path: $0, start: Double(folder.frames.first ?? 0) / fps)
        }
        var sinks = [try StageShelf.registry.makeSink(sink, request)]
        if let contactSheet {
            request.destination = contactSheet
            sinks.append(
                try StageShelf.registry.makeSink(StageOptions(name: "contact-sheet"), request))
        }
        var progress = work.report(total: folder.frames.count, isQuiet: quiet)
        do {
            try FrameAssembly(
                of: folder, into: sinks, background: background?.color, jobs: work.jobCount
            ).run { count in
                progress.update(count)
                if let signal = Interruption.signal { throw Interrupted(signal: signal) }
            }
        } catch {
            if error is Interrupted { progress.finish() } else { progress.fail("\(error)") }
            throw error
        }
        progress.finish()
    }
}
