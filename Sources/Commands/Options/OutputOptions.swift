import ArgumentParser
import PoseAnimate

/// Options about what is written, and where.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Folder for the pictures frame_000000.png …, or a file whose ending tells its format "
                + "(.mp4 .webm .mov .mkv .gif .apng .webp …); - is standard output.",
            valueName: "path"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Sink that writes the output, name or name,key=value, where the ending does not tell "
                + "it; pose-animate plugins lists them.", discussion: StageHelp.text(of: .sink),
            valueName: "name"))
    var format: String?

    @Option(
        help: ArgumentHelp("How hard PNG is compressed: fast, balanced or small. Default: fast."))
    var compression: PNGCompression?

    @Option(
        help: ArgumentHelp(
            "How far a point may be from its place in an SVG or Lottie that moves, in pixels.",
            discussion: "Default: 0.25px.", valueName: "distance"))
    var tolerance: String?

    @Option(
        help: ArgumentHelp(
            "Sound for the movie; begins with the clip's first frame.", valueName: "file.wav"))
    var audio: String?

    @Flag(help: "Take the sound of the --video for the movie.")
    var keepAudio = false

    @Option(help: ArgumentHelp("One picture with a grid of frames.", valueName: "file.png"))
    var contactSheet: String?

    @Option(
        help: ArgumentHelp(
            "Every frame's deformed paths, a line of JSON each, in the clip's pixels.",
            valueName: "file.ndjson[.gz]"))
    var geometry: String?

    func validate() throws {
        guard output != nil || contactSheet != nil || geometry != nil else {
            throw ValidationError(
                "nothing to write: give -o FOLDER/ or -o FILE.mp4, --contact-sheet FILE or "
                    + "--geometry FILE")
        }
        for (name, isGiven) in [
            ("--format", format != nil), ("--compression", compression != nil),
            ("--tolerance", tolerance != nil),
            ("--audio", audio != nil), ("--keep-audio", keepAudio),
        ] where isGiven && output == nil {
            throw ValidationError("\(name) is about the output; give -o")
        }
        guard audio == nil || !keepAudio else {
            throw ValidationError("--audio and --keep-audio both give the sound; choose one")
        }
    }

    /// The sink of the output with its settings; nil without one.
    func sink() throws -> StageOptions? {
        guard let output else { return nil }
        return try Self.sink(
            for: output, format: format,
            settings: [("compression", compression?.rawValue), ("tolerance", tolerance)])
    }

    /// The sink for a destination.
    ///
    /// - Parameter settings: those that have an option of their own; nil for what is not given.
    static func sink(
        for output: String, format: String?, settings: [(key: String, value: String?)]
    ) throws -> StageOptions {
        var sink = try StageShelf.registry.sink(for: output, format: format)
        for (key, value) in settings {
            guard let value else { continue }
            let entry = try StageShelf.registry.entries.first {
                $0.kind == .sink && $0.name == sink.name
            }
            guard entry?.hasSetting(key) == true else {
                throw ValidationError("--\(key) means nothing to \(sink.name), the output's format")
            }
            guard sink.values.updateValue(value, forKey: key) == nil else {
                throw ValidationError("--\(key) and --format both give the \(key)")
            }
        }
        return sink
    }

    /// Whether every frame becomes a file of its own.
    func keepsFramesApart(_ sink: StageOptions?) throws -> Bool {
        guard let output, let sink else { return false }
        let traits = try StageShelf.registry.sinkTraits(sink)
        let isFile = traits.endings.contains { output.lowercased().hasSuffix("." + $0) }
        return traits.keepsFramesApart && !isFile
    }

    /// The file that the sound comes from.
    func soundPath(video: String?) throws -> String? {
        guard keepAudio else { return audio }
        guard let video, video != "-", !Directory.exists(video) else {
            throw ValidationError("--keep-audio takes the sound of a --video FILE; give one")
        }
        return video
    }
}

extension PNGCompression: ExpressibleByArgument {}
