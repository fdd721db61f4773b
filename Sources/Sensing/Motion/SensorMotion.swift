import Geometry
import Motion

/// A sensor as a source of motion: a clip that goes on, leaning and swinging with the device, and
/// clips that gestures set off.
///
///     let samples = try AccelerationReader.read("circle,seed=3")
///     let sensor = RecordedSensor(samples, classifier: try GestureClassifier())
///     let motion = SensorMotion(sensor, mapping: try MappingReader.standard())
///     var animation = try Animation(of: character, motion: motion)
public final class SensorMotion: MotionSource {
    public let header: ClipHeader
    /// Gestures so far, with the time at which they were told.
    public private(set) var gestures: [(name: String, time: Double)] = []

    private var sensor: any SensorStream
    private let mapping: SensorMapping
    private var filter: GravityFilter
    private var springs: [Spring?]
    private var performances: [(gesture: SensorMapping.Gesture, start: Double)] = []
    private var earlier: (time: Double, channels: SensorChannels)?
    private var later: (time: Double, channels: SensorChannels)?
    private var index = 0
    private var isEnded = false

    /// Seconds that go on behind the last sample.
    private static let tail = 0.5

    public init(_ sensor: any SensorStream, mapping: SensorMapping) {
        self.sensor = sensor
        self.mapping = mapping
        filter = GravityFilter(smoothing: mapping.smoothing, rightAxis: mapping.rightAxis)
        springs = mapping.effects.map { effect in
            effect.spring.map { Spring(frequency: $0.frequency, damping: $0.damping) }
        }
        header = ClipHeader(framesPerSecond: mapping.framesPerSecond, size: mapping.base.size)
    }

    public var notes: [String] { sensor.notes }

    public func next() throws(MotionError) -> MotionFrame? {
        let time = Double(index) / mapping.framesPerSecond
        do {
            while !isEnded, (later?.time ?? -1) < time { try takeMoment() }
        } catch {
            throw MotionError(error)
        }
        guard time <= end else { return nil }
        defer { index += 1 }
        var frame = Self.frame(of: mapping.base, at: time, isLooped: true)
        for (gesture, start) in performances {
            let weight = Self.weight(of: gesture, at: time - start)
            guard weight > 0 else { continue }
            frame = frame.interpolated(
                to: Self.frame(of: gesture.clip, at: time - start, isLooped: false), weight)
        }
        deflection(at: time).apply(to: &frame)
        frame.index = index
        frame.time = time
        return frame
    }

    /// When there is nothing left to show; known when the sensor has ended.
    private var end: Double {
        guard isEnded else { return .infinity }
        let last = later?.time ?? earlier?.time ?? -1
        let performed = performances.map { $0.start + $0.gesture.clip.length }.max() ?? 0
        return max(last + Self.tail, performed)
    }

    private func takeMoment() throws(SensingError) {
        guard let moment = try sensor.next() else {
            isEnded = true
            return
        }
        earlier = later
        later = (moment.time, filter.take(moment.sample))
        for name in moment.gestures {
            gestures.append((name, moment.time))
            guard let gesture = mapping.gestures[name] else { continue }
            performances.append((gesture, moment.time))
        }
    }

    private func deflection(at time: Double) -> BodyDeflection {
        let channels = channels(at: time)
        var deflection = BodyDeflection()
        for (place, effect) in mapping.effects.enumerated() {
            var value = channels[effect.channel] * effect.gain
            springs[place]?.advance(by: 1 / mapping.framesPerSecond, towards: value)
            value = springs[place]?.place ?? value
            value = min(max(value, -effect.limit), effect.limit)
            deflection[effect.part] += value
        }
        return deflection
    }

    private func channels(at time: Double) -> SensorChannels {
        guard let later else { return SensorChannels() }
        guard time <= later.time else {
            // Behind the last sample the device is still.
            var last = later.channels
            (last.right, last.up, last.towards, last.energy) = (0, 0, 0, 0)
            return last
        }
        guard let earlier, later.time > earlier.time else { return later.channels }
        let fraction = (time - earlier.time) / (later.time - earlier.time)
        return earlier.channels.interpolated(to: later.channels, min(max(fraction, 0), 1))
    }

    /// How much of a performance is seen: it comes and goes by the minimum-jerk curve.
    private static func weight(of gesture: SensorMapping.Gesture, at time: Double) -> Double {
        let length = gesture.clip.length
        guard time >= 0, time < length else { return 0 }
        guard gesture.fade > 0 else { return 1 }
        let t = min(min(time, length - time) / gesture.fade, 1)
        return t * t * t * (10 + t * (6 * t - 15))
    }

    private static func frame(of clip: Clip, at time: Double, isLooped: Bool) -> MotionFrame {
        let rate = clip.framesPerSecond ?? 30
        let count = clip.frames.count
        guard count > 0 else { return MotionFrame(index: 0, time: 0) }
        let place = time * rate
        let first = Int(place)
        let (from, to) =
            isLooped
            ? (first % count, (first + 1) % count)
            : (min(first, count - 1), min(first + 1, count - 1))
        return clip.frames[from].interpolated(to: clip.frames[to], place - Double(first))
    }
}

extension Clip {
    /// Seconds that it goes on, its last frame included.
    var length: Double { Double(frames.count) / (framesPerSecond ?? 30) }
}

extension MotionError {
    /// An error of the sensor, as whoever draws hears of it.
    fileprivate init(_ error: SensingError) {
        let kind: Kind =
            switch error.kind {
            case .noInput: .noInput
            case .badData: .badData
            case .fault: .fault
            case .usage, .unavailable: .inputOutput
            }
        self.init(
            kind,
            source: error.source, place: error.place ?? "", error.message)
    }
}
