import Geometry
import Glibc
import Motion

/// The dancer's joints in a stance.
struct Skeleton {
    private(set) var joints: [BodyPart: Point] = [:]
    /// The middle of the head, where the face's own coordinates start.
    let head: Point
    let roll: Double

    init(_ stance: Stance, _ figure: Figure) {
        let legs = figure.thigh + figure.shin
        let hips = Point(
            figure.middle + stance.hipShift, figure.ground - legs * 0.992 + stance.hipDrop)
        let up = Self.direction(stance.lean) * -1
        let shoulders = hips + up * figure.spine + Point(0, -stance.shoulderLift)
        let tilted = (stance.lean - stance.shoulderTilt) * .pi / 180
        let across = Point(cos(tilted), sin(tilted))
        joints[.leftShoulder] = shoulders + across * figure.halfShoulders
        joints[.rightShoulder] = shoulders - across * figure.halfShoulders
        joints[.leftHip] = hips + Point(figure.halfHips, -stance.hipTilt)
        joints[.rightHip] = hips + Point(-figure.halfHips, stance.hipTilt)
        roll = stance.roll + stance.lean * 0.5
        let neck = Self.direction(roll) * -1
        head = shoulders + neck * figure.neck
        addArm(stance.left, figure, side: 1, (.leftShoulder, .leftElbow, .leftWrist))
        addArm(stance.right, figure, side: -1, (.rightShoulder, .rightElbow, .rightWrist))
        addLeg(stance.leftFoot, figure, side: 1, (.leftHip, .leftKnee, .leftAnkle))
        addLeg(stance.rightFoot, figure, side: -1, (.rightHip, .rightKnee, .rightAnkle))
    }

    /// Straight down, turned by an angle towards the dancer's left (the viewer's right).
    private static func direction(_ degrees: Double) -> Point {
        let angle = degrees * .pi / 180
        return Point(-sin(angle), cos(angle))
    }

    private mutating func addArm(
        _ arm: Stance.Arm, _ figure: Figure, side: Double,
        _ parts: (shoulder: BodyPart, elbow: BodyPart, wrist: BodyPart)
    ) {
        guard let shoulder = joints[parts.shoulder] else { return }
        let elbow = shoulder + Self.direction(-side * arm.upper) * figure.upperArm
        joints[parts.elbow] = elbow
        joints[parts.wrist] =
            elbow + Self.direction(-side * arm.fore) * (figure.forearm * arm.foreLength)
    }

    /// Reaches for the ankle. Seen from the front a bent knee comes towards the viewer, so it
    /// stays near the line from hip to ankle, and the leg looks shorter.
    private mutating func addLeg(
        _ foot: Point, _ figure: Figure, side: Double,
        _ parts: (hip: BodyPart, knee: BodyPart, ankle: BodyPart)
    ) {
        guard let hip = joints[parts.hip] else { return }
        var ankle = Point(figure.middle + foot.x, figure.ground - foot.y)
        let reach = (figure.thigh + figure.shin) * 0.9995
        let wished = ankle - hip
        if wished.length > reach { ankle = hip + wished * (reach / wished.length) }
        let line = ankle - hip
        let distance = max(line.length, 1)
        let (a, b) = (figure.thigh, figure.shin)
        let along = min(max((a * a - b * b + distance * distance) / (2 * distance), 0), a)
        let bulge = max(a * a - along * along, 0).squareRoot()
        let outwards = Point(line.y, -line.x) * (side / distance)
        joints[parts.knee] = hip + line * (along / distance) + outwards * (bulge * 0.22)
        joints[parts.ankle] = ankle
    }
}
