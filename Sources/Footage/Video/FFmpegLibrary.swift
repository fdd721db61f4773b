import CFFmpegLibrary
import Pipelining

/// FFmpeg's libraries, loaded when the first video is opened.
enum FFmpegLibrary {
    /// The table of functions never changes once it is filled.
    private struct Loaded: @unchecked Sendable {
        var library: OpaquePointer?
        var message: String
    }

    private static let loaded: Loaded = {
        var message = [CChar](repeating: 0, count: Int(POSE_FFMPEG_MESSAGE))
        let library = pose_ffmpeg_load(&message)
        return Loaded(library: library, message: text(message))
    }()

    /// Loads them in the background, for whoever has other things to do before a video is opened.
    static func load() {
        _ = DetachedThread.start { _ = loaded }
    }

    /// - Throws: `unavailable` when they are not installed.
    static func functions(for source: String) throws(FootageError) -> OpaquePointer {
        guard let library = loaded.library else {
            throw FootageError(
                .unavailable, source: source,
                "needs FFmpeg's libraries to be decoded (\(loaded.message)); install "
                    + "libavformat, libavcodec and libswscale (Debian: apt-get install ffmpeg)")
        }
        return library
    }

    static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
