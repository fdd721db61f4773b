import Rendering
import Scene
import Sinks
import Storage

/// Writes a clip as one PDF with a page for each frame.
public struct PDFSink: SceneSink {
    private let path: String
    private let file: PDFFile
    private let renderers: [PageRenderer]
    private var pageCount = 0
    public private(set) var remarks: [String] = []

    /// - Parameter resolution: pixels an inch of what PDF has no words for.
    /// - Throws: `StorageError` when the file's place cannot be written, `RenderingError` when the
    ///   pages are too large.
    public init(path: String, stage: VectorStage, resolution: Double = 192) throws {
        self.path = path
        renderers = PDFStage.renderers(stage, resolution: resolution)
        file = try PDFFile(path: path, stage: stage, keepsBytes: false)
    }

    public mutating func write(_ scenes: [SceneFrame], index: Int) throws {
        try file.addPage(renderers, scenes)
        pageCount += 1
    }

    /// - Throws: `badData` when there was no frame.
    public mutating func finish() throws {
        guard pageCount > 0 else {
            throw SinkError(
                .badData, "there is no frame to make \(path) of; check the range of frames")
        }
        _ = try file.finish()
    }
}

/// Writes every frame as a PDF of its own.
public struct PDFSequenceSink: SceneSink {
    private let stage: VectorStage
    private let renderers: [PageRenderer]
    private let pathOfFrame: (Int) -> String
    private let onFinished: (Int, [UInt8]) throws -> Void
    public private(set) var remarks: [String] = []

    /// Makes the folder, and those above it, where they are missing.
    ///
    /// - Parameters:
    ///   - path: where a frame's file lies.
    ///   - onFinished: is told of every file that is whole.
    public init(
        directory: String, stage: VectorStage, resolution: Double = 192,
        path: @escaping (Int) -> String,
        onFinished: @escaping (Int, [UInt8]) throws -> Void = { _, _ in }
    ) throws(StorageError) {
        try Directory.create(directory)
        self.stage = stage
        renderers = PDFStage.renderers(stage, resolution: resolution)
        pathOfFrame = path
        self.onFinished = onFinished
    }

    public mutating func write(_ scenes: [SceneFrame], index: Int) throws {
        let file = try PDFFile(path: pathOfFrame(index), stage: stage, keepsBytes: true)
        try file.addPage(renderers, scenes)
        try onFinished(index, try file.finish())
    }

    public mutating func finish() {}
}
