import CPoseAnimatePlugin

/// An acceleration along a sensor's axes, 1024 for that of gravity.
public typealias Sample = pa_sample

/// How a sensor stands with its samples.
public struct SampleStatus: Sendable {
    /// How many were fed and not yet taken, without those that come again for ever.
    public var waiting: Int
    /// How many firmware has taken so far.
    public var taken: Int
    /// How often firmware was to be given one and there was none; counts from any number.
    public var missed: Int
    /// The one that was taken last.
    public var last: Sample

    public init(waiting: Int, taken: Int, missed: Int, last: Sample) {
        self.waiting = waiting
        self.taken = taken
        self.missed = missed
        self.last = last
    }
}

/// A sensor that is fed with samples: to the engine it is an accelerometer, which `--feed` and `--accelerometer`
/// feed.
public protocol FedSensorPlugin: SensorPlugin {
    /// Adds samples behind those that wait, which the depth does not limit.
    ///
    /// - Parameter repeats: how often; negative for ever, whenever there are no others.
    mutating func feed(_ samples: UnsafeBufferPointer<Sample>, repeats: Int) throws
    /// Loses the sample that waits longest, if any does.
    mutating func dropOldest() throws
    var samples: SampleStatus { get }
    /// How many samples it says to hold at most; 1 or more.
    var depth: Int { get set }
}

/// A sensor that can be on a bus of SPI.
public protocol SPISensorPlugin: SensorPlugin {
    /// A message begins.
    mutating func select() throws
    /// A byte comes from the master, and one goes to it.
    mutating func exchange(_ byte: UInt8) throws -> UInt8
    /// The message has ended.
    mutating func deselect() throws
}

/// What the engine asks of a sensor that is fed.
public struct SampleCall {
    enum Kind {
        case feed(UnsafeBufferPointer<Sample>, repeats: Int)
        case tell(UnsafeMutablePointer<pa_sample_status>)
        case dropOldest
        case setDepth(Int)
    }

    let kind: Kind
}

/// What a master on SPI does.
public struct SPICall {
    enum Kind { case select, exchange(UInt8), deselect }

    let kind: Kind
}

extension FedSensorPlugin {
    public mutating func answer(_ call: SampleCall) throws {
        switch call.kind {
        case .feed(let samples, let repeats): try feed(samples, repeats: repeats)
        case .tell(let status):
            let samples = samples
            status.pointee.waiting = UInt64(clamping: samples.waiting)
            status.pointee.taken = UInt64(clamping: samples.taken)
            status.pointee.missed = UInt64(clamping: samples.missed)
            status.pointee.last = samples.last
            status.pointee.depth = UInt32(clamping: depth)
        case .dropOldest: try dropOldest()
        case .setDepth(let count): depth = count
        }
    }
}

extension SPISensorPlugin {
    public mutating func answer(_ call: SPICall) throws -> UInt8 {
        switch call.kind {
        case .select: try select()
        case .exchange(let byte): return try exchange(byte)
        case .deselect: try deselect()
        }
        return 0
    }
}

/// The extensions of sensors; constant, and never freed.
enum SensorTables {
    static func table(_ id: String, of stage: any SensorPlugin) -> UnsafeRawPointer? {
        switch id {
        case PA_SAMPLES where stage is any FedSensorPlugin: UnsafeRawPointer(samples)
        case PA_SPI where stage is any SPISensorPlugin: UnsafeRawPointer(spi)
        default: nil
        }
    }

    private typealias Box = StageBox<any SensorPlugin, pa_sensor>

    private static func answer(_ sensor: UnsafePointer<pa_sensor>?, _ kind: SampleCall.Kind) {
        Box.answer(sensor?.pointee.data, otherwise: ()) { try $0.answer(SampleCall(kind: kind)) }
    }

    private static func answer(
        _ sensor: UnsafePointer<pa_sensor>?, _ kind: SPICall.Kind
    ) -> UInt8 {
        Box.answer(sensor?.pointee.data, otherwise: 0) { try $0.answer(SPICall(kind: kind)) }
    }

    nonisolated(unsafe) private static let samples: UnsafePointer<pa_samples> = {
        let table = UnsafeMutablePointer<pa_samples>.allocate(capacity: 1)
        table.initialize(
            to: pa_samples(
                size: MemoryLayout<pa_samples>.size,
                feed: { sensor, samples, count, repeats in
                    answer(
                        sensor,
                        .feed(
                            UnsafeBufferPointer(start: samples, count: count),
                            repeats: Int(repeats)))
                },
                get_status: { sensor, status in
                    if let status { answer(sensor, .tell(status)) }
                },
                drop_oldest: { sensor in answer(sensor, .dropOldest) },
                set_depth: { sensor, depth in answer(sensor, .setDepth(Int(depth))) }))
        return UnsafePointer(table)
    }()

    nonisolated(unsafe) private static let spi: UnsafePointer<pa_spi> = {
        let table = UnsafeMutablePointer<pa_spi>.allocate(capacity: 1)
        table.initialize(
            to: pa_spi(
                size: MemoryLayout<pa_spi>.size,
                select: { sensor in _ = answer(sensor, .select) },
                exchange: { sensor, byte in answer(sensor, .exchange(byte)) },
                deselect: { sensor in _ = answer(sensor, .deselect) }))
        return UnsafePointer(table)
    }()
}
