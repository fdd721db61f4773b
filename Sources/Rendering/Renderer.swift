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

/// Last stage: takes finished pictures, in order, and makes files of them.
public protocol FrameSink {
    /// Takes the picture of frame `index`; the buffer is reused afterwards.
    ///
    /// - Throws: `RenderingError` or `StorageError` when it cannot be written; then nothing half
    ///   written is left.
    mutating func write(_ picture: PixelBuffer, index: Int) throws

    /// Says that no more frames come, and completes what is still open.
    mutating func finish() throws
}
