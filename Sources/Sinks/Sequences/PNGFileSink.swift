import Rendering

/// Writes one picture as one PNG file.
public struct PNGFileSink: FrameSink {
    public let direct = DirectEncoding()
    public let readsPictures = false
    private let compression: PNGCompression
    private var file: SingleFrameFile

    public init(path: String, compression: PNGCompression = .fast) {
        file = SingleFrameFile(path: path)
        self.compression = compression
    }

    public func makeEncoder() -> any FrameEncoder { PNGEncoder(compression) }

    /// - Throws: `usage` for a second picture, `StorageError` when it cannot be written.
    public mutating func write(_ frame: FinishedFrame) throws { try file.write(frame) }

    public mutating func finish() {}
}
