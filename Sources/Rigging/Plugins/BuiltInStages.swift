import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// The stages of this module that are made and called as those of plug-ins are.
package let builtInRiggingStages = BuiltInPlugin([
    InverseSquareStage.self, LinearBlendStage.self,
])

/// Pose Animator's rule of weights as a stage.
struct InverseSquareStage: WeightsPlugin {
    static let about = About(
        "inverse-square", "each bone by the inverse square of its distance, as Pose Animator's")

    init(_ setup: Setup<Void>) {}

    func weigh(
        _ point: SIMD2<Double>, bones: UnsafeBufferPointer<Segment>,
        into weights: UnsafeMutableBufferPointer<Double>
    ) {
        InverseSquareLaw.fill(weights) { bone in
            BoneSegment(from: bones[bone].start, to: bones[bone].end).distance(to: point)
        }
    }
}
