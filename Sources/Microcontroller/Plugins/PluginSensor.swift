import CPoseAnimatePlugin
import PluginInterface

/// A sensor of a plug-in's on an I²C bus. What those of its classes are for that can do more stands here, too.
class PluginSensor: I2CDevice, PluginPart {
    var failed: (MicrocontrollerError) -> Void = { _ in }
    private let sensor: StageHandle<pa_sensor>
    private let functions: pa_sensor
    private let samples: pa_samples?
    private let spi: pa_spi?

    private var listener: ((Int, RawAcceleration?) -> Void)?
    /// How the samples stood when the listener was last told.
    private var told = pa_sample_status.unknown
    /// More than firmware can take by one message.
    private static let mostTaken: UInt64 = 1 << 16

    /// - Throws: what the plug-in answers.
    static func make(
        _ stage: PluginStage, _ settings: [String: String]
    ) throws(MicrocontrollerError) -> PluginSensor {
        do throws(PluginError) {
            let sensor = try stage.make(pa_sensor.self, values: settings)
            let samples = try sensor.samples()
            let spi = try sensor.spi()
            let type: PluginSensor.Type =
                switch (samples != nil, spi != nil) {
                case (false, false): PluginSensor.self
                case (false, true): PluginSPISensor.self
                case (true, false): PluginAccelerometer.self
                case (true, true): PluginSPIAccelerometer.self
                }
            return try type.init(sensor, samples, spi)
        } catch {
            throw MicrocontrollerError(error)
        }
    }

    required init(
        _ sensor: StageHandle<pa_sensor>, _ samples: pa_samples?, _ spi: pa_spi?
    ) throws(PluginError) {
        self.sensor = sensor
        self.samples = samples
        self.spi = spi
        functions = sensor.functions
        _ = try sensor.require("read", functions.read)
        _ = try sensor.require("write", functions.write)
        _ = try sensor.require("reset", functions.reset)
    }

    @inline(__always)
    private func ask<Result>(_ body: () -> Result) -> Result {
        let result = sensor.ask(body) { failed(MicrocontrollerError($0)) }
        if listener != nil { tellOfSamples() }
        return result
    }

    func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            ask { functions.write?(sensor.pointer, bytes.baseAddress, bytes.count) }
        }
    }

    func read() -> UInt8 { ask { functions.read?(sensor.pointer) ?? 0xff } }

    func reset() { ask { functions.reset?(sensor.pointer) } }

    var state: DeviceState {
        sensor.saved({ functions.save?(sensor.pointer, $0) }, fail: failed)
    }

    func restore(_ state: DeviceState) throws(MicrocontrollerError) {
        try sensor.restore(state) { functions.load?(sensor.pointer, $0, $1) }
        told = status
    }

    // MARK: On SPI

    func select() { ask { spi?.select?(sensor.pointer) } }

    func exchange(_ byte: UInt8) -> UInt8 { ask { spi?.exchange?(sensor.pointer, byte) ?? 0xff } }

    func deselect() { ask { spi?.deselect?(sensor.pointer) } }

    // MARK: Fed with samples

    private var status: pa_sample_status {
        var status = pa_sample_status.unknown
        sensor.ask({ samples?.get_status?(sensor.pointer, &status) }) {
            failed(MicrocontrollerError($0))
        }
        return status
    }

    var sampleTaken: (Int, RawAcceleration?) -> Void {
        get { listener ?? { _, _ in } }
        set {
            told = status
            listener = newValue
        }
    }

    private func tellOfSamples() {
        let now = status
        let before = told
        told = now
        for (number, earlier) in [(now.taken, before.taken), (now.missed, before.missed)]
        where number > earlier && number - earlier > Self.mostTaken {
            failed(
                MicrocontrollerError(
                    sensor.stage.error(
                        .fault, "says that one call took \(number - earlier) samples")))
            return
        }
        if now.taken > before.taken {
            let last = RawAcceleration(x: now.last.x, y: now.last.y, z: now.last.z)
            for number in before.taken..<now.taken { listener?(Int(clamping: number), last) }
        }
        if now.missed > before.missed {
            for _ in before.missed..<now.missed { listener?(Int(clamping: now.taken), nil) }
        }
    }

    var takenCount: Int { Int(clamping: status.taken) }

    var waitingCount: Int { Int(clamping: status.waiting) }

    var fifoDepth: Int {
        get { Int(status.depth) }
        set { ask { samples?.set_depth?(sensor.pointer, UInt32(clamping: max(newValue, 1))) } }
    }

    func feed(_ samples: [RawAcceleration], repeats: Int) {
        let rows = samples.map { pa_sample(x: $0.x, y: $0.y, z: $0.z) }
        rows.withUnsafeBufferPointer { rows in
            ask {
                self.samples?.feed?(sensor.pointer, rows.baseAddress, rows.count, Int64(repeats))
            }
        }
    }

    func dropOldest() { ask { samples?.drop_oldest?(sensor.pointer) } }
}

private final class PluginSPISensor: PluginSensor, SPIDevice {}

private final class PluginAccelerometer: PluginSensor, Accelerometer {}

private final class PluginSPIAccelerometer: PluginSensor, Accelerometer, SPIDevice {}
