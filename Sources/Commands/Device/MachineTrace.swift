import Microcontroller
import PoseAnimate

/// What of a machine can be told as it happens, a line of JSON each with the instruction's number.
enum MachineTrace: String, CaseIterable {
    case uart, i2c, spi, gpio, samples, bus

    init?(_ name: Substring) { self.init(rawValue: String(name)) }

    func attach(to machine: Machine) {
        switch self {
        case .uart:
            let output = machine.serialOutput
            machine.serialOutput = { [unowned machine] byte in
                output(byte)
                tell(machine, [("byte", .integer(Int(byte)))])
            }
        case .i2c:
            for case let bus as LiteXI2C in machine.devices.values {
                bus.trace = { [unowned machine] address, isRead, byte in
                    tell(
                        machine,
                        [
                            ("address", .integer(Int(address))),
                            (isRead ? "read" : "written", .integer(Int(byte))),
                        ])
                }
            }
        case .spi:
            for case let bus as LiteXSPI in machine.devices.values {
                bus.trace = { [unowned machine] lines, sent, received in
                    tell(
                        machine,
                        [
                            ("selected", .integer(Int(lines))), ("sent", .integer(Int(sent))),
                            ("received", .integer(Int(received))),
                        ])
                }
            }
        case .gpio:
            for case let pins as LiteXGPIO in machine.devices.values {
                pins.outputChanged = { [unowned machine] levels in
                    tell(machine, [("outputs", .integer(Int(levels)))])
                }
            }
        case .samples:
            machine.accelerometer?.sampleTaken = { [unowned machine] number, sample in
                let axes: [JSONValue] =
                    sample.map { [.integer(Int($0.x)), .integer(Int($0.y)), .integer(Int($0.z))] }
                    ?? []
                tell(machine, [("number", .integer(number)), ("sample", .array(axes))])
            }
        case .bus:
            machine.busTrace = { [unowned machine] address, width, value, isStore in
                tell(
                    machine,
                    [
                        ("address", .integer(Int(address))), ("width", .integer(Int(width))),
                        (isStore ? "stored" : "loaded", .integer(Int(value))),
                    ])
            }
        }
    }

    private func tell(_ machine: Machine, _ members: [(String, JSONValue)]) {
        let head: [(String, JSONValue)] = [
            ("trace", .string(rawValue)),
            ("instruction", .integer(Int(clamping: machine.instructions))),
        ]
        StandardStreams.show(JSONValue.object(head + members).text + "\n")
    }
}
