/// LiteX's I²C master: firmware moves the two wires itself, bit by bit.
public final class LiteXI2C: SensorBus {
    enum Place: Int { case wires, input }

    public static let registers = RegisterMap(
        .words,
        [
            Register(
                "w", at: 0x00, bytes: 4, .readWrite, reset: 5,
                "bit 0 clock, bit 1 whether the data wire is driven, bit 2 data"),
            Register("r", at: 0x04, bytes: 4, .readOnly, reset: 1, "bit 0 the data wire"),
        ])

    private static let clock: UInt64 = 1
    private static let drives: UInt64 = 2
    private static let data: UInt64 = 4
    private static let afterReset: UInt64 = 5

    /// Who is on the bus, by address of 7 bits.
    public private(set) var devices: [UInt8: any I2CDevice] = [:]
    /// Is told of every byte: address, whether it was read, the byte.
    public var trace: (UInt8, Bool, UInt8) -> Void = { _, _, _ in }
    private var outputs = LiteXI2C.afterReset
    private var wires = I2CWires()
    private var address: UInt8?
    private var written: [UInt8] = []

    public init() {}

    public func attach(
        _ device: any BusDevice, named name: String, at address: UInt32
    ) throws(MicrocontrollerError) {
        func fail(_ message: String) -> MicrocontrollerError {
            MicrocontrollerError(.badData, source: "i2c", place: name, message)
        }
        guard let device = device as? any I2CDevice else { throw fail("is no device for I²C") }
        guard address < 0x80 else {
            throw fail("has address 0x\(String(address, radix: 16)); 7 bits are")
        }
        guard devices[UInt8(address)] == nil else {
            throw fail("address 0x\(String(address, radix: 16)) is taken")
        }
        devices[UInt8(address)] = device
    }

    public func read(_ register: Int) -> UInt64 {
        switch Place(rawValue: register) {
        case .wires: outputs
        // A wire that the master drives reads as one (Renode, LiteX_I2C_Zephyr.cs).
        case .input: outputs & Self.drives != 0 || wires.answer ? 1 : 0
        case nil: 0
        }
    }

    public func write(_ register: Int, _ value: UInt64) {
        guard Place(rawValue: register) == .wires else { return }
        outputs = value & 7
        // The bits count whether they are driven or not: a released wire would show the device's
        // own acknowledgement as the beginning of a message.
        wires.set(
            clock: value & Self.clock != 0, data: value & Self.data != 0, ask: answer)
    }

    private func answer(_ event: I2CWires.Event) -> UInt8? {
        switch event {
        case .boundary:
            commit()
            address = nil
            return nil
        case .address(let called):
            guard devices[called] != nil else { return nil }
            address = called
            return called
        case .wrote(let byte):
            guard let address else { return nil }
            trace(address, false, byte)
            written.append(byte)
            return byte
        case .readNext:
            guard let address, let device = devices[address] else { return nil }
            let byte = device.read()
            trace(address, true, byte)
            return byte
        }
    }

    private func commit() {
        guard let address, !written.isEmpty else { return }
        devices[address]?.write(written)
        written.removeAll(keepingCapacity: true)
    }

    public func reset() {
        outputs = Self.afterReset
        wires = I2CWires()
        address = nil
        written = []
        for device in devices.values { device.reset() }
    }

    public var state: DeviceState {
        var numbers = wires.numbers
        numbers["outputs"] = outputs
        numbers["address"] = address.map { UInt64($0) } ?? 0x80
        return DeviceState(numbers: numbers, bytes: ["written": written])
    }

    public func restore(_ state: DeviceState) throws(MicrocontrollerError) {
        wires = try I2CWires(state)
        outputs = try state.number("outputs")
        let number = try state.number("address")
        address = number < 0x80 ? UInt8(number) : nil
        written = state.bytes["written"] ?? []
    }
}
