import CPoseAnimatePlugin
import PluginInterface

/// A device of the microcontroller in another process.
extension RemoteStage {
    static func device(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        make(line) { data in
            var interface = pa_device()
            interface.size = MemoryLayout<pa_device>.size
            interface.data = data
            interface.destroy = { RemoteStage.destroy($0?.pointee.data) }
            addRegisters(to: &interface, functions)
            addTime(to: &interface, functions)
            if functions.contains(.save) {
                interface.save = { device, output in
                    RemoteStage.status(device?.pointee.data) { $0.keep(output) }
                }
            }
            if functions.contains(.load) {
                interface.load = { device, bytes, count in
                    RemoteStage.status(device?.pointee.data) {
                        $0.device.forget()
                        return $0.restore(UnsafeRawBufferPointer(start: bytes, count: count))
                    }
                }
            }
            return interface
        }
    }

    private static func addRegisters(to interface: inout pa_device, _ functions: FunctionSet) {
        if functions.contains(.read) {
            interface.read = { device, place in
                RemoteStage.at(device?.pointee.data)?.askDevice(.read) { $0.add(place) } ?? 0
            }
        }
        if functions.contains(.write) {
            interface.write = { device, place, value in
                _ = RemoteStage.at(device?.pointee.data)?.askDevice(.write) {
                    $0.add(place)
                    $0.add(value)
                }
            }
        }
        if functions.contains(.reset) {
            interface.reset = { device in
                _ = RemoteStage.at(device?.pointee.data)?.askDevice(.reset)
            }
        }
    }

    private static func addTime(to interface: inout pa_device, _ functions: FunctionSet) {
        if functions.contains(.raisesInterrupt) {
            interface.raises_interrupt = { device in
                RemoteStage.at(device?.pointee.data)?.deviceStanding.raisesInterrupt ?? 0
            }
        }
        if functions.contains(.nextEvent) {
            interface.next_event = { device in
                RemoteStage.at(device?.pointee.data)?.deviceStanding.nextEvent ?? .max
            }
        }
        if functions.contains(.advance) {
            interface.advance = { device, cycle in
                RemoteStage.at(device?.pointee.data)?.advance(to: cycle)
            }
        }
    }

    /// Asks what goes along with how the device stands then, and with the time that it has not heard of.
    ///
    /// - Returns: what it answers; 0 when it fails, which is noted as the function itself would have.
    private func askDevice(
        _ kind: MessageKind, _ write: (inout MessageWriter) -> Void = { _ in }
    ) -> UInt64 {
        let cycle = device.untoldCycle.take()
        var value: UInt64 = 0
        _ = line.call(kind, .running) { message in
            message.add(untold: cycle)
            write(&message)
        } read: { (answer) throws(BrokenMessage) in
            value = try answer.value()
            device.standing = try answer.value(DeviceStanding.self)
        }
        return value
    }

    private var deviceStanding: DeviceStanding {
        if device.standing == nil { _ = askDevice(.look) }
        return device.standing ?? DeviceStanding()
    }

    /// Before the next event nothing changes that the engine could see without another call, which then tells
    /// the time.
    private func advance(to cycle: UInt64) {
        device.untoldCycle = cycle
        if let standing = device.standing, cycle < standing.nextEvent { return }
        _ = askDevice(.advance)
    }

    /// Has a device or sensor say what it is, for a snapshot.
    func keep(_ output: UnsafePointer<pa_output>?) -> pa_status {
        let cycle = device.untoldCycle.take()
        return output.passing { take in
            line.call(.save, .keeping) { message in
                message.add(untold: cycle)
            } read: { (answer) throws(BrokenMessage) in
                take(answer.remainder())
            }
        }
    }

    /// Has a device or sensor be what a snapshot says.
    func restore(_ bytes: UnsafeRawBufferPointer) -> pa_status {
        line.call(.load, .restoring) { message in
            message.add(untold: nil)
            message.add(bytes)
        }
    }
}

/// How a device in another process stands, as far as it is known here.
final class RemoteDeviceStanding {
    fileprivate(set) var standing: DeviceStanding?
    /// The time that it has not been told of.
    fileprivate(set) var untoldCycle: UInt64?

    /// It is another one from now on.
    fileprivate func forget() {
        standing = nil
        untoldCycle = nil
    }
}
