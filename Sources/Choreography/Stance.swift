import Geometry

/// How the dancer holds itself at one moment. Lengths are pixels, angles degrees; left and right
/// are the dancer's own, so left is on the viewer's right.
struct Stance {
    /// One arm: angles from hanging straight down, outwards.
    struct Arm {
        var upper = 14.0
        /// The forearm's own angle, not relative to the upper arm.
        var fore = 6.0
        /// How much of the forearm's length is seen: less when it points at the viewer.
        var foreLength = 1.0
    }

    struct Expression {
        var blink = 0.0
        var browRaise = 0.0
        /// How far the mouth is open, 0...1.
        var mouthOpen = 0.0
        /// How wide it is, from -1 (round) to 1.
        var mouthWidth = 0.0
        var smile = 0.3
    }

    /// The hips against their place over both feet: to the left of the dancer, and down.
    var hipShift = 0.0
    var hipDrop = 0.0
    /// How much the left hip stands higher.
    var hipTilt = 0.0
    /// The spine's lean to the left.
    var lean = 0.0
    var shoulderTilt = 0.0
    var shoulderLift = 0.0
    var left = Arm()
    var right = Arm()
    /// Ankles: to the dancer's left from the middle, and up from the ground.
    var leftFoot = Point(38, 0)
    var rightFoot = Point(-38, 0)
    /// The head: turned to the left, bowed, tilted to the left.
    var yaw = 0.0
    var pitch = 0.0
    var roll = 0.0
    var expression = Expression()
}

/// Something the dancer does.
protocol Routine: Sendable {
    /// In seconds; the routine ends as it began.
    var duration: Double { get }
    func stance(at time: Double) -> Stance
}
