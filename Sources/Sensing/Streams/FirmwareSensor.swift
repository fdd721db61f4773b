import Microcontroller

/// A simulated microcontroller whose accelerometer is fed, and whose serial port tells what became of
/// it: gestures as lines of text, or samples as the example firmware's frames, in which the host then
/// tells the gestures.
///
/// A sample's time is its own, however fast firmware asks: firmware that polls as fast as it can
/// moves a character no faster.
public final class FirmwareSensor: SensorStream {
    /// When a sample is there for the firmware.
    public enum Pace: String, Sendable, CaseIterable {
        /// As soon as the one before was taken: firmware decides how fast samples pass.
        case demand
        /// At its own time on the machine's clock, as with a real part; samples that are not taken
        /// are lost when the queue of the part is full.
        case real
    }

    private let machine: Machine
    private let accelerometer: any Accelerometer
    private var source: any AccelerationSource
    private let mapping: SensorMapping
    private let classifier: GestureClassifier?
    private let pace: Pace
    private let silence: Double

    /// Samples that were fed and not taken.
    private var fed: [AccelerationSample] = []
    private var upcoming: AccelerationSample?
    private var moments: [SensorMoment] = []
    private var line: [UInt8] = []
    private var frames = SerialFrames()
    private var firstFrameTime: UInt32?
    private var sendsFrames = false
    private var isSourceEnded = false
    private var isEnded = false
    /// When the last sample was taken, in the machine's seconds.
    private var lastTaken = 0.0
    private var failure: SensingError?
    public private(set) var notes: [String] = []

    /// Seconds of the machine's time within which firmware that took all samples has its say.
    private static let lastWords = 1.0
    private static let lineLimit = 4096

    /// - Parameters:
    ///   - machine: with its firmware loaded; its serial output is taken.
    ///   - classifier: for firmware that sends frames.
    ///   - silence: seconds of the machine's time without a sample taken after which it is given up.
    /// - Throws: `usage` when the machine has no accelerometer, what the source throws.
    public init(
        _ machine: Machine, samples source: any AccelerationSource, mapping: SensorMapping,
        classifier: GestureClassifier?, pace: Pace = .demand, silence: Double = 60
    ) throws(SensingError) {
        guard let accelerometer = machine.accelerometer else {
            throw SensingError(
                .usage, source: machine.platform.name, "has no accelerometer to feed")
        }
        self.machine = machine
        self.accelerometer = accelerometer
        self.source = source
        self.mapping = mapping
        self.classifier = classifier
        self.pace = pace
        self.silence = silence
        notes = source.notes
        upcoming = try self.source.next()
        let output = machine.serialOutput
        machine.serialOutput = { [unowned self] byte in
            output(byte)
            hear(byte)
        }
        accelerometer.sampleTaken = { [unowned self] _, sample in take(sample) }
        // Firmware sees all that is known, as in the demo; what arrives live comes one by one.
        if pace == .demand, source.sampleCount != nil {
            while try feed() {}
        }
    }

    public func next() throws(SensingError) -> SensorMoment? {
        // A gesture told of a sample comes behind it, so a moment is whole when the next one is there.
        while !isEnded, moments.count < 2 { try proceed() }
        if let failure, moments.isEmpty { throw failure }
        return moments.isEmpty ? nil : moments.removeFirst()
    }

    /// Gives the firmware the next sample.
    ///
    /// - Returns: whether there was one.
    private func feed() throws(SensingError) -> Bool {
        guard let sample = upcoming else {
            isSourceEnded = true
            return false
        }
        fed.append(sample)
        accelerometer.feed([RawAcceleration(sample.value)])
        upcoming = try source.next()
        notes = source.notes
        return true
    }

    private func proceed() throws(SensingError) {
        var limit = machine.instructions + instruction(at: Self.lastWords / 4)
        switch pace {
        case .demand: if accelerometer.waitingCount == 0 { _ = try feed() }
        case .real:
            while let time = upcoming?.time, instruction(at: time) <= machine.instructions {
                if accelerometer.waitingCount >= accelerometer.fifoDepth {
                    accelerometer.dropOldest()
                    fed.removeFirst()
                }
                _ = try feed()
            }
            if let time = upcoming?.time { limit = min(limit, instruction(at: time)) }
            isSourceEnded = upcoming == nil
        }
        machine.begin(RunLimits(instructions: limit))
        var end: RunEnd?
        while end == nil, moments.count < 2 { end = machine.proceed() }
        if let error = failure { return finish(error) }
        switch end {
        case .failed(let error): finish(SensingError(error))
        case .fault(let fault):
            finish(SensingError(.badData, source: name, "\(fault) and has no handler for it"))
        case .firmwareEnded(let code):
            finish(
                code == 0 ? nil : SensingError(.badData, source: name, "ended with \(code)"))
        case .waitsForEver where isSourceEnded && fed.isEmpty: finish(nil)
        case .waitsForEver where upcoming == nil || pace == .demand:
            finish(
                SensingError(
                    .unavailable, source: name,
                    "waits for an interrupt that will never come (wfi), with \(fed.count) samples "
                        + "not taken"))
        default: giveUpWhereDone()
        }
    }

    /// The first instruction at or behind a time.
    private func instruction(at seconds: Double) -> UInt64 {
        UInt64((seconds * Double(machine.instructionsPerSecond)).rounded(.up))
    }

    private func giveUpWhereDone() {
        let quiet = machine.seconds - lastTaken
        if isSourceEnded, fed.isEmpty, quiet >= Self.lastWords { return finish(nil) }
        guard quiet >= silence, !fed.isEmpty || !isSourceEnded else { return }
        let samples = accelerometer.takenCount
        finish(
            SensingError(
                .unavailable, source: name,
                (samples == 0 ? "took no sample" : "took \(samples) samples and then none")
                    + " within \(silence) seconds of its time; is it made for the accelerometer at this "
                    + "platform's address?"))
    }

    private var name: String { machine.firmware?.name ?? machine.platform.name }

    private func finish(_ error: SensingError?) {
        isEnded = true
        failure = error
        if frames.lostCount > 0 {
            notes.append("\(frames.lostCount) frames of the serial port were lost")
        }
    }

    /// The firmware took a sample.
    private func take(_ sample: RawAcceleration?) {
        guard sample != nil, !fed.isEmpty else { return }
        lastTaken = machine.seconds
        let taken = fed.removeFirst()
        guard !sendsFrames else { return }
        moments.append(SensorMoment(sample: taken))
    }

    /// The firmware sent a byte.
    private func hear(_ byte: UInt8) {
        if let frame = frames.take(byte) { return take(frame) }
        guard !sendsFrames, byte != UInt8(ascii: "\r") else { return }
        guard byte == UInt8(ascii: "\n") else {
            if line.count < Self.lineLimit { line.append(byte) }
            return
        }
        defer { line = [] }
        guard let gesture = mapping.gesture(inLine: String(decoding: line, as: UTF8.self)),
            !moments.isEmpty
        else { return }
        moments[moments.count - 1].gestures.append(gesture)
    }

    private func take(_ frame: SerialFrames.Frame) {
        if !sendsFrames {
            // What was taken so far comes as frames, too.
            sendsFrames = true
            moments = []
        }
        let start = firstFrameTime ?? frame.microseconds
        firstFrameTime = start
        let time = Double(frame.microseconds &- start) * 1e-6
        do {
            let gesture = try classifier?.take(frame.value).gesture
            moments.append(
                SensorMoment(
                    sample: AccelerationSample(time: time, value: frame.value),
                    gestures: gesture.map { [$0] } ?? []))
        } catch {
            failure = error
        }
    }
}
