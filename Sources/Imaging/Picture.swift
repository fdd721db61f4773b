/// A picture of 8 bits a channel: red, green, blue, from the upper left, row by row.
public struct Picture: Sendable, Equatable {
    public let width: Int
    public let height: Int
    /// 3 x width x height bytes.
    public private(set) var bytes: [UInt8]

    /// - Throws: `badSize` when the size is not positive, `badBytes` when the bytes are not as many
    ///   as it asks for.
    public init(width: Int, height: Int, bytes: [UInt8]) throws(ImagingError) {
        let count = try Self.byteCount(width, height)
        guard bytes.count == count else {
            throw ImagingError(
                .badBytes,
                "has \(bytes.count) bytes where \(width)x\(height) pixels need three each")
        }
        self.width = width
        self.height = height
        self.bytes = bytes
    }

    /// A black picture, to be drawn into.
    ///
    /// - Throws: `badSize` when the size is not positive.
    public init(width: Int, height: Int) throws(ImagingError) {
        bytes = [UInt8](repeating: 0, count: try Self.byteCount(width, height))
        self.width = width
        self.height = height
    }

    private static func byteCount(_ width: Int, _ height: Int) throws(ImagingError) -> Int {
        let (row, isWide) = width.multipliedReportingOverflow(by: 3)
        let (count, isLarge) = row.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !isWide, !isLarge else {
            throw ImagingError(.badSize, "cannot be of \(width)x\(height) pixels")
        }
        return count
    }

    /// Lends the pixels to be changed; a picture that nobody else holds is changed in place.
    public mutating func withMutableBytes<Result>(
        _ body: (UnsafeMutableBufferPointer<UInt8>) -> Result
    ) -> Result {
        bytes.withUnsafeMutableBufferPointer { body($0) }
    }
}
