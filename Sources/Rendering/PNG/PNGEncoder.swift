import CPNGShim
import Storage

/// Makes PNG files of pictures, by libpng.
///
/// Opaque pictures become RGB, others RGBA with straight alpha; all are marked as sRGB. The same
/// picture gives the same bytes. An encoder keeps its memory from picture to picture.
public final class PNGEncoder {
    /// zlib's level: 1 is five times faster than 6, files are half as large again.
    private let level: Int32
    private let encoder: OpaquePointer?
    private let rows = StraightRows()
    private var row: [UInt8] = []

    /// - Parameter level: how hard to compress, from 0 (not at all) to 9 (slowest); others are
    ///   moved into this range.
    public init(level: Int = 1) {
        self.level = Int32(min(max(level, 0), 9))
        encoder = pngshim_create()
    }

    deinit { pngshim_destroy(encoder) }

    /// Encodes a picture.
    ///
    /// - Returns: the file's bytes.
    /// - Throws: `badSize` for a picture without pixels, `encoding` when libpng fails, as for want
    ///   of memory.
    public func encode(_ picture: PixelBuffer) throws(RenderingError) -> [UInt8] {
        Array(try encodeInPlace(picture))
    }

    /// Encodes a picture into a file that appears when it is complete.
    ///
    /// - Throws: `RenderingError` like `encode`, `StorageError` when it cannot be written.
    public func write(_ picture: PixelBuffer, to path: String) throws {
        let file = try AtomicFile(path: path)
        try file.write(try encodeInPlace(picture))
        try file.commit()
    }

    /// The file's bytes in the encoder's own memory, valid until its next call.
    private func encodeInPlace(
        _ picture: PixelBuffer
    ) throws(RenderingError) -> UnsafeRawBufferPointer {
        try PixelBuffer.validate(width: picture.width, height: picture.height)
        guard let encoder, let source = picture.bytes.baseAddress else {
            throw RenderingError(.encoding, "there is not enough memory to start libpng")
        }
        let isOpaque = StraightRows.areOpaque(picture)
        let channels = isOpaque ? 3 : 4
        var isDone = pngshim_begin(
            encoder, UInt32(picture.width), UInt32(picture.height), Int32(channels), level)
        // Four bytes a pixel in any case, so that the memory serves every picture of this width.
        if row.count != 4 * picture.width {
            row = Array(repeating: 0, count: 4 * picture.width)
        }
        row.withUnsafeMutableBufferPointer { row in
            guard let target = row.baseAddress else { return }
            for index in 0..<picture.height where isDone {
                let start = source + index * picture.stride
                if isOpaque {
                    rows.writeRGB(start, count: picture.width, into: target)
                } else {
                    rows.writeRGBA(start, count: picture.width, into: target)
                }
                isDone = pngshim_write_row(encoder, target)
            }
        }
        guard isDone, pngshim_finish(encoder) else {
            throw RenderingError(
                .encoding,
                "libpng could not encode the picture: \(String(cString: pngshim_message(encoder)))")
        }
        var count = 0
        let bytes = pngshim_bytes(encoder, &count)
        return UnsafeRawBufferPointer(start: bytes, count: count)
    }
}
