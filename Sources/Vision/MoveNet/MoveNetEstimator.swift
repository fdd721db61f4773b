import Geometry
import Imaging
import Inference
import Motion

/// Finds one person's 17 keypoints with MoveNet, Lightning or Thunder, for one person: in a square
/// around the whole picture at first, then around where the person was.
public final class MoveNetEstimator: PersonEstimator {
    private let model: EstimationModel
    private let size: Int
    private let takesBytes: Bool
    private let sampler: RegionSampler
    private var region: Region?

    /// - Throws: `wrongModel` when the model is not a MoveNet for one person.
    public init(_ model: Model, options: Interpreter.Options = .init()) throws(VisionError) {
        self.model = try EstimationModel(
            model,
            keeping: [
                .init(count: 3 * MoveNetConstants.partCount, name: "keypoints of one person")
            ], options: options)
        let inputs = self.model.inputs
        guard inputs.count == 1, let input = inputs.first, input.shape.rank == 4,
            input.shape[0] == 1, input.shape[1] == input.shape[2], input.shape[1] > 1,
            input.shape[3] == 3, input.type == .uint8 || input.type == .float32
        else {
            throw self.model.wrong("does not take one square image; name a MoveNet")
        }
        size = input.shape[1]
        takesBytes = input.type == .uint8
        sampler = RegionSampler(width: size, height: size, border: .black, range: 0...255)
    }

    public func reset() { region = nil }

    public func estimate(_ picture: Picture, at time: Double) throws(VisionError) -> [Estimate] {
        let region = region ?? Region(around: picture)
        let samples = region.cropped(from: picture, to: size)
        try model.withInput { input in
            if takesBytes {
                sampler.sample(picture, samples, into: input.bindMemory(to: UInt8.self))
            } else {
                sampler.sample(picture, samples, into: input.bindMemory(to: Float.self))
            }
        }
        try model.run()
        let pose = try pose(in: region)
        self.region = Region(around: pose, in: picture)
        return pose.isDoubtful ? [] : [Estimate(person: 0, pose: pose)]
    }

    private func pose(in region: Region) throws(VisionError) -> Pose {
        let places = region.transform
        let keypoints = try model.withOutput(0) { values in
            (0..<MoveNetConstants.partCount).map { part in
                // Down, across and score.
                Keypoint(
                    position: places.apply(
                        Point(Double(values[3 * part + 1]), Double(values[3 * part]))),
                    confidence: Double(values[3 * part + 2]))
            }
        }
        let total = keypoints.reduce(0) { $0 + $1.confidence }
        return Pose(confidence: total / Double(keypoints.count), keypoints: keypoints)
    }
}
