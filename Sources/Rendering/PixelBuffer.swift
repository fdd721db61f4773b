import Glibc

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
    private let memory: UnsafeMutableRawPointer
    private static let alignment = 64

    /// - Precondition: no side is negative; `validated(width:height:)` checks sizes that come from
    ///   outside.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
        stride = width * 4
        // Cleared memory comes from the system as it is first touched, so that pictures which wait
        // for their turn cost a short run nothing.
        let count = stride * height
        guard let memory = calloc(1, count + Self.alignment) else {
            fatalError("no memory for a picture of \(width)x\(height) pixels")
        }
        self.memory = memory
        bytes = UnsafeMutableRawBufferPointer(
            start: memory.alignedUp(toMultipleOf: Self.alignment), count: count)
    }

    deinit { free(memory) }
}

extension PixelBuffer {
    /// The longest side of a picture in pixels: Cairo's limit.
    public static let longestSide = 32767
    /// The most pixels of a picture: 4 GB of memory.
    public static let mostPixels = 1_000_000_000

    /// Makes a picture of a size that comes from outside.
    ///
    /// - Throws: `badSize` when a side is not in 1...32767 or the picture has more than a
    ///   thousand million pixels.
    public static func validated(
        width: Int, height: Int
    ) throws(RenderingError) -> PixelBuffer {
        try validate(width: width, height: height)
        return PixelBuffer(width: width, height: height)
    }

    package static func validate(width: Int, height: Int) throws(RenderingError) {
        guard width > 0, height > 0 else {
            throw RenderingError(
                .badSize,
                "a picture of \(width)x\(height) pixels has no area; give both sides at least 1")
        }
        guard width <= longestSide, height <= longestSide else {
            throw RenderingError(
                .badSize,
                "a picture of \(width)x\(height) pixels is too large to draw; "
                    + "give sides of at most \(longestSide)")
        }
        guard width * height <= mostPixels else {
            throw RenderingError(
                .badSize,
                "a picture of \(width)x\(height) pixels is too large for the memory; "
                    + "give at most \(mostPixels / 1_000_000) million pixels")
        }
    }
}
