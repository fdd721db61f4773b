import Geometry
import Imaging
import Inference
import Motion

/// Finds people's 17 keypoints with a PoseNet of any stride, float32 or quantized, with or without
/// Coral's decoder operator.
///
/// For one person each keypoint is where it is likeliest, whoever it belongs to; several people are
/// told apart by the ways that lead from keypoint to keypoint. The decoder operator always tells
/// people apart; then one person is the surest.
public final class PoseNetEstimator: PersonEstimator {
    private let model: EstimationModel
    private var image: PoseNetImage
    private let output: Output
    private let people: Int
    private var maps: PoseNetMaps?
    private var tracker: PersonTracker

    private enum Output {
        case maps(PoseNetLayout, PoseNetDecoder)
        case poses(PoseNetPoses)
    }

    /// - Parameter people: how many people are looked for.
    /// - Throws: `wrongModel` when the model is not a PoseNet.
    public init(
        _ model: Model, people: Int = 1, options: Interpreter.Options = .init()
    ) throws(VisionError) {
        let model = try EstimationModel(model, options: options)
        let image = try PoseNetImage(model)
        let people = max(people, 1)
        if let poses = PoseNetPoses(model) {
            output = .poses(poses)
        } else {
            var decoder = PoseNetDecoder()
            decoder.limit = max(decoder.limit, people)
            output = .maps(try PoseNetLayout(model, image), decoder)
        }
        self.model = model
        self.image = image
        self.people = people
        tracker = PersonTracker(limit: people)
    }

    public func reset() { tracker.reset() }

    public func estimate(_ picture: Picture, at time: Double) throws(VisionError) -> [Estimate] {
        try image.fill(model, with: picture)
        try model.run()
        let scale = Point(
            Double(picture.width) / Double(image.width),
            Double(picture.height) / Double(image.height))
        let poses = try found().map { Pose($0, scaledBy: scale) }
            .filter { !$0.isDoubtful }.prefix(people)
        return zip(tracker.follow(poses.map { Sighting(pose: $0) }, at: time), poses)
            .map { Estimate(person: $0, pose: $1) }
            .sorted { $0.person < $1.person }
    }

    private func found() throws(VisionError) -> [PoseNetDecoder.Pose] {
        switch output {
        case .poses(let poses): return try poses.read(model)
        case .maps(let layout, let decoder):
            try layout.read(model, into: &maps)
            guard let maps else { return [] }
            return people == 1 ? [decoder.single(maps)] : decoder.multiple(maps)
        }
    }
}

extension Pose {
    /// A pose that was found in an image, in pixels of a picture that is so many times as large.
    init(_ found: PoseNetDecoder.Pose, scaledBy scale: Point) {
        self.init(
            confidence: found.score,
            keypoints: found.keypoints.map {
                Keypoint(position: $0.position * scale, confidence: $0.score)
            })
    }
}
