import Scene
import Storage

/// Writes a clip as a Lottie animation.
public struct LottieSink: SceneSink {
    private let path: String
    private let stage: VectorStage
    private var recordings: [SceneRecording]
    private var frameCount = 0
    public private(set) var remarks: [String] = []

    /// - Parameter tolerance: how far a point may be from its place, in pixels.
    /// - Throws: `cannotCreate` when the file's place cannot be written.
    public init(
        path: String, stage: VectorStage, tolerance: Double = 0.25
    ) throws(StorageError) {
        _ = try AtomicFile(path: path)
        self.path = path
        self.stage = stage
        recordings = stage.layers.map {
            SceneRecording($0, transform: stage.transform, tolerance: tolerance)
        }
    }

    public mutating func write(_ scenes: [SceneFrame], index: Int) {
        for (place, scene) in scenes.enumerated() { recordings[place].append(frameCount, scene) }
        frameCount += 1
    }

    public mutating func finish() throws {
        for place in recordings.indices { recordings[place].finish() }
        var writer = LottieDocumentWriter(stage: stage, frameCount: frameCount)
        let document = writer.document(recordings).text
        remarks = writer.remarks
        let file = try AtomicFile(path: path)
        try file.write(Array((document + "\n").utf8))
        try file.commit()
    }
}
