/// Writes one picture as one PNG file.
public struct PNGFileSink: FrameSink {
    private let path: String
    private let encoder: PNGEncoder
    private var isWritten = false

    /// - Parameter level: see `PNGEncoder`.
    public init(path: String, level: Int = 1) {
        self.path = path
        encoder = PNGEncoder(level: level)
    }

    /// - Throws: `encoding` for a second picture; else like `PNGEncoder.write`.
    public mutating func write(_ picture: PixelBuffer, index: Int) throws {
        guard !isWritten else {
            throw RenderingError(
                .encoding,
                "\(path) holds one picture, and frame \(index) is a second one; "
                    + "select one frame, or give a folder")
        }
        try encoder.write(picture, to: path)
        isWritten = true
    }

    public mutating func finish() {}
}
