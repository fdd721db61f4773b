/// A picture of pixels: premultiplied BGRA, 8 bits a channel, sRGB, rows from the top without gaps.
public struct Raster: Sendable, Equatable {
    public let width: Int
    public let height: Int
    /// `4 * width * height` bytes.
    public let bytes: [UInt8]

    /// - Returns: nil when the bytes are not as many as the size asks for.
    public init?(width: Int, height: Int, bytes: [UInt8]) {
        guard width > 0, height > 0, width <= Int.max >> 34, height <= Int.max >> 34,
            bytes.count == 4 * width * height
        else { return nil }
        self.width = width
        self.height = height
        self.bytes = bytes
    }
}

/// A raster stretched over a mesh of anchors, so that it bends with them.
public struct Texture: Sendable, Equatable {
    public var raster: Raster
    /// Cells of the mesh; the shape's `paintAnchors` are its corners row by row, one more than there
    /// are cells in each direction.
    public var columns: Int
    public var rows: Int
    /// Whether enlarged pixels keep their edges.
    public var isPixelated: Bool

    public init(_ raster: Raster, columns: Int, rows: Int, isPixelated: Bool = false) {
        self.raster = raster
        self.columns = columns
        self.rows = rows
        self.isPixelated = isPixelated
    }
}
