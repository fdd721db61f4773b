import CFFmpegLibrary
import Imaging
import Storage

/// Pictures of a video file, a camera or a stream of bytes, decoded by FFmpeg.
///
/// Time stamps are the container's, turned pictures are turned upright, pixels made square, colours
/// converted as the stream says.
final class VideoFootage: Footage {
    enum Location {
        case file(String)
        case camera(String)
        case standardInput
    }

    let header: FootageHeader
    private let name: String
    private let video: OpaquePointer
    private let orientation: Orientation
    private let promisedCount: Int
    private let isCamera: Bool
    private var upright: Picture?
    private var clock: FootageClock
    private var count = 0
    private var damaged = 0
    private var isFinished = false

    /// - Throws: as `FootageInput.open`.
    init(_ location: Location, name: String, _ options: FootageOptions) throws(FootageError) {
        let library = try FFmpegLibrary.functions(for: name)
        let request = VideoRequest(location, options)
        let (video, facts) = try request.open(library, name: name)
        let turn = facts.turn
        let orientation = Orientation(
            turn: (Int(turn.0), Int(turn.1), Int(turn.2), Int(turn.3)))
        self.video = video
        self.name = name
        self.orientation = orientation ?? .upright
        let (width, height) = self.orientation.size(
            width: Int(facts.width), height: Int(facts.height))
        var rate: Double?
        if facts.rate_numerator > 0, !facts.is_still {
            rate = Double(facts.rate_numerator) / Double(facts.rate_denominator)
        }
        promisedCount = facts.is_still ? 1 : Int(facts.picture_count)
        if case .camera = location { isCamera = true } else { isCamera = false }
        // What a container says is a promise; only a promise that is kept often is passed on.
        var expected: Int? = promisedCount > 0 ? promisedCount : nil
        if expected == nil, !isCamera, facts.duration > 0, let rate, facts.duration * rate < 1e9 {
            expected = max(Int((facts.duration * rate).rounded()), 1)
        }
        header = FootageHeader(
            width: width, height: height, framesPerSecond: rate, frameCount: expected)
        clock = FootageClock(framesPerSecond: rate)
        if self.orientation != .upright {
            do {
                upright = try Picture(width: Int(facts.width), height: Int(facts.height))
            } catch {
                throw PictureFile.badSize(name, error)
            }
        }
    }

    deinit { pose_video_close(video) }

    var notes: [String] {
        var notes: [String] = []
        if damaged > 0 {
            notes.append(
                damaged == 1
                    ? "one picture is damaged and was left out"
                    : "\(damaged) pictures are damaged and were left out")
        }
        if let note = clock.note { notes.append(note) }
        return notes
    }

    func next(into picture: inout Picture) throws(FootageError) -> Double? {
        guard !isFinished else { return nil }
        do {
            let stamp = try decode(into: &picture)
            guard let stamp else {
                isFinished = true
                try checkEnd()
                return nil
            }
            count += 1
            return clock.time(of: stamp)
        } catch {
            isFinished = true
            throw error
        }
    }

    private func decode(into picture: inout Picture) throws(FootageError) -> Double? {
        do {
            if var decoded = upright {
                upright = nil
                defer { upright = decoded }
                guard let stamp = try step(into: &decoded) else { return nil }
                try orientation.turn(decoded, into: &picture)
                return stamp
            }
            if picture.width != header.width || picture.height != header.height {
                picture = try Picture(width: header.width, height: header.height)
            }
            return try step(into: &picture)
        } catch let error as FootageError {
            throw error
        } catch {
            throw FootageError(.badData, source: name, "\(error)")
        }
    }

    /// - Returns: the time stamp, NaN without one; nil at the end.
    private func step(into picture: inout Picture) throws(FootageError) -> Double? {
        var stamp = Double.nan
        var message = [CChar](repeating: 0, count: Int(POSE_FFMPEG_MESSAGE))
        let result = picture.withMutableBytes { pixels in
            pose_video_next(video, pixels.baseAddress, &stamp, &damaged, &message)
        }
        switch result {
        case POSE_VIDEO_PICTURE: return stamp
        case POSE_VIDEO_END: return nil
        default:
            throw FootageError(
                .badData, source: name, place: "after \(count) pictures",
                FFmpegLibrary.text(message) + "; is it cut short?")
        }
    }

    /// A file that ends long before its container says so was cut.
    private func checkEnd() throws(FootageError) {
        if count == 0 {
            throw FootageError(
                .badData, source: name,
                damaged > 0
                    ? "holds no picture that can be decoded; it is damaged" : "holds no pictures")
        }
        // Containers count pictures that an edit leaves out; those are few.
        guard !isCamera, promisedCount > 0, count + damaged < promisedCount * 19 / 20 - 2 else {
            return
        }
        throw FootageError(
            .badData, source: name, place: "after \(count) pictures",
            "ends, though it should hold \(promisedCount); it is cut short")
    }
}
