import Glibc

/// Tells gravity from movement in what an accelerometer feels: a complementary filter, whose low half
/// is gravity and whose high half is movement (Mahony, Hamel and Pflimlin 2008, section II, without a
/// gyroscope).
///
/// The direction that gravity has at first is up from then on: however the device lies in the hand,
/// its first posture is upright.
struct GravityFilter {
    /// Seconds in which the low half follows.
    private let smoothing: Double
    /// The axis of the device that points to the right.
    private let rightAxis: Acceleration
    private var gravity: Acceleration?
    private var frame: (right: Acceleration, up: Acceleration, towards: Acceleration)?
    private var lastTime = 0.0

    init(smoothing: Double, rightAxis: Acceleration) {
        self.smoothing = smoothing
        self.rightAxis = rightAxis
    }

    /// What the device does at this sample.
    mutating func take(_ sample: AccelerationSample) -> SensorChannels {
        defer { lastTime = sample.time }
        let felt = sample.value
        // All axes at zero are no measurement: buffers that ran empty, or have not begun.
        guard felt != .zero else { return channels(movement: .zero) }
        guard let before = gravity, frame != nil else {
            guard felt.length > 0.3 else { return SensorChannels() }
            gravity = felt
            frame = Self.frame(up: felt, right: rightAxis)
            return channels(movement: .zero)
        }
        // What is much more or less than gravity is no good judge of it.
        let trust = max(1 - abs(felt.length - 1) / 0.6, 0)
        let step = max(sample.time - lastTime, 0)
        let share = (1 - exp(-step / smoothing)) * trust
        let now = before + (felt - before) * share
        gravity = now
        return channels(movement: felt - now)
    }

    private func channels(movement: Acceleration) -> SensorChannels {
        guard let gravity, let frame else { return SensorChannels() }
        let degrees = 180 / Double.pi
        let up = gravity.dot(frame.up)
        return SensorChannels(
            roll: atan2(-gravity.dot(frame.right), up) * degrees,
            pitch: atan2(gravity.dot(frame.towards), up) * degrees,
            right: movement.dot(frame.right), up: movement.dot(frame.up),
            towards: movement.dot(frame.towards), energy: movement.length)
    }

    /// Axes of the bearer on those of the device.
    private static func frame(
        up felt: Acceleration, right axis: Acceleration
    ) -> (right: Acceleration, up: Acceleration, towards: Acceleration) {
        let up = felt * (1 / felt.length)
        func across(_ axis: Acceleration) -> Acceleration { axis - up * axis.dot(up) }
        var right = across(axis)
        // A device whose right points up has another axis that does not.
        if right.length < 0.2 { right = across(Acceleration(axis.y, axis.z, axis.x)) }
        right = right * (1 / right.length)
        return (right, up, right.cross(up))
    }
}

/// What a device does at a moment, as its bearer sees it.
struct SensorChannels: Sendable, Equatable {
    /// Degrees that it leans to the right, and that its top goes away from the bearer.
    var roll = 0.0
    var pitch = 0.0
    /// Acceleration besides gravity, in g.
    var right = 0.0
    var up = 0.0
    var towards = 0.0
    /// Its length.
    var energy = 0.0

    /// Their names in mappings.
    enum Name: String, CaseIterable, Sendable { case roll, pitch, right, up, towards, energy }

    subscript(name: Name) -> Double {
        switch name {
        case .roll: roll
        case .pitch: pitch
        case .right: right
        case .up: up
        case .towards: towards
        case .energy: energy
        }
    }

    /// Between this and a later moment.
    func interpolated(to later: SensorChannels, _ fraction: Double) -> SensorChannels {
        func blend(_ from: Double, _ to: Double) -> Double { from + (to - from) * fraction }
        return SensorChannels(
            roll: blend(roll, later.roll), pitch: blend(pitch, later.pitch),
            right: blend(right, later.right), up: blend(up, later.up),
            towards: blend(towards, later.towards), energy: blend(energy, later.energy))
    }
}
