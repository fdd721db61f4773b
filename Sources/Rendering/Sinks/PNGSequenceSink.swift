import Storage

/// Writes every frame as a PNG file of its own: `frame_000000.png`, `frame_000001.png` …
///
/// Files of other frames that are in the folder stay as they are, so that parts of a clip can be
/// drawn apart.
public struct PNGSequenceSink: FrameSink {
    private let directory: String
    private let encoder: PNGEncoder

    /// Makes the folder, and those above it, where they are missing.
    ///
    /// - Parameter level: see `PNGEncoder`.
    /// - Throws: `cannotCreate` when the folder cannot be made.
    public init(directory: String, level: Int = 1) throws(StorageError) {
        try Directory.create(directory)
        self.directory = directory
        encoder = PNGEncoder(level: level)
    }

    /// - Throws: like `PNGEncoder.write`.
    public mutating func write(_ picture: PixelBuffer, index: Int) throws {
        try encoder.write(picture, to: path(ofFrame: index))
    }

    public mutating func finish() {}

    /// Where a frame's file lies; numbers of more than six digits are written in full.
    public func path(ofFrame index: Int) -> String {
        let digits = String(index)
        let padding = String(repeating: "0", count: max(0, 6 - digits.count))
        let slash = directory.hasSuffix("/") ? "" : "/"
        return "\(directory)\(slash)frame_\(padding)\(digits).png"
    }
}
