import CPoseAnimatePlugin

/// A register of a device or sensor.
public struct Register: Sendable {
    public enum Access: Sendable { case readOnly, writeOnly, readWrite, writeOneToClear }

    public var name: String
    /// Bytes behind the device's address; a multiple of 4. Of a sensor the number that a master sends.
    public var offset: Int
    /// How many bytes it has, 1 to 8.
    public var byteCount: Int
    public var access: Access
    /// What it holds after reset.
    public var reset: UInt64
    public var help: String

    public init(
        _ name: String, at offset: Int, bytes byteCount: Int = 4, _ access: Access,
        reset: UInt64 = 0, _ help: String
    ) {
        self.name = name
        self.offset = offset
        self.byteCount = byteCount
        self.access = access
        self.reset = reset
        self.help = help
    }
}

/// How a device's registers lie.
public struct DeviceAbilities: Sendable {
    public enum Layout: Sendable {
        /// A word each.
        case words
        /// LiteX's: a byte in every word, the most significant first.
        case bytesInWords
    }

    public var layout: Layout
    /// How many bytes of addresses it answers.
    public var span: Int
    public var registers: [Register]

    public init(_ layout: Layout = .words, span: Int, registers: [Register]) {
        self.layout = layout
        self.span = span
        self.registers = registers
    }
}

/// A device of the microcontroller: something that firmware talks to through registers, which are told by their
/// place in the table. When one of its functions throws, the machine ends.
public protocol DevicePlugin: StagePlugin {
    static var abilities: DeviceAbilities { get }

    init(_ setup: Setup<Void>) throws

    /// Reading may change a device.
    mutating func read(_ place: Int) throws -> UInt64
    mutating func write(_ place: Int, _ value: UInt64) throws
    /// The level of its interrupt line.
    var raisesInterrupt: Bool { get throws }
    /// The cycle at which something happens by itself; nil for never.
    var nextEvent: UInt64? { get throws }
    /// All up to this cycle happens. Cycles before `nextEvent` may be told late, with the next other call.
    mutating func advance(to cycle: UInt64) throws
    mutating func reset() throws
    /// All that it is, for snapshots.
    func save() throws -> [UInt8]
    mutating func load(_ bytes: UnsafeRawBufferPointer) throws
}

extension DevicePlugin {
    public var raisesInterrupt: Bool { false }
    public var nextEvent: UInt64? { nil }
    public mutating func advance(to cycle: UInt64) {}

    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.device/1") { engine, values, _ in
            let stage = try Self(Setup((), engine, about, values))
            return StageBox<any DevicePlugin, pa_device>.make(stage, engine, interface)
        }
    }

    public static func traits(in memory: TraitsMemory) -> UnsafeRawPointer? {
        let memory = memory.memory
        let rows = abilities.registers.map { $0.row(in: memory) }
        var traits = pa_device_traits()
        traits.size = MemoryLayout<pa_device_traits>.size
        traits.layout = UInt32(abilities.layout == .words ? PA_WORDS : PA_BYTES_IN_WORDS)
        traits.span = UInt32(clamping: abilities.span)
        traits.registers = UnsafePointer(memory.array(rows))
        traits.register_count = UInt32(rows.count)
        return UnsafeRawPointer(memory.value(traits))
    }

    private static func interface(_ data: UnsafeMutableRawPointer) -> pa_device {
        typealias Box = StageBox<any DevicePlugin, pa_device>
        var interface = pa_device()
        interface.size = MemoryLayout<pa_device>.size
        interface.data = data
        interface.destroy = { Box.release($0?.pointee.data) }
        interface.read = { device, place in
            Box.answer(device?.pointee.data, otherwise: 0) { try $0.read(Int(place)) }
        }
        interface.write = { device, place, value in
            Box.answer(device?.pointee.data, otherwise: ()) { try $0.write(Int(place), value) }
        }
        interface.raises_interrupt = { device in
            Box.answer(device?.pointee.data, otherwise: 0) { try $0.raisesInterrupt ? 1 : 0 }
        }
        interface.next_event = { device in
            Box.answer(device?.pointee.data, otherwise: .max) { try $0.nextEvent ?? .max }
        }
        interface.advance = { device, cycle in
            Box.answer(device?.pointee.data, otherwise: ()) { try $0.advance(to: cycle) }
        }
        interface.reset = { device in
            Box.answer(device?.pointee.data, otherwise: ()) { try $0.reset() }
        }
        interface.save = { device, output in
            Box.status(device?.pointee.data) {
                if let output { try Output(output).write($0.save()) }
            }
        }
        interface.load = { device, bytes, count in
            Box.status(device?.pointee.data) {
                try $0.load(UnsafeRawBufferPointer(start: bytes, count: count))
            }
        }
        return interface
    }
}

extension Register {
    /// The register as the interface has it.
    func row(in memory: ForeignMemory) -> pa_register {
        pa_register(
            size: MemoryLayout<pa_register>.size, name: memory.text(name), help: memory.text(help),
            offset: UInt32(clamping: offset), byte_count: UInt32(clamping: byteCount),
            access: access.number, reserved: 0, reset: reset)
    }
}

extension Register.Access {
    fileprivate var number: UInt32 {
        switch self {
        case .readOnly: UInt32(PA_READ_ONLY)
        case .writeOnly: UInt32(PA_WRITE_ONLY)
        case .readWrite: UInt32(PA_READ_WRITE)
        case .writeOneToClear: UInt32(PA_WRITE_ONE_TO_CLEAR)
        }
    }
}
