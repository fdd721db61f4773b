import Geometry
import Imaging
import Inference
import Motion

/// Finds people's 17 keypoints with a PoseNet of any stride, float32 or quantized.
///
/// For one person each keypoint is where it is likeliest, whoever it belongs to; several people are
/// told apart by the ways that lead from keypoint to keypoint.
public final class PoseNetEstimator: PersonEstimator {
    private let source: String
    private let interpreter: Interpreter
    private let layout: PoseNetLayout
    private var decoder = PoseNetDecoder()
    private let people: Int
    private var numbers: PersonNumbers

    /// - Parameter people: how many people are looked for.
    /// - Throws: `wrongModel` when the model is not a PoseNet.
    public init(
        _ model: Model, people: Int = 1, options: Interpreter.Options = .init()
    ) throws(VisionError) {
        source = model.source
        do {
            interpreter = try Interpreter(model, options: options)
        } catch {
            throw VisionError(error)
        }
        layout = try PoseNetLayout(model, interpreter)
        self.people = max(people, 1)
        numbers = PersonNumbers(limit: self.people)
        decoder.limit = max(decoder.limit, self.people)
    }

    public func reset() { numbers.reset() }

    public func estimate(_ picture: Picture, at time: Double) throws(VisionError) -> [Estimate] {
        let maps = try maps(picture)
        let found = people == 1 ? [decoder.single(maps)] : decoder.multiple(maps)
        let poses = found.map { pose($0, picture) }.filter { !$0.isDoubtful }.prefix(people)
        return zip(numbers.assign(poses.map(\.box), at: time), poses)
            .map { Estimate(person: $0, pose: $1) }
            .sorted { $0.person < $1.person }
    }

    private func maps(_ picture: Picture) throws(VisionError) -> PoseNetMaps {
        let scaled: Picture
        do {
            scaled = try PictureScaling.scaled(
                picture, toWidth: layout.width, height: layout.height)
        } catch {
            throw VisionError(.model, source: source, error.message)
        }
        do {
            try layout.write(scaled, to: interpreter)
            try interpreter.invoke()
            return try layout.maps(of: interpreter)
        } catch {
            throw VisionError(error)
        }
    }

    /// In pixels of the picture.
    private func pose(_ found: PoseNetDecoder.Pose, _ picture: Picture) -> Pose {
        let scale = Point(
            Double(picture.width) / Double(layout.width),
            Double(picture.height) / Double(layout.height))
        return Pose(
            confidence: found.score,
            keypoints: found.keypoints.map {
                Keypoint(position: $0.position * scale, confidence: $0.score)
            })
    }
}

extension Pose {
    /// What holds all of the body.
    var box: Rect {
        var box = Rect.empty
        for case let keypoint? in keypoints { box.include(keypoint.position) }
        return box
    }
}
