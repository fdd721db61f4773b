import Rendering
import Scene

/// One frame on its way from motion to files: what is to be drawn, and what comes of it.
final class FrameSlot {
    var index = 0
    var scenes: [SceneFrame]
    let picture: PixelBuffer
    /// What each sink's encoder made of the picture.
    var bytes: [[UInt8]]

    init(_ ensemble: Ensemble, sinkCount: Int) throws(RenderingError) {
        scenes = ensemble.members.map(\.scene)
        picture = try ensemble.makePicture()
        bytes = Array(repeating: [], count: sinkCount)
    }
}
