import CPoseAnimatePlugin

/// A sensor or memory on an I²C bus of the microcontroller.
public protocol SensorPlugin: StagePlugin {
    init(_ setup: Setup<Void>) throws

    /// The master wrote these bytes; told when it begins anew or stops.
    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>)
    /// The next byte that the master reads.
    mutating func read() -> UInt8
    mutating func reset()
    /// All that it is, for snapshots.
    func save() throws -> [UInt8]
    mutating func load(_ bytes: UnsafeRawBufferPointer) throws
}

extension SensorPlugin {
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
        interface.write = { sensor, bytes, count in
            Box.at(sensor?.pointee.data)?.stage.write(
                UnsafeBufferPointer(start: bytes, count: count))
        }
        interface.read = { Box.at($0?.pointee.data)?.stage.read() ?? 0 }
        interface.reset = { Box.at($0?.pointee.data)?.stage.reset() }
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
