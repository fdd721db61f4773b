import Geometry
import Inference

/// Which of a model's tensors hold poses, where the model ends with Coral's decoder operator
/// (libcoral, `posenet_decoder_op`): places as y before x in pixels of the image, the keypoints'
/// scores, the poses' scores and how many there are.
struct PoseNetPoses {
    private let places: Int
    private let keypointScores: Int
    private let poseScores: Int
    private let count: Int

    /// - Returns: nil when the model has other outputs.
    init?(_ model: EstimationModel) {
        let shapes = model.outputs.map(\.shape)
        let parts = PoseNetDecoder.partCount
        guard shapes.count == 4, shapes[0].rank == 4, shapes[0][2] == parts, shapes[0][3] == 2,
            shapes[1].count == shapes[0].count / 2, shapes[2].count == shapes[0].count / 2 / parts,
            shapes[3].count == 1, model.outputs.allSatisfy({ $0.type == .float32 })
        else { return nil }
        (places, keypointScores, poseScores, count) = (0, 1, 2, 3)
    }

    /// What the last run has found, the surest first.
    func read(_ model: EstimationModel) throws(VisionError) -> [PoseNetDecoder.Pose] {
        let parts = PoseNetDecoder.partCount
        let scores = try model.withOutput(poseScores) { Array($0) }
        let found = Int(max(0, min(try model.number(count), Double(scores.count))))
        let keypointScores = try model.withOutput(keypointScores) { Array($0) }
        return try model.withOutput(places) { places in
            (0..<found).map { pose in
                PoseNetDecoder.Pose(
                    score: Double(scores[pose]),
                    keypoints: (pose * parts..<(pose + 1) * parts).map { index in
                        PoseNetDecoder.Keypoint(
                            position: Point(
                                Double(places[2 * index + 1]), Double(places[2 * index])),
                            score: Double(keypointScores[index]))
                    })
            }
        }
    }
}
