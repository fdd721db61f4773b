import Geometry

/// OpenPose's face of 70 points (doc/02_output.md, "Face Output Format") as FaceMesh landmarks.
///
/// The first 68 points are those of iBUG 300-W. 71 landmarks that our rigs read lie at such a point
/// or between two of them; the forehead, where 300-W has none, follows from the proportions of a
/// face. All other landmarks lie at the nose's tip, and nothing of ours reads them.
enum FaceLandmarks70 {
    static let count = 70
    private static let meshCount = 468

    /// The mean confidence below which OpenPose draws no face (`--face_render_threshold`).
    private static let leastConfidence = 0.4

    /// A landmark at `fraction` of the way from one point to another.
    private struct Place {
        var landmark: Int
        var from: Int
        var to: Int
        var fraction: Double
    }

    /// Landmarks that are points themselves, by runs of points.
    private static let runs: [(first: Int, landmarks: [Int])] = [
        (0, [127, 234]), (3, [132]), (6, [150, 176, 152, 400, 379]), (13, [361]), (15, [454, 356]),
        (17, [46, 53, 52, 65, 55]), (22, [285, 295, 282, 283, 276]), (27, [6]), (30, [4, 48, 220]),
        (34, [440, 278]), (36, [33, 160, 158, 133, 153, 144]),
        (42, [362, 385, 387, 263, 373, 380]),
        (48, [61, 40, 37, 0, 267, 270, 291, 321, 314, 17, 84, 91]),
        (60, [78, 81, 13, 311, 308, 402, 14, 178]),
    ]
    /// Landmarks between two points.
    private static let between = [
        Place(landmark: 172, from: 4, to: 5, fraction: 0.5),
        Place(landmark: 397, from: 12, to: 11, fraction: 0.5),
        Place(landmark: 197, from: 27, to: 28, fraction: 0.73),
        Place(landmark: 195, from: 28, to: 29, fraction: 0.4),
        Place(landmark: 5, from: 29, to: 30, fraction: 0.13),
    ]
    /// Landmarks of the forehead and temples: widths of the face to the person's left of the
    /// bridge of the nose, towards an end of the jaw, and distances from the bridge to the chin
    /// above that.
    private static let forehead: [(landmark: Int, left: Double, up: Double)] = [
        (10, 0, 0.58), (67, -0.26, 0.54), (54, -0.44, 0.39), (297, 0.26, 0.54), (284, 0.44, 0.39),
        (21, -0.48, 0.26), (162, -0.5, 0.15), (251, 0.48, 0.26), (389, 0.5, 0.15),
    ]

    /// Nil when no face was found; one of which much is guessed is of no use.
    static func face(of points: [Keypoint]) -> Face? {
        guard points.count == count, points[..<68].allSatisfy({ $0.confidence > 0 }) else {
            return nil
        }
        let mean = points[..<68].reduce(0) { $0 + $1.confidence } / 68
        guard mean >= leastConfidence else { return nil }
        let places = points.map(\.position)
        var landmarks = Array(repeating: places[30], count: meshCount)
        for run in runs {
            for (offset, landmark) in run.landmarks.enumerated() {
                landmarks[landmark] = places[run.first + offset]
            }
        }
        for place in between {
            landmarks[place.landmark] =
                places[place.from].interpolated(to: places[place.to], place.fraction)
        }
        let height = places[27] - places[8]
        for place in forehead {
            // Each half has a width of its own: a turned face shows less of one.
            let side = places[place.left > 0 ? 16 : 0]
            let base = places[27].interpolated(to: side, abs(place.left) / 0.5)
            landmarks[place.landmark] = base + height * place.up
        }
        return Face(confidence: 1, landmarks: landmarks)
    }
}

extension JSONNode {
    /// OpenPose's face as a mesh; nil when there is none.
    func flatFace() throws(FieldError) -> Face? {
        let numbers = try coordinates()
        if numbers.isEmpty { return nil }
        guard numbers.count == 3 * FaceLandmarks70.count else {
            throw FieldError(
                place: "",
                message: "has \(numbers.count) numbers; a face has 70 points of x, y and confidence"
            )
        }
        return FaceLandmarks70.face(
            of: stride(from: 0, to: numbers.count, by: 3).map { index in
                Keypoint(
                    x: numbers[index], y: numbers[index + 1], confidence: numbers[index + 2])
            })
    }
}
