import Rendering

/// Last stage of the pipeline: takes finished pictures, in order, and makes files of them.
///
/// Its work has two parts, so that many processors can share it. What depends on one picture alone
/// is done by encoders, one for each thread; what depends on the order is done by the sink itself,
/// on one thread at a time.
public protocol FrameSink {
    /// What the sink keeps for pictures that are given to it one after the other.
    var direct: DirectEncoding { get }

    /// Whether the sink reads the pixels of the pictures that are written, not only what its encoders
    /// made of them. Where no sink does, each thread draws into one picture again and again, which
    /// stays near its processor.
    var readsPictures: Bool { get }

    /// An encoder for the use of one thread.
    ///
    /// - Throws: when there is no memory for it.
    func makeEncoder() throws -> any FrameEncoder

    /// Takes the next frame; what it holds is used again afterwards.
    ///
    /// - Throws: `SinkError`, `RenderingError` or `StorageError` when it cannot be written; then
    ///   nothing half written is left.
    mutating func write(_ frame: FinishedFrame) throws

    /// Says that no more frames come, and completes what is still open.
    mutating func finish() throws
}

/// Makes of a picture what its sink writes.
public protocol FrameEncoder: AnyObject {
    /// - Parameter bytes: replaced; its memory serves again.
    func encode(_ picture: PixelBuffer, index: Int, into bytes: inout [UInt8]) throws
}

/// A frame that waits to be written.
public struct FinishedFrame {
    public let index: Int
    /// What was drawn, for sinks that read pictures; for others a picture of the same size.
    public let picture: PixelBuffer
    /// What the sink's encoder made of the picture.
    public let bytes: [UInt8]

    public init(index: Int, picture: PixelBuffer, bytes: [UInt8]) {
        self.index = index
        self.picture = picture
        self.bytes = bytes
    }
}

/// For sinks that look at pictures and encode nothing beforehand.
final class NoEncoder: FrameEncoder {
    func encode(_ picture: PixelBuffer, index: Int, into bytes: inout [UInt8]) {}
}

/// An encoder and its memory, made when the first picture comes.
public final class DirectEncoding {
    fileprivate var encoder: (any FrameEncoder)?
    fileprivate var bytes: [UInt8] = []

    public init() {}
}

extension FrameSink {
    public var readsPictures: Bool { true }

    /// Encodes a picture and takes it as the next frame; for those who draw on one thread.
    ///
    /// - Throws: as `write(_:)` does, and what the encoder throws.
    public mutating func write(_ picture: PixelBuffer, index: Int) throws {
        let direct = direct
        let encoder = try direct.encoder ?? makeEncoder()
        direct.encoder = encoder
        var bytes: [UInt8] = []
        swap(&bytes, &direct.bytes)
        defer { swap(&bytes, &direct.bytes) }
        try encoder.encode(picture, index: index, into: &bytes)
        try write(FinishedFrame(index: index, picture: picture, bytes: bytes))
    }
}
