import Glibc
import Storage

/// Opens footage of any kind.
public enum FootageInput {
    /// The rate that is taken where nothing says one.
    public static let assumedRate = 30.0

    /// Opens a video, a picture, a folder of pictures, a camera (`/dev/video0`), a named pipe, or
    /// `-` for standard input. Files are told by content, not by name.
    ///
    /// - Throws: `noInput` when there is nothing, `badData` when it is no footage, `unavailable`
    ///   when FFmpeg is needed and not installed.
    public static func open(
        _ path: String, options: FootageOptions = FootageOptions()
    ) throws(FootageError) -> any Footage {
        guard path != "-" else {
            return try VideoFootage(.standardInput, name: "standard input", options)
        }
        switch kind(of: path) {
        case S_IFDIR: return try PictureFolder(path: path, options)
        case S_IFCHR: return try VideoFootage(.camera(path), name: path, options)
        case S_IFREG where options.rawFrames == nil:
            guard try PictureFile.isPicture(path) else { break }
            return StillFootage(try PictureFile.read(path))
        case nil: throw missing(path)
        default: break
        }
        return try VideoFootage(.file(path), name: path, options)
    }

    /// Begins, in the background, with what takes time before footage can be opened.
    ///
    /// - Throws: `noInput` when there is nothing.
    public static func prepare(
        _ path: String, options: FootageOptions = FootageOptions()
    ) throws(FootageError) {
        guard path != "-", let kind = kind(of: path) else {
            guard path == "-" else { throw missing(path) }
            return FFmpegLibrary.load()
        }
        if kind == S_IFREG, options.rawFrames == nil, try PictureFile.isPicture(path) { return }
        if kind != S_IFDIR { FFmpegLibrary.load() }
    }

    private static func missing(_ path: String) -> FootageError {
        FootageError(.noInput, source: path, "is not there; check the path")
    }

    /// Whether the path leads to pictures that can be read more than once.
    public static func isRepeatable(_ path: String) -> Bool {
        path != "-" && (kind(of: path) == S_IFREG || kind(of: path) == S_IFDIR)
    }

    private static func kind(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
