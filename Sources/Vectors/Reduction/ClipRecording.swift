import Scene
import Storage

/// A clip of all drawings of a stage, taken frame by frame, that becomes one file at its end.
struct ClipRecording {
    let path: String
    let stage: VectorStage
    private(set) var scenes: [SceneRecording]
    private(set) var frameCount = 0

    /// - Throws: `cannotCreate` when the file's place cannot be written.
    init(path: String, stage: VectorStage, tolerance: Double) throws(StorageError) {
        // The file is written last; that its place can be written is known from the start.
        _ = try AtomicFile(path: path)
        self.path = path
        self.stage = stage
        scenes = stage.layers.map {
            SceneRecording($0, transform: stage.transform, tolerance: tolerance)
        }
    }

    mutating func append(_ frames: [SceneFrame]) {
        for (place, frame) in frames.enumerated() { scenes[place].append(frameCount, frame) }
        frameCount += 1
    }

    mutating func finish() {
        for place in scenes.indices { scenes[place].finish() }
    }

    func write(_ document: String) throws(StorageError) {
        let file = try AtomicFile(path: path)
        try file.write(Array(document.utf8))
        try file.commit()
    }
}
