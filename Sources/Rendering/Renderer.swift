import Geometry
import Scene

/// Fourth stage of the pipeline: draws a frame of a drawing into pixels.
public protocol Renderer: AnyObject {
    /// Draws `frame` into `target`, replacing what was there where the placement has a background.
    ///
    /// - Throws: `RenderingError` when the target cannot be drawn on.
    func render(_ frame: SceneFrame, into target: PixelBuffer) throws(RenderingError)
}

/// How a drawing is placed in the picture.
public struct Placement: Sendable, Equatable {
    /// Maps the frame's coordinates (a clip's pixels, or the drawing's own) to the picture's.
    public var transform: Affine
    /// Painted under the drawing; nil leaves what is in the picture.
    public var background: Color?

    public init(transform: Affine = .identity, background: Color? = .transparent) {
        self.transform = transform
        self.background = background
    }
}
