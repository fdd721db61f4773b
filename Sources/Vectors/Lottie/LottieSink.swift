import Scene
import Storage

/// Writes a clip as a Lottie animation.
public struct LottieSink: SceneSink {
    private var clip: ClipRecording
    public private(set) var remarks: [String] = []

    /// - Parameter tolerance: how far a point may be from its place, in pixels.
    /// - Throws: `cannotCreate` when the file's place cannot be written.
    public init(
        path: String, stage: VectorStage, tolerance: Double = 0.25
    ) throws(StorageError) {
        clip = try ClipRecording(path: path, stage: stage, tolerance: tolerance)
    }

    public mutating func write(_ scenes: [SceneFrame], index: Int) throws {
        try clip.append(scenes)
    }

    public mutating func finish() throws {
        try clip.finish()
        var writer = LottieDocumentWriter(stage: clip.stage, frameCount: clip.frameCount)
        let document = try writer.document(clip.scenes).text
        remarks = writer.remarks
        try clip.write(document + "\n")
    }
}
