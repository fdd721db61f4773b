import Geometry

/// In which order a format lists the parts of a body: `sources[i]` is the place in its list of our
/// part i.
struct BodyLayout: Sendable {
    let name: String
    /// How many points the format lists.
    let count: Int
    /// By raw value of `BodyPart`; nil for parts that the format has not.
    let sources: [Int?]

    init(_ name: String, count: Int, _ sources: [Int?]) {
        self.name = name
        self.count = count
        self.sources = sources
    }

    /// OpenPose's BODY_25 (doc/02_output.md, "Pose Output Format (BODY_25)").
    static let body25 = BodyLayout(
        "BODY_25", count: 25, [0, 16, 15, 18, 17, 5, 2, 6, 3, 7, 4, 12, 9, 13, 10, 14, 11])
    /// OpenPose's COCO_18 (the same document, "Pose Output Format (COCO)").
    static let coco18 = BodyLayout(
        "COCO_18", count: 18, [0, 15, 14, 17, 16, 5, 2, 6, 3, 7, 4, 11, 8, 12, 9, 13, 10])
    /// COCO's own order (cocodataset.org, "Keypoint Detection"), which is PoseNet's.
    static let coco17 = BodyLayout("COCO", count: 17, Array(0..<17))
    /// Halpe's 26 and 136 and COCO-WholeBody's 133 points begin with COCO's 17.
    static let halpe26 = BodyLayout("Halpe-26", count: 26, Array(0..<17))
    static let wholeBody133 = BodyLayout("COCO-WholeBody", count: 133, Array(0..<17))
    static let halpe136 = BodyLayout("Halpe-136", count: 136, Array(0..<17))
    /// MediaPipe's and BlazePose's 33 landmarks (Pose Landmarker guide, "Models").
    static let blazePose33 = BodyLayout(
        "BlazePose", count: 33,
        [0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28])

    /// Layouts that begin as COCO does.
    static let cocoLike = [coco17, halpe26, wholeBody133, halpe136]
    static let openPose = [body25, coco18]

    /// The layout among some with that many points.
    static func of(
        _ count: Int, among layouts: [BodyLayout]
    ) throws(FieldError) -> BodyLayout {
        if let layout = layouts.first(where: { $0.count == count }) { return layout }
        let known = layouts.map { "\($0.count) (\($0.name))" }.joined(separator: ", ")
        throw FieldError(
            place: "", message: "has \(count) points; bodies of \(known) points are read")
    }

    /// A pose from points in the format's order; nil where a point was not found.
    func pose(confidence: Double?, points: [Keypoint?]) -> Pose {
        Pose(
            confidence: confidence,
            keypoints: sources.map { source in
                source.flatMap { $0 < points.count ? points[$0] : nil }
            })
    }

    /// A pose from a flat list x, y, confidence, as OpenPose and COCO write it; a part of
    /// confidence 0 was not found.
    func pose(confidence: Double?, flat: [Double]) -> Pose {
        let points = stride(from: 0, to: flat.count - 2, by: 3).map { index -> Keypoint? in
            guard flat[index + 2] > 0 else { return nil }
            return Keypoint(x: flat[index], y: flat[index + 1], confidence: flat[index + 2])
        }
        return pose(confidence: confidence, points: points)
    }
}

extension JSONNode {
    /// A flat list of x, y and confidence of a body in one of some layouts.
    func flatPose(
        _ layouts: [BodyLayout], confidence: Double?
    ) throws(FieldError) -> Pose {
        let numbers = try coordinates()
        guard numbers.count % 3 == 0 else {
            throw FieldError(
                place: "",
                message: "has \(numbers.count) numbers; x, y and confidence a point are "
                    + "a multiple of 3")
        }
        let layout = try BodyLayout.of(numbers.count / 3, among: layouts)
        return layout.pose(confidence: confidence, flat: numbers)
    }
}
