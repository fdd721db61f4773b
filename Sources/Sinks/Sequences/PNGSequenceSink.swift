import Rendering
import Storage

/// Writes every frame as a PNG file of its own: `frame_000000.png`, `frame_000001.png` …
///
/// Files of other frames that are in the folder stay as they are, so that parts of a clip can be
/// drawn apart.
public struct PNGSequenceSink: FrameSink {
    public let direct = DirectEncoding()
    public let readsPictures = false
    private let files: FrameFiles
    private let compression: PNGCompression

    /// Makes the folder, and those above it, where they are missing.
    ///
    /// - Parameter manifest: is told of every file that is finished.
    /// - Throws: `cannotCreate` when the folder cannot be made.
    public init(
        directory: String, compression: PNGCompression = .fast, manifest: Manifest? = nil
    ) throws(StorageError) {
        files = try FrameFiles(directory: directory, ending: "png", manifest: manifest)
        self.compression = compression
    }

    public func makeEncoder() -> any FrameEncoder { PNGEncoder(compression) }

    /// - Throws: `StorageError` when the file cannot be written.
    public mutating func write(_ frame: FinishedFrame) throws { try files.write(frame) }

    public mutating func finish() {}

    /// Where a frame's file lies; numbers of more than six digits are written in full.
    public func path(ofFrame index: Int) -> String { files.names.path(ofFrame: index) }
}
