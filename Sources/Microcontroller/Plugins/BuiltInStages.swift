import PluginInterface
import PluginKit

/// The stages of this module that are made and called as those of plug-ins are, so that firmware which is run
/// every day goes through that interface.
let builtInMicrocontrollerStages = BuiltInPlugin([TimerStage.self, AccelerometerStage.self])

/// LiteX's timer.
struct TimerStage: DevicePlugin {
    static let about = About(
        "litex-timer", "LiteX's timer, with uptime", temporal: .sequential)
    static let abilities = DeviceAbilities(
        .bytesInWords, span: 0x68, registers: LiteXTimer.registers.registers.map(\.row))

    private let timer = LiteXTimer()

    init(_ setup: Setup<Void>) {}

    func read(_ place: Int) -> UInt64 { timer.read(place) }
    func write(_ place: Int, _ value: UInt64) { timer.write(place, value) }
    var raisesInterrupt: Bool { timer.raisesInterrupt }
    var nextEvent: UInt64? { timer.nextEvent }
    func advance(to cycle: UInt64) { timer.advance(to: cycle) }
    func reset() { timer.reset() }
    func save() -> [UInt8] { timer.state.lines }
    func load(_ bytes: UnsafeRawBufferPointer) throws {
        try timer.restore(DeviceState(lines: bytes, of: Self.about.id))
    }
}

/// The accelerometer ADXL345.
struct AccelerometerStage: FedSensorPlugin, SPISensorPlugin {
    static let about = About("adxl345", "accelerometer ADXL345", temporal: .sequential)
    static let registers = ADXL345.registers.registers.map(\.row)

    private let sensor = ADXL345()

    init(_ setup: Setup<Void>) {}

    func write(_ bytes: UnsafeBufferPointer<UInt8>) { sensor.write(Array(bytes)) }
    func read() -> UInt8 { sensor.read() }
    func reset() { sensor.reset() }
    func save() -> [UInt8] { sensor.state.lines }
    func load(_ bytes: UnsafeRawBufferPointer) throws {
        try sensor.restore(DeviceState(lines: bytes, of: Self.about.id))
    }

    func select() { sensor.select() }
    func exchange(_ byte: UInt8) -> UInt8 { sensor.exchange(byte) }
    func deselect() { sensor.deselect() }

    func feed(_ samples: UnsafeBufferPointer<Sample>, repeats: Int) {
        sensor.feed(
            samples.map { RawAcceleration(x: $0.x, y: $0.y, z: $0.z) }, repeats: repeats)
    }
    func dropOldest() { sensor.dropOldest() }
    var samples: SampleStatus {
        SampleStatus(
            waiting: sensor.waitingCount, taken: sensor.takenCount, missed: sensor.missedCount,
            last: Sample(x: sensor.last.x, y: sensor.last.y, z: sensor.last.z))
    }
    var depth: Int {
        get { sensor.fifoDepth }
        nonmutating set { sensor.fifoDepth = newValue }
    }
}

extension Register {
    fileprivate var row: PluginKit.Register {
        let access: PluginKit.Register.Access =
            switch access {
            case .readOnly: .readOnly
            case .writeOnly: .writeOnly
            case .readWrite: .readWrite
            case .writeOneToClear: .writeOneToClear
            }
        return PluginKit.Register(
            name, at: Int(offset), bytes: byteCount, access, reset: reset, summary)
    }
}
