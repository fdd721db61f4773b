import Rendering
import Scene
import Sinks
import Storage

/// A clip of all drawings of a stage, taken frame by frame, that becomes one file at its end.
struct ClipRecording {
    let path: String
    let stage: VectorStage
    private(set) var scenes: [SceneRecording]
    private(set) var frameCount = 0

    /// The most numbers that are kept: 400 MB in memory, and about as much text.
    static let mostNumbers = 50_000_000

    /// - Throws: `cannotCreate` when the file's place cannot be written.
    init(path: String, stage: VectorStage, tolerance: Double) throws(StorageError) {
        // The file is written last; that its place can be written is known from the start.
        _ = try AtomicFile(path: path)
        self.path = path
        self.stage = stage
        scenes = stage.layers.map {
            SceneRecording(
                $0, transform: stage.transform, size: stage.size, tolerance: tolerance)
        }
    }

    /// - Throws: `usage` when the clip has become more than one file should hold.
    mutating func append(_ frames: [SceneFrame]) throws {
        for (place, frame) in frames.enumerated() { try scenes[place].append(frameCount, frame) }
        frameCount += 1
        guard frameCount % 256 == 0 else { return }
        let count = scenes.reduce(0) { $0 + $1.numberCount }
        guard count <= Self.mostNumbers else {
            throw SinkError(
                .usage,
                "\(path) would hold more than one file should after \(frameCount) frames; select "
                    + "fewer (--frames), allow more (--tolerance), or write a file for each frame "
                    + "(a folder)")
        }
    }

    /// - Throws: `badData` when there was no frame.
    mutating func finish() throws(SinkError) {
        guard frameCount > 0 else {
            throw SinkError(
                .badData, "there is no frame to make \(path) of; check the range of frames")
        }
        for place in scenes.indices { scenes[place].finish() }
    }

    func write(_ document: String) throws(StorageError) {
        let file = try AtomicFile(path: path)
        try file.write(Array(document.utf8))
        try file.commit()
    }
}
