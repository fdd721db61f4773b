import Geometry
import Motion
import Scene

/// Linear Blend Skinning with Pose Animator's local coordinates.
///
/// A point is the weighted sum, over its bones, of: its foot on the bone, plus its offset along
/// and across the bone times the region's scale. All of that is linear in four vectors of the
/// bone, so each influence is four precomputed numbers, and a frame costs four multiplications an
/// influence.
public struct LinearBlendSkinning: Deformer {
    /// Shapes less certain than this are hidden (the original's `MIN_CONFIDENCE_PATH_SCORE`).
    static let leastShapeConfidence = 0.3

    private let binding: Binding
    private let isDrawable: [Bool]
    private let terms: [Term]
    private let starts: [Int32]
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
    }

    /// - Parameter drawing: the drawing that was bound.
    public init(_ binding: Binding, drawing: Drawing) {
        self.binding = binding
        isDrawable = binding.shapes.map { drawing.shapes[$0.shape].isVisible }
        terms = binding.influences.map { influence in
            let weight = influence.weight
            return Term(
                factors: SIMD4(
                    weight * (1 - influence.foot), weight * influence.foot,
                    weight * influence.along, weight * influence.across),
                bone: Int32(influence.bone))
        }
        starts = binding.influenceStarts.map(Int32.init)
        frames = Array(repeating: BoneFrame(), count: binding.bones.count)
    }

    public mutating func deform(_ posture: Posture, into frame: inout SceneFrame) {
        placeBones(posture)
        movePoints(into: &frame)
        rateShapes(posture, into: &frame)
    }

    private mutating func placeBones(_ posture: Posture) {
        for index in binding.bones.indices {
            let bone = binding.bones[index]
            let start = position(of: bone.start, posture)
            let end = position(of: bone.end, posture)
            let scale = posture.scale(of: bone.region)
            let span = end - start
            let length = span.length
            var direction = length > 0 ? span / length : .zero
            if bone.isDegenerate { direction = Point(1, 0) }
            let parent = binding.rig.bones[bone.parent]
            frames[index] = BoneFrame(
                start: start, end: end, direction: direction * scale,
                normal: direction.normal * scale,
                confidence: (posture.keypoints[parent.start].confidence
                    + posture.keypoints[parent.end].confidence) / 2)
        }
    }

    private func position(of end: BoundBone.End, _ posture: Posture) -> Point {
        switch end {
        case .keypoint(let index): return posture.keypoints[index].position
        case .carried(let base, let tip, let along, let across):
            let frame = CarrierFrame(
                from: posture.keypoints[base].position, to: posture.keypoints[tip].position)
            return frame.position(Point(along, across))
        }
    }

    private func movePoints(into frame: inout SceneFrame) {
        frame.points.withUnsafeMutableBufferPointer { points in
            terms.withUnsafeBufferPointer { terms in
                frames.withUnsafeBufferPointer { frames in
                    var bound = 0
                    func move(_ anchors: Range<Int>) {
                        for target in (3 * anchors.lowerBound)..<(3 * anchors.upperBound) {
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
                    for shape in binding.shapes {
                        move(shape.anchors)
                        move(shape.paintAnchors)
                    }
                }
            }
        }
    }

    private func rateShapes(_ posture: Posture, into frame: inout SceneFrame) {
        for (index, bound) in binding.shapes.enumerated() {
            var confidence = 0.0
            var scale = 0.0
            for part in bound.boneShares {
                confidence += part.share * frames[part.bone].confidence
                scale += part.share * posture.scale(of: binding.bones[part.bone].region)
            }
            frame.confidences[bound.shape] = confidence
            frame.strokeScales[bound.shape] = scale
            frame.isShown[bound.shape] =
                isDrawable[index]
                && (bound.isStencil || confidence >= Self.leastShapeConfidence)
        }
    }
}
