import Scene
import Storage

/// Writes a clip as one SVG that moves.
public struct AnimatedSVGSink: SceneSink {
    private var clip: ClipRecording
    private let animation: SVGAnimation
    public private(set) var remarks: [String] = []

    /// - Parameter tolerance: how far a point may be from its place, in pixels.
    /// - Throws: `cannotCreate` when the file's place cannot be written.
    public init(
        path: String, stage: VectorStage, animation: SVGAnimation = .smil, tolerance: Double = 0.25
    ) throws(StorageError) {
        clip = try ClipRecording(path: path, stage: stage, tolerance: tolerance)
        self.animation = animation
    }

    public mutating func write(_ scenes: [SceneFrame], index: Int) throws {
        try clip.append(scenes)
    }

    public mutating func finish() throws {
        try clip.finish()
        var writer = SVGDocumentWriter(
            stage: clip.stage, frameCount: clip.frameCount, animation: animation)
        let document = try writer.document(clip.scenes)
        remarks = writer.remarks
        try clip.write(document)
    }
}

/// Writes every frame as an SVG of its own.
public struct SVGSequenceSink: SceneSink {
    private let pathOfFrame: (Int) -> String
    private let onFinished: (Int, [UInt8]) throws -> Void
    private let stage: VectorStage
    public private(set) var remarks: [String] = []

    /// Makes the folder, and those above it, where they are missing.
    ///
    /// - Parameters:
    ///   - path: where a frame's file lies.
    ///   - onFinished: is told of every file that is whole.
    public init(
        directory: String, stage: VectorStage, path: @escaping (Int) -> String,
        onFinished: @escaping (Int, [UInt8]) throws -> Void = { _, _ in }
    ) throws(StorageError) {
        try Directory.create(directory)
        self.stage = stage
        pathOfFrame = path
        self.onFinished = onFinished
    }

    public mutating func write(_ scenes: [SceneFrame], index: Int) throws {
        var recordings = stage.layers.map {
            SceneRecording(
                $0, transform: stage.transform, size: stage.size, tolerance: 0)
        }
        for place in recordings.indices {
            try recordings[place].append(0, scenes[place])
            recordings[place].finish()
        }
        var writer = SVGDocumentWriter(stage: stage, frameCount: 1, animation: .smil)
        let document = try writer.document(recordings)
        for remark in writer.remarks where !remarks.contains(remark) { remarks.append(remark) }
        let bytes = Array(document.utf8)
        let file = try AtomicFile(path: pathOfFrame(index))
        try file.write(bytes)
        try file.commit()
        try onFinished(index, bytes)
    }

    public mutating func finish() {}
}
