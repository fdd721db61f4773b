import Imaging
import Storage

/// A picture in a file: JPEG by libjpeg-turbo, PNG by libpng, others by FFmpeg.
public enum PictureFile {
    private static let jpegStart: [UInt8] = [0xFF, 0xD8, 0xFF]
    private static let pngStart: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Reads a picture, turned upright as its metadata says.
    ///
    /// - Throws: `noInput` when it is missing, `badData` when it is no picture or damaged,
    ///   `unavailable` when FFmpeg is needed and not installed.
    public static func read(_ path: String) throws(FootageError) -> Picture {
        let start = try start(of: path)
        if start.starts(with: jpegStart) || start.starts(with: pngStart) {
            let bytes: [UInt8]
            do {
                bytes = try InputFile.read(path, limit: FootageLimits.fileSize)
            } catch {
                throw FootageError(error)
            }
            return start.starts(with: jpegStart)
                ? try JPEGDecoding.picture(bytes, source: path)
                : try PNGDecoding.picture(bytes, source: path)
        }
        let video = try VideoFootage(.file(path), name: path, FootageOptions())
        var picture: Picture
        do { picture = try Picture(width: 1, height: 1) } catch { throw badSize(path, error) }
        guard try video.next(into: &picture) != nil else {
            throw FootageError(.badData, source: path, "holds no picture that can be decoded")
        }
        return picture
    }

    /// Whether a file is a picture that needs no FFmpeg.
    static func isPicture(_ path: String) throws(FootageError) -> Bool {
        let start = try start(of: path)
        guard !start.isEmpty else {
            throw FootageError(.badData, source: path, "is empty; a video or a picture is needed")
        }
        return start.starts(with: jpegStart) || start.starts(with: pngStart)
    }

    static func badSize(_ path: String, _ error: ImagingError) -> FootageError {
        FootageError(.badData, source: path, error.message)
    }

    /// Refuses sizes that no camera makes, before memory is asked for.
    static func checkSize(_ width: Int, _ height: Int, source: String) throws(FootageError) {
        let (count, isOver) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !isOver, count <= FootageLimits.pixels else {
            throw FootageError(
                .badData, source: source,
                "says that it is \(width)x\(height); up to "
                    + "\(FootageLimits.pixels / 1_000_000) million pixels can be read")
        }
    }

    private static func start(of path: String) throws(FootageError) -> [UInt8] {
        do {
            return try InputFile.start(of: path, count: pngStart.count)
        } catch {
            throw FootageError(error)
        }
    }
}
