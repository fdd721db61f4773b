import Geometry
import Glibc
import Imaging
import Inference

/// A single-shot detector of MediaPipe's: an image in, boxes with points for each anchor out.
struct BoxDetector {
    /// What is known of a detector besides its file (MediaPipe 0.10.21's graphs).
    struct Description {
        var inputSize: Int
        var strides: [Int]
        /// The points of a box.
        var pointCount: Int
        var range: ClosedRange<Float>
        var leastScore = 0.5
        var overlap = 0.3
    }

    private let description: Description
    private let model: EstimationModel
    private let sampler: RegionSampler
    private let anchors: AnchorGrid
    private let boxes = 0
    private let scores = 1

    init(
        _ model: Model, _ description: Description, options: Interpreter.Options
    ) throws(VisionError) {
        self.description = description
        sampler = RegionSampler(
            width: description.inputSize, height: description.inputSize, border: .black,
            range: description.range)
        anchors = AnchorGrid(inputSize: description.inputSize, strides: description.strides)
        let fields = 4 + 2 * description.pointCount
        self.model = try EstimationModel(
            model,
            keeping: [
                .init(count: anchors.centers.count * fields, name: "boxes"),
                .init(count: anchors.centers.count, name: "scores"),
            ], options: options)
        try self.model.expectImage(width: description.inputSize, height: description.inputSize)
    }

    /// The detections in a region of a picture, the whole unless said otherwise; the best first, as
    /// boxes and points of the picture in pixels.
    func detect(in picture: Picture, _ region: Region? = nil) throws(VisionError) -> [Detection] {
        let region = region ?? Region(around: picture)
        try model.fill(picture, region, by: sampler)
        try model.run()
        let likely = try likelyAnchors()
        let found = try model.withOutput(boxes) { boxes in
            likely.compactMap { detection($0.anchor, $0.score, boxes) }
        }
        return Detection.merged(found, overlap: description.overlap)
            .map { $0.placed(in: region) }
    }

    /// The anchors where there is something, and how surely.
    private func likelyAnchors() throws(VisionError) -> [(anchor: Int, score: Double)] {
        // What a score below the least one's logarithm of odds is made to is not needed.
        let least = Float(log(description.leastScore / (1 - description.leastScore)))
        return try model.withOutput(scores) { scores in
            var likely: [(anchor: Int, score: Double)] = []
            for index in scores.indices where scores[index] >= least {
                likely.append((index, 1 / (1 + exp(-Double(min(100, scores[index]))))))
            }
            return likely
        }
    }

    private func detection(
        _ anchor: Int, _ score: Double, _ boxes: UnsafeBufferPointer<Float>
    ) -> Detection? {
        let size = Double(description.inputSize)
        let start = anchor * (4 + 2 * description.pointCount)
        func pair(_ field: Int) -> Point {
            Point(Double(boxes[start + field]), Double(boxes[start + field + 1])) / size
        }
        let center = anchors.centers[anchor]
        let middle = pair(0) + center
        let extent = pair(2)
        guard extent.x >= 0, extent.y >= 0, middle.isFinite, extent.isFinite else { return nil }
        return Detection(
            score: score, lower: middle - extent / 2, upper: middle + extent / 2,
            points: (0..<description.pointCount).map { pair(4 + 2 * $0) + center })
    }
}
