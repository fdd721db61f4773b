import Rendering
import Scene

/// One frame on its way from motion to files: what is to be drawn, and what comes of it.
final class FrameSlot {
    var index = 0
    var scenes: [SceneFrame]
    /// Of its own where a sink reads it, otherwise that of the thread which drew it.
    var picture: PixelBuffer
    /// What each sink's encoder made of the picture.
    var bytes: [[UInt8]]

    init(_ ensemble: Ensemble, picture: PixelBuffer, sinkCount: Int) {
        scenes = ensemble.members.map(\.scene)
        self.picture = picture
        bytes = Array(repeating: [], count: sinkCount)
    }
}
