import Rendering
import Storage

/// Writes frames one behind the other without packing them, for another program to read.
public struct RawSink: FrameSink {
    /// What surrounds the pixels.
    public enum Form: String, Sendable, CaseIterable {
        /// Nothing: the reader knows size and rate.
        case bgra, rgba
        /// YUV4MPEG2: size and rate stand in front.
        case y4m

        var pixels: PixelForm {
            switch self {
            case .bgra: .bgra
            case .rgba: .rgba
            case .y4m: .planar420
            }
        }
    }

    /// Keeps the stream, which can be neither copied nor part of a value that can.
    private final class Output {
        var stream: OutputStream?

        init(_ stream: consuming OutputStream) { self.stream = consume stream }
    }

    public let direct = DirectEncoding()
    public let readsPictures = false
    private let form: Form
    private let rate: FrameRate
    private let output: Output
    private var isBegun = false

    /// - Parameter path: a file, or `-` for standard output.
    /// - Throws: `StorageError` when it cannot be made.
    public init(
        path: String, form: Form, framesPerSecond: Double
    ) throws(StorageError) {
        self.form = form
        rate = FrameRate(framesPerSecond)
        output = Output(try OutputStream(path))
    }

    public func makeEncoder() -> any FrameEncoder { PixelConverter(form.pixels) }

    /// - Throws: `readerGone` when nobody reads any more; `StorageError`.
    public mutating func write(_ frame: FinishedFrame) throws {
        if form == .y4m {
            if !isBegun { try output.stream?.write(header(of: frame.picture)) }
            isBegun = true
            try output.stream?.write(Array("FRAME\n".utf8))
        }
        try output.stream?.write(frame.bytes)
    }

    public mutating func finish() throws {
        if let stream = output.stream.take() { try stream.commit() }
    }

    /// Stream parameters as yuv4mpeg(5) has them; chroma sits as in JPEG, between the pixels. What
    /// is not in that page, the range, is written as FFmpeg reads it.
    private func header(of picture: PixelBuffer) -> [UInt8] {
        let (width, height) = form.pixels.size(of: (picture.width, picture.height))
        return Array(
            ("YUV4MPEG2 W\(width) H\(height) F\(rate.numerator):\(rate.denominator) Ip A1:1 "
                + "C420jpeg XCOLORRANGE=LIMITED\n").utf8)
    }
}
