import CPoseAnimatePlugin
import PluginInterface

/// A sensor of the microcontroller in another process.
extension RemoteStage {
    static func sensor(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        make(line) { data in
            var interface = pa_sensor()
            interface.size = MemoryLayout<pa_sensor>.size
            interface.data = data
            interface.destroy = { RemoteStage.destroy($0?.pointee.data) }
            RemoteStage.at(data)?.sensor.functions = functions
            interface.get_extension = { sensor, id in
                guard let id, let stage = RemoteStage.at(sensor?.pointee.data) else { return nil }
                return RemoteSensorTables.table(String(cString: id), stage.sensor.functions)
            }
            if functions.contains(.write) {
                interface.write = { sensor, bytes, count in
                    _ = RemoteStage.at(sensor?.pointee.data)?.askSensor(.write) {
                        $0.add(UnsafeRawBufferPointer(start: bytes, count: count))
                    }
                }
            }
            if functions.contains(.read) {
                interface.read = { sensor in
                    RemoteStage.at(sensor?.pointee.data)?.askSensor(.read) ?? 0
                }
            }
            if functions.contains(.reset) {
                interface.reset = { sensor in
                    _ = RemoteStage.at(sensor?.pointee.data)?.askSensor(.reset)
                }
            }
            addSnapshots(to: &interface, functions)
            return interface
        }
    }

    private static func addSnapshots(to interface: inout pa_sensor, _ functions: FunctionSet) {
        if functions.contains(.save) {
            interface.save = { sensor, output in
                RemoteStage.status(sensor?.pointee.data) { $0.keep(output) }
            }
        }
        if functions.contains(.load) {
            interface.load = { sensor, bytes, count in
                RemoteStage.status(sensor?.pointee.data) {
                    $0.sensor.status = nil
                    return $0.restore(UnsafeRawBufferPointer(start: bytes, count: count))
                }
            }
        }
    }

    /// Asks what goes along with how the sensor's samples stand then.
    ///
    /// - Returns: what it answers; 0 when it fails, which is noted as the function itself would have.
    fileprivate func askSensor(
        _ kind: MessageKind, _ write: (inout MessageWriter) -> Void = { _ in }
    ) -> UInt8 {
        var value: UInt8 = 0
        _ = line.call(kind, .running) { message in
            message.add(untold: nil)
            write(&message)
        } read: { (answer) throws(BrokenMessage) in
            value = try answer.value()
            guard sensor.functions.contains(.samples) else { return }
            sensor.status = try answer.value(pa_sample_status.self)
        }
        return value
    }

    fileprivate var sampleStatus: pa_sample_status {
        if sensor.status == nil { _ = askSensor(.look) }
        return sensor.status ?? .unknown
    }
}

/// What is known here of a sensor in another process.
final class RemoteSensorStanding {
    fileprivate(set) var functions = FunctionSet()
    /// How its samples stand.
    fileprivate(set) var status: pa_sample_status?
}

/// The extensions of sensors in other processes; constant, and never freed.
private enum RemoteSensorTables {
    static func table(_ id: String, _ functions: FunctionSet) -> UnsafeRawPointer? {
        switch id {
        case PA_SAMPLES where functions.contains(.samples): UnsafeRawPointer(samples)
        case PA_SPI where functions.contains(.spi): UnsafeRawPointer(spi)
        default: nil
        }
    }

    private static func stage(_ sensor: UnsafePointer<pa_sensor>?) -> RemoteStage? {
        RemoteStage.at(sensor?.pointee.data)
    }

    nonisolated(unsafe) private static let samples: UnsafePointer<pa_samples> = {
        let table = UnsafeMutablePointer<pa_samples>.allocate(capacity: 1)
        table.initialize(
            to: pa_samples(
                size: MemoryLayout<pa_samples>.size,
                feed: { sensor, samples, count, repeats in
                    _ = stage(sensor)?.askSensor(.feed) { message in
                        message.add(repeats)
                        message.add(UInt64(count))
                        message.add(samples, count: count)
                    }
                },
                get_status: { sensor, status in
                    guard let stage = stage(sensor), let status else { return }
                    var known = stage.sampleStatus
                    known.size = status.pointee.size
                    status.pointee = known
                },
                drop_oldest: { sensor in _ = stage(sensor)?.askSensor(.dropOldest) },
                set_depth: { sensor, depth in
                    _ = stage(sensor)?.askSensor(.setDepth) { $0.add(depth) }
                }))
        return UnsafePointer(table)
    }()

    nonisolated(unsafe) private static let spi: UnsafePointer<pa_spi> = {
        let table = UnsafeMutablePointer<pa_spi>.allocate(capacity: 1)
        table.initialize(
            to: pa_spi(
                size: MemoryLayout<pa_spi>.size,
                select: { sensor in _ = stage(sensor)?.askSensor(.select) },
                exchange: { sensor, byte in
                    stage(sensor)?.askSensor(.exchange) { $0.add(byte) } ?? 0
                },
                deselect: { sensor in _ = stage(sensor)?.askSensor(.deselect) }))
        return UnsafePointer(table)
    }()
}
