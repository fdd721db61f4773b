import CPacking
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
    /// For rows of flat pictures, and for any.
    private let flat = PNGPacking(level: 0)
    private let any = PNGPacking(level: 0)
    private let thorough: PNGPacking?
    /// For rows that are not filtered.
    private let plain: PNGPacking?
    private let compression: PNGCompression
    private var file: [UInt8] = []

    public init(_ compression: PNGCompression = .fast) {
        self.compression = compression
        thorough = compression.thoroughLevel.map { PNGPacking(level: $0) }
        plain = compression == .small ? PNGPacking(level: PNGCompression.highestLevel) : nil
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
        let packed = try pack(picture)
        bytes.removeAll(keepingCapacity: true)
        PNGChunks.begin(
            width: picture.width, height: picture.height, channels: rows.channels,
            pixelsPerMetre: Self.pixelsPerMetre, into: &bytes)
        PNGChunks.finish(pixels: packed, into: &bytes)
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

    private func pack(
        _ picture: PixelBuffer
    ) throws(SinkError) -> UnsafeBufferPointer<UInt8> {
        if compression == .fast, let packed = try flat.packBands(of: picture, rows) {
            return packed
        }
        // What the thorough packer finds by itself, filters may hide from it.
        if plain != nil { try rows.fill(from: picture, isPlain: true) }
        let unfiltered = try plain?.pack(rows)
        try rows.fill(from: picture)
        let best = try flat.pack(rows, as: rows.channels == 3 ? POSE_FLAT_RGB : POSE_FLAT_RGBA)
        let repeating = try any.pack(rows)
        // Where it pays to look back all the way, as in slopes of colour, rows repeat in ways that
        // the thorough packer may find more of.
        if compression == .balanced, rows.areFlat, best.count < repeating.count { return best }
        let others = [repeating, try thorough?.pack(rows), unfiltered].compactMap { $0 }
        return others.reduce(best) { $1.count < $0.count ? $1 : $0 }
    }
}

extension SinkError {
    static let noMemoryToPack = SinkError(
        .encoding, "there is not enough memory to pack the picture; give a smaller one")
}
