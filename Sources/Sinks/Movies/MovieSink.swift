import Glibc
import Pipelining
import Rendering
import Storage

/// Hands frames to FFmpeg, which makes a movie of them.
///
/// The movie is written aside and gets its name when it is whole.
public final class MovieSink: FrameSink {
    public let direct = DirectEncoding()
    public let readsPictures = false
    private let path: String
    private let arguments: FFmpegArguments
    private let program: String
    private var process: ChildProcess?
    private var size: (width: Int, height: Int)?
    private let file: ExternalFile

    /// - Parameter program: FFmpeg, by its path or its name along `PATH`.
    /// - Throws: `usage` when the format holds no sound, `StorageError` when the file's place
    ///   cannot be written.
    public init(
        path: String, format: MovieFormat, settings: MovieSettings, program: String = "ffmpeg"
    ) throws {
        guard settings.soundtrack == nil || format.sound != nil else {
            throw SinkError(
                .usage,
                "\(path): \(format.name) has no sound; write .mp4, .webm, .mov or .mkv")
        }
        if let sound = settings.soundtrack, access(sound.path, R_OK) != 0 {
            throw StorageError(
                .noInput, path: sound.path, "cannot open: \(StorageError.reason()); check the path")
        }
        self.path = path
        self.program = program
        arguments = FFmpegArguments(format: format, settings: settings)
        file = try ExternalFile(path: path)
        try Self.checkExistence(of: program)
    }

    public func makeEncoder() -> any FrameEncoder { PixelConverter(arguments.pixels) }

    public func write(_ frame: FinishedFrame) throws {
        let picture = (frame.picture.width, frame.picture.height)
        if let size {
            guard size == picture else {
                throw SinkError(
                    .encoding, "\(path): frame \(frame.index) has another size than the first one")
            }
        } else {
            size = picture
            let words = arguments.words(
                size: arguments.pixels.size(of: picture), path: file.temporaryPath)
            do throws(ChildProcess.StartError) {
                process = try ChildProcess(program, words)
            } catch {
                throw SinkError(
                    .unavailable,
                    "FFmpeg cannot be started (\(program)): \(StorageError.reason(error.number))")
            }
        }
        guard let process else { return }
        if !process.write(frame.bytes) { throw failure(of: process.end()) }
    }

    public func finish() throws {
        guard let process else {
            throw SinkError(
                .badData, "there is no frame to make \(path) of; check the range of frames")
        }
        let ending = process.end()
        self.process = nil
        guard ending.status == 0 else { throw failure(of: ending) }
        try file.commit()
    }

    private func failure(of ending: ChildProcess.Ending) -> SinkError {
        process = nil
        return FFmpegComplaint(ending).error(for: path, arguments)
    }

    /// A missing program is told before anything is drawn.
    private static func checkExistence(of program: String) throws(SinkError) {
        let folders =
            program.contains("/")
            ? [""]
            : getenv("PATH").map { String(cString: $0) }?.split(separator: ":")
                .map { $0 + "/" } ?? []
        guard !folders.contains(where: { access($0 + program, X_OK) == 0 }) else { return }
        throw SinkError(
            .unavailable,
            "FFmpeg (\(program)) is not there, which makes movies; install it "
                + "(apt-get install ffmpeg), or write a folder of pictures")
    }
}
