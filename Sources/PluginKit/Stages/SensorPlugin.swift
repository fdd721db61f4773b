import CPoseAnimatePlugin

/// A sensor or memory on an I²C bus of the microcontroller; one that is a `FedSensorPlugin` is an accelerometer, one
/// that is an `SPISensorPlugin` can be on a bus of SPI, too. When one of its functions throws, the machine ends.
public protocol SensorPlugin: StagePlugin {
    /// For people; the offset of each is the number that a master sends for it.
    static var registers: [Register] { get }

    init(_ setup: Setup<Void>) throws

    /// The master wrote these bytes; told when it begins anew or stops.
    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) throws
    /// The next byte that the master reads.
    mutating func read() throws -> UInt8
    mutating func reset() throws
    /// All that it is, for snapshots.
    func save() throws -> [UInt8]
    mutating func load(_ bytes: UnsafeRawBufferPointer) throws

    /// Given by `FedSensorPlugin`.
    mutating func answer(_ call: SampleCall) throws
    /// Given by `SPISensorPlugin`.
    mutating func answer(_ call: SPICall) throws -> UInt8
}

extension SensorPlugin {
    public static var registers: [Register] { [] }
    public mutating func answer(_ call: SampleCall) {}
    public mutating func answer(_ call: SPICall) -> UInt8 { 0 }

    public static func traits(in memory: TraitsMemory) -> UnsafeRawPointer? {
        let rows = registers.map { $0.row(in: memory.memory) }
        var traits = pa_sensor_traits()
        traits.size = MemoryLayout<pa_sensor_traits>.size
        traits.registers = UnsafePointer(memory.memory.array(rows))
        traits.register_count = UInt32(rows.count)
        return UnsafeRawPointer(memory.memory.value(traits))
    }

    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.sensor/1") { engine, values, _ in
            let stage = try Self(Setup((), engine, about, values))
            return StageBox<any SensorPlugin, pa_sensor>.make(stage, engine, interface)
        }
    }

    private static func interface(_ data: UnsafeMutableRawPointer) -> pa_sensor {
        typealias Box = StageBox<any SensorPlugin, pa_sensor>
        var interface = pa_sensor()
        interface.size = MemoryLayout<pa_sensor>.size
        interface.data = data
        interface.destroy = { Box.release($0?.pointee.data) }
        interface.get_extension = { sensor, id in
            guard let id, let stage = Box.at(sensor?.pointee.data)?.stage else { return nil }
            return SensorTables.table(String(cString: id), of: stage)
        }
        interface.write = { sensor, bytes, count in
            Box.answer(sensor?.pointee.data, otherwise: ()) {
                try $0.write(UnsafeBufferPointer(start: bytes, count: count))
            }
        }
        interface.read = { sensor in
            Box.answer(sensor?.pointee.data, otherwise: 0) { try $0.read() }
        }
        interface.reset = { sensor in
            Box.answer(sensor?.pointee.data, otherwise: ()) { try $0.reset() }
        }
        interface.save = { sensor, output in
            Box.status(sensor?.pointee.data) {
                if let output { try Output(output).write($0.save()) }
            }
        }
        interface.load = { sensor, bytes, count in
            Box.status(sensor?.pointee.data) {
                try $0.load(UnsafeRawBufferPointer(start: bytes, count: count))
            }
        }
        return interface
    }
}
