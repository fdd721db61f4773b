/// Yields what an accelerometer felt, in order.
public protocol AccelerationSource {
    /// A file's name, or what stands for it; stands in errors.
    var name: String { get }
    /// How many samples will come; nil when that is not known in advance.
    var sampleCount: Int? { get }
    /// Remarks about samples that read well, but not as their author may think.
    var notes: [String] { get }

    /// The next sample; nil after the last.
    ///
    /// - Throws: `SensingError` when the source is damaged from here on.
    mutating func next() throws(SensingError) -> AccelerationSample?
}

/// Samples that are all known.
public struct AccelerationRecording: AccelerationSource, Sendable {
    public let name: String
    public let samples: [AccelerationSample]
    public internal(set) var notes: [String]
    private var position = 0

    public init(name: String, samples: [AccelerationSample], notes: [String] = []) {
        self.name = name
        self.samples = samples
        self.notes = notes
    }

    /// Values that follow each other at a rate.
    public init(name: String, values: [Acceleration], rate: Double, notes: [String] = []) {
        self.init(
            name: name,
            samples: values.enumerated().map {
                AccelerationSample(time: Double($0.offset) / rate, value: $0.element)
            }, notes: notes)
    }

    public var sampleCount: Int? { samples.count }

    public mutating func next() -> AccelerationSample? {
        guard position < samples.count else { return nil }
        defer { position += 1 }
        return samples[position]
    }

    /// Seconds from a sample to the next, as the middle one of all: what follows the last sample, too.
    public var period: Double {
        let steps = zip(samples, samples.dropFirst()).map { $1.time - $0.time }.sorted()
        return steps.isEmpty ? 1 / AccelerationReader.standardRate : steps[steps.count / 2]
    }

    /// This and others, one after the other.
    public func followed(by others: [AccelerationRecording]) -> AccelerationRecording {
        var all = samples
        var last = self
        for other in others {
            let start = (all.last?.time).map { $0 + last.period } ?? 0
            all += other.samples.map {
                AccelerationSample(time: start + $0.time, value: $0.value)
            }
            last = other
        }
        return AccelerationRecording(
            name: name, samples: all, notes: notes + others.flatMap(\.notes))
    }
}
