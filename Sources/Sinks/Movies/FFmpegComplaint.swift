import Pipelining

/// What FFmpeg had to say, as an error of ours.
struct FFmpegComplaint {
    private let ending: ChildProcess.Ending

    init(_ ending: ChildProcess.Ending) { self.ending = ending }

    func error(for path: String, _ arguments: FFmpegArguments) -> SinkError {
        let lines = ending.complaint.split(whereSeparator: \.isNewline).map(String.init)
        func has(_ text: String) -> Bool { lines.contains { $0.contains(text) } }
        if has("No space left on device") {
            return SinkError(.inputOutput, "\(path): cannot write: no space left on device")
        }
        if has("Unknown encoder") {
            return SinkError(
                .unavailable,
                "\(path): this FFmpeg has no coder for \(arguments.format.name); install a full "
                    + "one, or choose another format")
        }
        if let sound = arguments.settings.soundtrack,
            has("matches no streams") || has(sound.path)
        {
            return SinkError(
                .badData,
                "\(sound.path): FFmpeg finds no sound in it; give a file of sound, or a video "
                    + "that has some")
        }
        let words = lines.first.map { ": \($0)" } ?? ""
        return SinkError(
            .encoding, "\(path): FFmpeg ended with status \(ending.status)\(words)")
    }
}
