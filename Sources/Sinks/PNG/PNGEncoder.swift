import Rendering
import Storage

/// Makes PNG files of pictures.
///
/// Opaque pictures become RGB, others RGBA with straight alpha; all are marked as sRGB. The same
/// picture gives the same bytes. An encoder keeps its memory from picture to picture.
public final class PNGEncoder: FrameEncoder {
    /// CSS's 96 pixels an inch.
    static let pixelsPerMetre = 3780

    private let rows = PNGRows()
    private let flat: PNGPacking
    private let other: PNGPacking
    private var file: [UInt8] = []

    public init(_ compression: PNGCompression = .fast) {
        let levels = compression.levels
        flat = PNGPacking(level: levels.flat)
        other = levels.other == levels.flat ? flat : PNGPacking(level: levels.other)
    }

    /// Encodes a picture.
    ///
    /// - Returns: the file's bytes.
    /// - Throws: `badSize` for a picture without pixels, `encoding` for want of memory.
    public func encode(_ picture: PixelBuffer) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try encode(picture, index: 0, into: &bytes)
        return bytes
    }

    public func encode(_ picture: PixelBuffer, index: Int, into bytes: inout [UInt8]) throws {
        try PixelBuffer.validate(width: picture.width, height: picture.height)
        guard rows.fill(from: picture) else { throw Self.noMemory }
        let packing = rows.areFlat ? flat : other
        guard let count = packing.pack(rows) else { throw Self.noMemory }
        bytes.removeAll(keepingCapacity: true)
        PNGChunks.begin(
            width: picture.width, height: picture.height, channels: rows.channels,
            pixelsPerMetre: Self.pixelsPerMetre, into: &bytes)
        PNGChunks.finish(pixels: packing.bytes(count), into: &bytes)
    }

    /// Encodes a picture into a file that appears when it is complete.
    ///
    /// - Throws: like `encode`; `StorageError` when it cannot be written.
    public func write(_ picture: PixelBuffer, to path: String) throws {
        let output = try AtomicFile(path: path)
        try encode(picture, index: 0, into: &file)
        try output.write(file)
        try output.commit()
    }

    private static let noMemory = SinkError(
        .encoding, "there is not enough memory to pack the picture; give a smaller one")
}
