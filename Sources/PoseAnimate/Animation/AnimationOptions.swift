import Geometry
import Piping
import Scene

/// How a character is animated and drawn.
public struct AnimationOptions: Sendable {
    /// What is drawn while nobody is seen.
    public enum WhenLost: String, Sendable, CaseIterable {
        /// The last posture stays.
        case hold
        /// Nothing is drawn, as in Pose Animator.
        case hide
    }

    /// The size of the picture.
    public enum PictureSize: Sendable, Equatable {
        /// The clip's size times a factor.
        case scaled(Double)
        /// Pixels; the clip's frame is fitted in, centred, its proportions kept.
        case pixels(width: Int, height: Int)
    }

    /// Frames a second of the output; nil for the clip's own.
    public var framesPerSecond: Double?
    /// Size of the clip's picture where the clip does not give it.
    public var clipSize: Size?
    /// Swaps left and right, as a mirror does.
    public var isMirrored = false
    public var whenLost = WhenLost.hide
    public var pictureSize = PictureSize.scaled(1)
    /// Painted under the character; nil leaves what is in the picture.
    public var background: Color? = .transparent
    /// Motion filters, in order.
    public var filters = [StageOptions(name: "confidence")]
    /// Programs that the motion passes behind its filters, in order.
    public var pipeFilters: [PipeCommand] = []
    /// Deformers, in order. Where the first one refines what another has written, `linear-blend` comes before it.
    public var deformers = [StageOptions(name: AnimationOptions.basicDeformer)]
    public var renderer = StageOptions(name: "cairo")

    /// What moves a character where nothing else is asked for.
    static let basicDeformer = "linear-blend"

    public init() {}
}
