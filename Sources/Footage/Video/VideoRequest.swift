import CFFmpegLibrary
import Storage

/// What FFmpeg is asked to open.
struct VideoRequest {
    private var address: String
    private var format: String?
    private var settings: [(String, String)] = []
    private var threads: Int

    init(_ location: VideoFootage.Location, _ options: FootageOptions) {
        threads = options.threads
        switch location {
        case .file(let path): address = "file:" + path
        case .standardInput: address = "pipe:0"
        case .camera(let path):
            address = path
            format = "v4l2"
            if let rate = options.framesPerSecond { settings.append(("framerate", "\(rate)")) }
        }
        if let raw = options.rawFrames {
            format = "rawvideo"
            settings = [
                ("video_size", "\(raw.width)x\(raw.height)"), ("pixel_format", raw.pixelFormat),
                ("framerate", "\(options.framesPerSecond ?? FootageInput.assumedRate)"),
            ]
        }
    }

    /// - Returns: the video, which the caller closes.
    func open(
        _ library: OpaquePointer, name: String
    ) throws(FootageError) -> (OpaquePointer, pose_video_facts) {
        var video: OpaquePointer?
        var facts = pose_video_facts()
        var message = [CChar](repeating: 0, count: Int(POSE_FFMPEG_MESSAGE))
        let settings = settings.map { "\($0)=\($1)" }.joined(separator: ":")
        let status = withOptionalCString(format) { format in
            settings.withCString { settings in
                let options = pose_video_options(
                    is_interrupted: { InputInterruption.isRequested }, threads: Int32(threads),
                    most_pixels: Int64(FootageLimits.pixels), format: format, settings: settings)
                return pose_video_open(library, address, options, &video, &facts, &message)
            }
        }
        if status == POSE_VIDEO_OPEN, let video { return (video, facts) }
        throw FootageError(
            Self.kind(status), source: name, FFmpegLibrary.text(message))
    }

    private static func kind(_ status: pose_video_status) -> FootageError.Kind {
        switch status {
        case POSE_VIDEO_NO_INPUT: .noInput
        case POSE_VIDEO_UNSUPPORTED: .unavailable
        default: .badData
        }
    }

    private func withOptionalCString<Result>(
        _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        guard let text else { return body(nil) }
        return text.withCString { body($0) }
    }
}
