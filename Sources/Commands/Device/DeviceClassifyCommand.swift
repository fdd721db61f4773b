import ArgumentParser
import PoseAnimate
import Sensing

/// `pose-animate device classify --accelerometer circle.data`: gestures alone, without a character.
struct DeviceClassifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Tell the gestures in samples of an accelerometer, on the host.",
        discussion: """
            A line for each gesture: its name, the sample at which it was sure, counted from 0, and \
            the time. With firmware that streams its samples, what comes over the serial port is \
            judged.
            """)

    @OptionGroup(title: "Sensor") var sensor: SensorOptions

    @Flag(help: "Every look as a line of JSON: the sample, its scores, the gesture or null.")
    var scores = false

    func validate() throws {
        guard sensor.isUsed else {
            throw ValidationError("there is nothing to judge; give --accelerometer SAMPLES")
        }
    }

    func run() throws {
        let classifier = try sensor.classifier()
        var stream = try sensor.stream(classifier: nil)
        while let moment = try stream.next() {
            let reading = try classifier.take(moment.sample.value)
            if scores {
                guard !reading.scores.isEmpty else { continue }
                StandardStreams.print(json(reading).text)
            } else if let gesture = reading.gesture {
                StandardStreams.print(
                    "\(gesture) at sample \(reading.index), \(moment.time) s")
            }
            if let signal = Interruption.signal { throw Interrupted(signal: signal) }
        }
        stream.notes.forEach { StandardStreams.complain("warning: \(sensor.name): \($0)") }
    }

    private func json(_ reading: GestureClassifier.Reading) -> JSONValue {
        .object([
            ("sample", .integer(reading.index)),
            ("scores", .array(reading.scores.map { .number(Double($0)) })),
            ("gesture", reading.gesture.map { .string($0) } ?? .null),
        ])
    }
}
