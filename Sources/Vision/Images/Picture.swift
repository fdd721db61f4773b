/// A picture of 8 bits a channel: red, green, blue, from the upper left, row by row.
public struct Picture: Sendable {
    public let width: Int
    public let height: Int
    /// 3 x width x height bytes.
    public let bytes: [UInt8]

    /// - Throws: `badPicture` when the size is not positive or the bytes are not as many as it asks
    ///   for.
    public init(width: Int, height: Int, bytes: [UInt8]) throws(VisionError) {
        guard width > 0, height > 0 else {
            throw VisionError(.badPicture, source: "picture", "has no pixels: \(width)x\(height)")
        }
        let (row, isWide) = width.multipliedReportingOverflow(by: 3)
        let (count, isLarge) = row.multipliedReportingOverflow(by: height)
        guard !isWide, !isLarge, bytes.count == count else {
            throw VisionError(
                .badPicture, source: "picture",
                "has \(bytes.count) bytes where \(width)x\(height) pixels need three each")
        }
        self.width = width
        self.height = height
        self.bytes = bytes
    }
}
