import Glibc
import Rasters
import Rendering
import Scene
import Sinks

/// A folder of frames as PNG pictures, `frame_000000.png` …, as this engine writes them.
public struct FrameFolder: Sendable {
    private let names: FrameNames
    /// The frames to take, ascending.
    public let frames: [Int]

    /// - Parameter selection: nil for all frames that are there.
    /// - Throws: `StorageError` when the folder is missing; `badData` when frames are missing in it.
    public init(path: String, selection: FrameSelection? = nil) throws {
        names = FrameNames(directory: path, ending: "png")
        let there = Set(try Directory.names(in: path))
        if let selection {
            // Before they are listed: nobody has as many as can be asked for.
            guard selection.count <= there.count else {
                throw PoseAnimateError(
                    .badData,
                    "\(path): \(selection.count) frames are asked for, and there are fewer; draw "
                        + "them, or select those that are there (--frames)")
            }
            frames = selection.frames
        } else {
            frames = there.compactMap { Self.index(of: $0) }.sorted()
        }
        guard let first = frames.first, let last = frames.last else {
            throw PoseAnimateError(
                .badData, "\(path): holds no frames, which are named frame_000000.png and so on")
        }
        let wanted = selection == nil ? Array(first...last) : frames
        let missing = wanted.filter { !there.contains(names.name(ofFrame: $0)) }
        guard let lost = missing.first else { return }
        let others = missing.count > 1 ? " and \(missing.count - 1) more are" : " is"
        throw PoseAnimateError(
            .badData,
            "\(names.path(ofFrame: lost))\(others) missing; draw them, or select those that are "
                + "there (--frames)")
    }

    /// The frame that a file's name tells; nil for other files.
    private static func index(of name: String) -> Int? {
        guard name.hasPrefix("frame_"), name.hasSuffix(".png"),
            let index = Int(name.dropFirst("frame_".count).dropLast(".png".count)), index >= 0,
            FrameNames(directory: "", ending: "png").name(ofFrame: index) == name
        else { return nil }
        return index
    }

    /// Reads one frame.
    ///
    /// - Throws: `StorageError`; `badData` when it is no picture.
    public func read(_ index: Int) throws -> Raster {
        let path = names.path(ofFrame: index)
        let bytes = try InputFile.read(path, limit: 1 << 32)
        do throws(RasterError) {
            return try RasterDecoder.decodePNG(bytes, mostPixels: PixelBuffer.mostPixels)
        } catch {
            throw PoseAnimateError(.badData, "\(path): \(error)")
        }
    }

    /// Removes the frames, and the folder when nothing else is in it.
    public func remove() {
        for index in frames { unlink(names.path(ofFrame: index)) }
        rmdir(names.directory)
    }
}
