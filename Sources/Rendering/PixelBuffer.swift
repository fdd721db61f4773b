/// One picture in memory: premultiplied BGRA, 8 bits a channel (Cairo's ARGB32 on a little-endian
/// machine), sRGB, rows from the top.
///
/// Reused from frame to frame, so that nothing is allocated while a clip runs.
public final class PixelBuffer {
    public let width: Int
    public let height: Int
    /// Bytes from one row to the next.
    public let stride: Int
    /// `stride * height` bytes, zeroed at first.
    public let bytes: UnsafeMutableRawBufferPointer

    /// - Precondition: both sides are in 1...32767, Cairo's limit; `CairoRenderer` checks them.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
        stride = width * 4
        bytes = .allocate(byteCount: stride * height, alignment: 64)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { bytes.deallocate() }
}
