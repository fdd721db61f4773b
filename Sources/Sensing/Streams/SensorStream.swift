/// What came of a sensor at a moment.
public struct SensorMoment: Sendable, Equatable {
    public var sample: AccelerationSample
    /// Gestures that were told since the moment before.
    public var gestures: [String]

    public var time: Double { sample.time }

    public init(sample: AccelerationSample, gestures: [String] = []) {
        self.sample = sample
        self.gestures = gestures
    }
}

/// Yields what a sensor felt and what was recognised in it, in order.
public protocol SensorStream {
    /// Remarks so far.
    var notes: [String] { get }

    /// The next moment; nil after the last.
    ///
    /// - Throws: `SensingError` when it fails from here on.
    mutating func next() throws(SensingError) -> SensorMoment?
}

/// Samples without a device: the host tells the gestures.
public struct RecordedSensor: SensorStream {
    private var source: any AccelerationSource
    private let classifier: GestureClassifier?

    /// - Parameter classifier: nil for no gestures.
    public init(_ source: any AccelerationSource, classifier: GestureClassifier?) {
        self.source = source
        self.classifier = classifier
    }

    public var notes: [String] { source.notes }

    public mutating func next() throws(SensingError) -> SensorMoment? {
        guard let sample = try source.next() else { return nil }
        let gesture = try classifier?.take(sample.value).gesture
        return SensorMoment(sample: sample, gestures: gesture.map { [$0] } ?? [])
    }
}
