import Geometry
import Glibc
import Motion
import Rigging

/// A face in three dimensions, in widths of the face: x to the dancer's left, y down, z towards
/// the viewer; the origin lies between the ears.
///
/// Only the landmarks that the rig reads have places of their own. The others lie in the middle of
/// the face; nothing reads them.
struct FaceModel {
    /// Places of the left half and the middle; the right half mirrors them.
    private static let layout: [(name: String, x: Double, y: Double)] = [
        ("topMid", 0, -0.46), ("leftTop0", 0.26, -0.43), ("leftTop1", 0.44, -0.31),
        ("leftJaw0", 0.48, -0.21), ("leftJaw1", 0.50, -0.12), ("leftJaw2", 0.50, 0),
        ("leftJaw3", 0.492, 0.11), ("leftJaw4", 0.455, 0.335), ("leftJaw5", 0.375, 0.555),
        ("leftJaw6", 0.26, 0.69), ("leftJaw7", 0.148, 0.765), ("jawMid", 0, 0.80),
        ("leftBrow0", 0.405, -0.18), ("leftBrow1", 0.355, -0.215), ("leftBrow2", 0.285, -0.235),
        ("leftBrow3", 0.20, -0.225), ("leftBrow4", 0.105, -0.185),
        ("nose0", 0, 0), ("nose1", 0, 0.055), ("nose2", 0, 0.105), ("nose3", 0, 0.16),
        ("nose4", 0, 0.225), ("leftNose0", 0.11, 0.25), ("leftNose1", 0.058, 0.262),
        ("leftEye0", 0.335, -0.015), ("leftEye1", 0.28, -0.062), ("leftEye2", 0.19, -0.062),
        ("leftEye3", 0.135, -0.015), ("leftEye4", 0.19, 0.032), ("leftEye5", 0.28, 0.032),
        ("leftMouthCorner", 0.19, 0.468), ("leftUpperLipTop0", 0.13, 0.446),
        ("leftUpperLipTop1", 0.055, 0.430), ("upperLipTopMid", 0, 0.437),
        ("leftMiddleLip", 0.145, 0.474), ("leftUpperLipBottom1", 0.075, 0.482),
        ("upperLipBottomMid", 0, 0.484), ("leftLowerLipTop0", 0.075, 0.496),
        ("lowerLipTopMid", 0, 0.498), ("leftLowerLipBottom0", 0.128, 0.522),
        ("leftLowerLipBottom1", 0.058, 0.556), ("lowerLipBottomMid", 0, 0.564),
    ]

    private let landmarks: [(index: Int, name: String, rest: Point)]

    /// - Throws: when the built-in rig of the face cannot be read.
    init() throws(RiggingError) {
        let rig = try RigReader.builtIn("face")
        landmarks = rig.keypoints.compactMap { keypoint in
            guard case .face(let index) = keypoint.source else { return nil }
            return Self.rest(of: keypoint.name).map { (index, keypoint.name, $0) }
        }
    }

    private static func rest(of name: String) -> Point? {
        let isRight = name.hasPrefix("right")
        let key = isRight ? "left" + name.dropFirst(5) : name
        guard let place = layout.first(where: { $0.name == key }) else { return nil }
        return Point(isRight ? -place.x : place.x, place.y)
    }

    /// All 468 landmarks of a head in the picture.
    func landmarks(_ stance: Stance, head: Point, roll: Double, width: Double) -> [Point] {
        let turn = HeadTurn(stance, head: head, roll: roll, width: width)
        var points = [Point](repeating: turn.place(Point(0, 0.2)), count: 468)
        for landmark in landmarks {
            let moved = Self.express(landmark.rest, landmark.name, stance.expression)
            points[landmark.index] = turn.place(moved)
        }
        return points
    }

    /// Moves one landmark for an expression.
    private static func express(
        _ rest: Point, _ name: String, _ expression: Stance.Expression
    ) -> Point {
        var place = rest
        let open = expression.mouthOpen
        if name.contains("Brow") { place.y -= 0.07 * expression.browRaise }
        if name.contains("Eye") {
            // Lids meet a little below the middle.
            let lid = -0.015 + 0.02 * expression.blink
            place.y += (lid - place.y) * 0.94 * expression.blink
        }
        if name.contains("Mouth") || name.contains("Lip") {
            place.x *= 1 + 0.18 * expression.mouthWidth + 0.12 * expression.smile - 0.10 * open
            let corner = abs(rest.x) / 0.19
            place.y -= 0.055 * expression.smile * corner * corner
            place.y += 0.03 * open * corner
        }
        if name.contains("pperLip") { place.y -= 0.02 * open * (1 - abs(rest.x) / 0.19) }
        if name.contains("owerLip") { place.y += 0.17 * open * (1 - abs(rest.x) / 0.25) }
        if name.contains("aw") && rest.y > 0.3 { place.y += 0.15 * open * (rest.y - 0.3) / 0.5 }
        return place
    }
}

/// Carries a point of the face into the picture: turned, bowed, tilted, seen from afar.
struct HeadTurn {
    private let head: Point
    private let width: Double
    private let yaw: Double
    private let pitch: Double
    private let roll: Double

    init(_ stance: Stance, head: Point, roll: Double, width: Double) {
        self.head = head
        self.width = width
        yaw = stance.yaw * .pi / 180
        pitch = stance.pitch * .pi / 180
        self.roll = -roll * .pi / 180
    }

    /// - Parameter depth: towards the viewer; nil for the face's own relief.
    func place(_ point: Point, depth: Double? = nil) -> Point {
        let z = depth ?? Self.relief(point)
        let x = point.x * cos(yaw) + z * sin(yaw)
        let turned = z * cos(yaw) - point.x * sin(yaw)
        let y = point.y * cos(pitch) + turned * sin(pitch)
        let tilted = Point(
            x * cos(roll) + y * sin(roll), y * cos(roll) - x * sin(roll))
        return head + tilted * width
    }

    /// Half an ellipsoid with a nose on it.
    private static func relief(_ point: Point) -> Double {
        let round =
            1 - (point.x / 0.56) * (point.x / 0.56)
            - ((point.y - 0.15) / 0.8) * ((point.y - 0.15) / 0.8)
        let noseDistance = (point - Point(0, 0.2)).length
        return 0.42 * max(round, 0).squareRoot() + max(0, 0.16 - noseDistance)
    }
}
