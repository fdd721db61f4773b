import ArgumentParser
import PoseAnimate

/// `pose-animate convert in.any -o clip.json`: keypoints of one format as those of another.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Convert keypoints between formats.")

    @Argument(help: "The keypoints: a file, a folder of OpenPose, or - for standard input.")
    var input: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "File to write; packed when its name ends in .gz; a folder for openpose; - for a clip on "
                + "standard output.",
            valueName: "path"))
    var output: String

    @Option(help: "Format to write.")
    var to = KeypointExport.clip

    @Option(
        name: [.customLong("fps"), .customLong("clip-fps")],
        help: ArgumentHelp(
            "Frames a second of the keypoints, where they do not say it.", valueName: "rate"))
    var fps: Double?

    @Option(
        name: [.customLong("size"), .customLong("clip-size")],
        help: ArgumentHelp(
            "Size of the keypoints' picture, where they do not say it.", valueName: "WxH"))
    var size: Dimensions?

    @OptionGroup var keypoints: KeypointArguments

    @Flag(help: "No warnings.")
    var quiet = false

    func validate() throws {
        try OutputPaths.check(
            inputs: [("the input", input)], outputs: [("--output", output)],
            streamed: to == .clip ? "--output" : nil)
        try KeypointArguments.check("--fps", fps)
        guard keypoints.people.count <= 1 else {
            throw ValidationError("--person: name one person, or all")
        }
    }

    func run() throws {
        do {
            try convert()
        } catch {
            // What a signal ended is an interruption, not a fault of the files.
            if let signal = Interruption.signal { throw Interrupted(signal: signal) }
            throw error
        }
    }

    private func convert() throws {
        if keypoints.people.first?.choice == nil, !keypoints.people.isEmpty {
            var crowd = try keypoints.openCrowd(input, fps: fps, size: size)
            let outcome = try to.write(&crowd, to: output)
            warn(crowd.notes, outcome.notes)
        } else {
            var source = try keypoints.open(input, fps: fps, size: size)
            let outcome = try to.write(&source, to: output)
            warn(source.notes, outcome.notes)
        }
    }

    private func warn(_ inputNotes: [String], _ outputNotes: [String]) {
        guard !quiet else { return }
        inputNotes.forEach { StandardStreams.complain("warning: \(input): \($0)") }
        outputNotes.forEach { StandardStreams.complain("warning: \(output): \($0)") }
    }
}

extension KeypointExport: ExpressibleByArgument {}
