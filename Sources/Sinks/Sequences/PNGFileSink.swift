import Rendering
import Storage

/// Writes one picture as one PNG file.
public struct PNGFileSink: FrameSink {
    public let direct = DirectEncoding()
    public let readsPictures = false
    private let path: String
    private let compression: PNGCompression
    private var isWritten = false

    public init(path: String, compression: PNGCompression = .fast) {
        self.path = path
        self.compression = compression
    }

    public func makeEncoder() -> any FrameEncoder { PNGEncoder(compression) }

    /// - Throws: `usage` for a second picture, `StorageError` when it cannot be written.
    public mutating func write(_ frame: FinishedFrame) throws {
        guard !isWritten else {
            throw SinkError(
                .usage,
                "\(path) holds one picture, and frame \(frame.index) is a second one; "
                    + "select one frame (--frames), or give a folder")
        }
        let file = try AtomicFile(path: path)
        try file.write(frame.bytes)
        try file.commit()
        isWritten = true
    }

    public mutating func finish() {}
}
