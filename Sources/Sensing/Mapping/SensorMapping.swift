import Motion

/// What a sensor does to a character, as data.
///
/// The format is described in `Documentation/Microcontroller.md`.
public struct SensorMapping: Sendable {
    /// How much of what the device does becomes how much of what the body does.
    struct Effect: Sendable, Equatable {
        var part: BodyDeflection.Part
        var channel: SensorChannels.Name
        var gain: Double
        /// The most, either way.
        var limit: Double
        /// Frequency and damping, for what follows on a spring.
        var spring: SpringSetting?
    }

    struct SpringSetting: Sendable, Equatable {
        var frequency: Double
        var damping: Double
    }

    /// A clip that a gesture plays.
    struct Gesture: Sendable {
        var clip: Clip
        /// Seconds over which it comes and goes.
        var fade: Double
        /// What the firmware says on the serial port when it saw it.
        var serial: [String]
    }

    public let name: String
    /// What goes on whatever the sensor does, over and over.
    let base: Clip
    let framesPerSecond: Double
    /// Seconds in which tilt follows.
    let smoothing: Double
    let rightAxis: Acceleration
    let effects: [Effect]
    let gestures: [String: Gesture]

    /// Gestures by what stands on a line of the serial port.
    func gesture(inLine line: String) -> String? {
        for (name, gesture) in gestures.sorted(by: { $0.key < $1.key })
        where gesture.serial.contains(where: { line.contains($0) }) {
            return name
        }
        return nil
    }
}
