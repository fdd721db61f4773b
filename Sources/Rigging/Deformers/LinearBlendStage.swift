import CPoseAnimatePlugin
import Geometry
import PluginKit

/// Linear Blend Skinning as a stage: all that it knows of a character is what any plug-in is told.
///
/// A point is the weighted sum, over its bones, of: its foot on the bone, plus its offset along
/// and across the bone times the region's scale. All of that is linear in four vectors of the
/// bone, so each influence is four precomputed numbers, and a frame costs four multiplications an
/// influence.
struct LinearBlendStage: DeformerPlugin {
    static let about = About("linear-blend", "linear blend skinning, as Pose Animator's")

    /// Shapes less certain than this are hidden (the original's `MIN_CONFIDENCE_PATH_SCORE`).
    static let leastShapeConfidence = 0.3

    private let character: PluginKit.Character
    private let terms: [Term]
    private var frames: [BoneFrame]

    /// An influence, multiplied out.
    private struct Term {
        /// Weights of the bone's start, its end, its direction and its normal.
        var factors: SIMD4<Double>
        var bone: Int32
    }

    /// A bone in the current frame.
    private struct BoneFrame {
        var start = Point.zero
        var end = Point.zero
        /// Direction and normal, each as long as the region's scale.
        var direction = Point.zero
        var normal = Point.zero
        var confidence = 0.0
        var scale = 0.0
    }

    init(_ setup: Setup<PluginKit.Character>) {
        character = setup.request
        terms = character.influences.map { influence in
            let weight = influence.weight
            return Term(
                factors: SIMD4(
                    weight * (1 - influence.foot), weight * influence.foot,
                    weight * influence.along, weight * influence.across),
                bone: Int32(influence.bone))
        }
        frames = Array(repeating: BoneFrame(), count: character.bones.count)
    }

    mutating func deform(_ posture: PluginKit.Posture, _ scene: PluginKit.Scene) {
        placeBones(posture)
        movePoints(scene.points)
        rateShapes(scene)
    }

    private mutating func placeBones(_ posture: PluginKit.Posture) {
        let keypoints = posture.keypoints
        for (index, bone) in character.bones.enumerated() {
            let start = Self.position(of: bone.start, keypoints)
            let end = Self.position(of: bone.end, keypoints)
            let scale =
                bone.region == UInt32(PA_BODY) ? posture.bodyScale : posture.faceScale
            let span = end - start
            let length = span.length
            var direction = length > 0 ? span / length : .zero
            // A bone without length carries its points without turning them.
            if !((bone.rest.end - bone.rest.start).length > 0) { direction = Point(1, 0) }
            frames[index] = BoneFrame(
                start: start, end: end, direction: direction * scale,
                normal: direction.normal * scale,
                confidence: (keypoints[Int(bone.first)].confidence
                    + keypoints[Int(bone.second)].confidence) / 2, scale: scale)
        }
    }

    private static func position(
        of joint: pa_joint, _ keypoints: UnsafeBufferPointer<PluginKit.Keypoint>
    ) -> Point {
        let base = keypoints[Int(joint.from)].position
        guard joint.to != joint.from else { return base }
        return CarrierFrame(from: base, to: keypoints[Int(joint.to)].position)
            .position(Point(joint.along, joint.across))
    }

    private func movePoints(_ points: UnsafeMutableBufferPointer<Point>) {
        let starts = character.influenceStarts
        terms.withUnsafeBufferPointer { terms in
            frames.withUnsafeBufferPointer { frames in
                var bound = 0
                func move(_ first: UInt32, _ count: UInt32) {
                    for target in (3 * Int(first))..<(3 * Int(first + count)) {
                        var sum = Point.zero
                        for index in Int(starts[bound])..<Int(starts[bound + 1]) {
                            let factors = terms[index].factors
                            let bone = frames[Int(terms[index].bone)]
                            sum += bone.start * factors.x + bone.end * factors.y
                            sum += bone.direction * factors.z + bone.normal * factors.w
                        }
                        points[target] = sum
                        bound += 1
                    }
                }
                for shape in character.shapes {
                    move(shape.first_anchor, shape.anchor_count)
                    move(shape.first_paint_anchor, shape.paint_anchor_count)
                }
            }
        }
    }

    private func rateShapes(_ scene: PluginKit.Scene) {
        let shares = character.shares
        let (isShown, scales) = (scene.isShown, scene.strokeScales)
        let confidences = scene.confidences
        for shape in character.shapes {
            var confidence = 0.0
            var scale = 0.0
            for place in Int(shape.first_share)..<Int(shape.first_share + shape.share_count) {
                let frame = frames[Int(shares[place].bone)]
                confidence += shares[place].share * frame.confidence
                scale += shares[place].share * frame.scale
            }
            let index = Int(shape.shape)
            confidences[index] = confidence
            scales[index] = scale
            let isSure = shape.is_stencil != 0 || confidence >= Self.leastShapeConfidence
            isShown[index] = shape.is_visible != 0 && isSure ? 1 : 0
        }
    }
}
