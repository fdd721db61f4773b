import Geometry
import Glibc
import Motion

/// How a body is turned and moved besides what a clip has it do.
///
/// Lengths are in bodies: from the middle of the shoulders to that of the ankles. Left and right are
/// the viewer's; a picture's y goes down.
struct BodyDeflection: Equatable {
    /// Their names in mappings.
    enum Part: String, CaseIterable, Sendable {
        /// Degrees to the right, about the ankles and the hips.
        case lean
        /// Degrees to the right about what is up: shoulders narrow, the face goes to the side.
        case turn
        /// Bodies up; down it bends the knees.
        case bounce
        /// Bodies that the hips go to the right.
        case sway
        /// Degrees that both arms swing to the right.
        case arms
        /// Degrees that both arms go outwards.
        case lift
        /// Degrees that the head tilts to the right.
        case head

        /// The most that looks like a body.
        var limit: Double {
            switch self {
            case .lean: 30
            case .turn: 50
            case .bounce: 0.2
            case .sway: 0.2
            case .arms, .lift: 70
            case .head: 25
            }
        }
    }

    private var values = Array(repeating: 0.0, count: Part.allCases.count)

    subscript(part: Part) -> Double {
        get { values[Part.allCases.firstIndex(of: part) ?? 0] }
        set { values[Part.allCases.firstIndex(of: part) ?? 0] = newValue }
    }

    private static let legs: [(BodyPart, Double)] = [
        (.leftKnee, 0.5), (.rightKnee, 0.5), (.leftAnkle, 0), (.rightAnkle, 0),
    ]
    private static let headParts: [BodyPart] = [.nose, .leftEye, .rightEye, .leftEar, .rightEar]

    /// Moves what is seen in a frame.
    func apply(to frame: inout MotionFrame) {
        guard values.contains(where: { $0 != 0 }), var pose = frame.pose,
            let ankles = Self.middle(of: pose, .leftAnkle, .rightAnkle),
            let hips = Self.middle(of: pose, .leftHip, .rightHip),
            let shoulders = Self.middle(of: pose, .leftShoulder, .rightShoulder)
        else { return }
        let body = (shoulders - ankles).length
        guard body > 0 else { return }
        var face = frame.face?.landmarks ?? []
        let neck = shoulders
        swingArms(&pose)
        tiltHead(&pose, &face, about: neck)
        turnHead(&pose, &face, about: neck, body: body)
        let places = Places(ankles: ankles, hips: hips, body: body)
        for part in BodyPart.allCases {
            guard let keypoint = pose[part] else { continue }
            pose[part]?.position = place(keypoint.position, of: part, places)
        }
        face = face.map { place($0, of: nil, places) }
        frame.pose = pose
        frame.face?.landmarks = face
    }

    private struct Places {
        var ankles: Point
        var hips: Point
        var body: Double
    }

    private static func middle(of pose: Pose, _ left: BodyPart, _ right: BodyPart) -> Point? {
        guard let left = pose[left], let right = pose[right] else { return nil }
        return left.position.interpolated(to: right.position, 0.5)
    }

    private static func turned(_ point: Point, about center: Point, by degrees: Double) -> Point {
        let angle = degrees * .pi / 180
        let offset = point - center
        return center
            + Point(
                offset.x * cos(angle) - offset.y * sin(angle),
                offset.x * sin(angle) + offset.y * cos(angle))
    }

    /// Where a point of the body, or of the face, goes: turn, then lean, then the hips' way.
    private func place(_ point: Point, of part: BodyPart?, _ places: Places) -> Point {
        var point = point
        let isLeg = part.map { part in Self.legs.contains { $0.0 == part } } ?? false
        let isHip = part == .leftHip || part == .rightHip
        if !isLeg {
            let share = isHip ? 0.4 : 1
            let narrow = cos(self[.turn] * .pi / 180 * share)
            point.x = places.hips.x + (point.x - places.hips.x) * narrow
        }
        // A third of the lean is in the ankles, the rest in the hips.
        if !isLeg, !isHip {
            point = Self.turned(point, about: places.hips, by: self[.lean] * 2 / 3)
        }
        let share = part.flatMap { part in Self.legs.first { $0.0 == part }?.1 } ?? 1
        if share > 0 {
            point = Self.turned(
                point, about: places.ankles, by: self[.lean] / 3 * (isLeg ? share : 1))
        }
        let up = self[.bounce] * places.body
        // Down, the feet stay; up, they come along.
        return point
            + Point(self[.sway] * places.body * share, up > 0 ? -up : -up * share)
    }

    private func swingArms(_ pose: inout Pose) {
        let arms: [(BodyPart, BodyPart, BodyPart, Double)] = [
            (.leftShoulder, .leftElbow, .leftWrist, -1),
            (.rightShoulder, .rightElbow, .rightWrist, 1),
        ]
        for (shoulder, elbow, wrist, side) in arms {
            guard let center = pose[shoulder]?.position else { continue }
            // Turning to the right as a clock does takes a hanging arm to the left.
            let angle = self[.lift] * side - self[.arms]
            for part in [elbow, wrist] {
                guard let point = pose[part]?.position else { continue }
                pose[part]?.position = Self.turned(point, about: center, by: angle)
            }
            // The forearm lags on.
            guard let middle = pose[elbow]?.position, let end = pose[wrist]?.position else {
                continue
            }
            pose[wrist]?.position = Self.turned(end, about: middle, by: angle * 0.4)
        }
    }

    private func tiltHead(_ pose: inout Pose, _ face: inout [Point], about neck: Point) {
        guard self[.head] != 0 else { return }
        for part in Self.headParts {
            guard let point = pose[part]?.position else { continue }
            pose[part]?.position = Self.turned(point, about: neck, by: self[.head])
        }
        face = face.map { Self.turned($0, about: neck, by: self[.head]) }
    }

    /// The face goes to the side over a head that turns; what stands out most goes farthest.
    private func turnHead(
        _ pose: inout Pose, _ face: inout [Point], about neck: Point, body: Double
    ) {
        let side = sin(self[.turn] * .pi / 180) * 0.055 * body
        guard side != 0 else { return }
        pose[.nose]?.position.x += side * 1.3
        for part in [BodyPart.leftEye, .rightEye] { pose[part]?.position.x += side }
        let left = face.map(\.x).min() ?? 0
        let width = (face.map(\.x).max() ?? 0) - left
        guard width > 0 else { return }
        face = face.map { point in
            let across = (point.x - left) / width * 2 - 1
            return Point(point.x + side * (1 - across * across), point.y)
        }
    }
}
