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
    private let anchors: AnchorGrid
    private let boxes: Int
    private let scores: Int

    init(_ model: EstimationModel, _ description: Description) throws(VisionError) {
        self.description = description
        self.model = model
        anchors = AnchorGrid(inputSize: description.inputSize, strides: description.strides)
        try model.expectImage(width: description.inputSize, height: description.inputSize)
        let fields = 4 + 2 * description.pointCount
        boxes = try model.output(ofCount: anchors.centers.count * fields, "boxes")
        scores = try model.output(ofCount: anchors.centers.count, "scores")
    }

    /// The detections in a picture, the best first, as boxes and points of the picture in pixels.
    func detect(in picture: Picture) throws(VisionError) -> [Detection] {
        let region = Region(around: picture)
        let sampler = RegionSampler(
            width: description.inputSize, height: description.inputSize, border: .black,
            range: description.range)
        try model.fill { sampler.sample(picture, region, into: $0) }
        try model.run()
        let boxes = try model.reals(boxes)
        let scores = try model.reals(scores)
        let size = Double(description.inputSize)
        let fields = 4 + 2 * description.pointCount
        var found: [Detection] = []
        for (index, center) in anchors.centers.enumerated() {
            let score = 1 / (1 + exp(-Double(max(-100, min(100, scores[index])))))
            guard score >= description.leastScore else { continue }
            func pair(_ field: Int) -> Point {
                Point(
                    Double(boxes[index * fields + field]) / size,
                    Double(boxes[index * fields + field + 1]) / size)
            }
            let middle = pair(0) + center
            let extent = pair(2)
            guard extent.x >= 0, extent.y >= 0, middle.isFinite, extent.isFinite else { continue }
            found.append(
                Detection(
                    score: score, lower: middle - extent / 2, upper: middle + extent / 2,
                    points: (0..<description.pointCount).map { pair(4 + 2 * $0) + center }))
        }
        return Detection.merged(found, overlap: description.overlap).map { detection in
            var placed = detection
            placed.lower = region.place(detection.lower.x, detection.lower.y)
            placed.upper = region.place(detection.upper.x, detection.upper.y)
            placed.points = detection.points.map { region.place($0.x, $0.y) }
            return placed
        }
    }
}
