/// LiteX's SPI master: a byte at a time, done as soon as it is begun.
public final class LiteXSPI: SensorBus {
    enum Place: Int { case control, status, output, input, select, loopback }

    public static let registers = RegisterMap(
        .bytesInWords,
        [
            Register(
                "control", at: 0x00, bytes: 2, .readWrite,
                "bit 0 begins; bits 8–15 how many bits are sent, 8"),
            Register("status", at: 0x08, .readOnly, reset: 1, "bit 0: done"),
            Register("mosi", at: 0x0C, .readWrite, "the byte to send"),
            Register("miso", at: 0x10, .readOnly, "the byte received"),
            Register("cs", at: 0x14, .readWrite, "select lines, 1 selects"),
            Register("loopback", at: 0x18, .readWrite, "1: what is sent is received"),
        ])

    private static let lineCount: UInt32 = 8

    /// Is told of every byte: the select lines, what was sent, what was received.
    public var trace: (UInt8, UInt8, UInt8) -> Void = { _, _, _ in }
    /// Who is on the bus, by select line.
    public private(set) var devices: [UInt32: any SPIDevice] = [:]
    private var control: UInt64 = 0
    private var output: UInt8 = 0
    private var input: UInt8 = 0
    private var selected: UInt8 = 0
    private var isLooped = false

    public init() {}

    public func attach(
        _ device: any BusDevice, named name: String, at address: UInt32
    ) throws(MicrocontrollerError) {
        func fail(_ message: String) -> MicrocontrollerError {
            MicrocontrollerError(.badData, source: "spi", place: name, message)
        }
        guard let device = device as? any SPIDevice else { throw fail("is no device for SPI") }
        guard address < Self.lineCount else { throw fail("has select line \(address); 0 to 7 are") }
        guard devices[address] == nil else { throw fail("select line \(address) is taken") }
        devices[address] = device
    }

    public func read(_ register: Int) -> UInt64 {
        switch Place(rawValue: register) {
        case .control: control & 0xff00
        case .status: 1
        case .output: UInt64(output)
        case .input: UInt64(input)
        case .select: UInt64(selected)
        case .loopback: isLooped ? 1 : 0
        case nil: 0
        }
    }

    public func write(_ register: Int, _ value: UInt64) {
        switch Place(rawValue: register) {
        case .control:
            control = value & 0xffff
            if value & 1 == 1 { exchange() }
        case .output: output = UInt8(truncatingIfNeeded: value)
        case .select: select(UInt8(truncatingIfNeeded: value))
        case .loopback: isLooped = value & 1 == 1
        default: break
        }
    }

    private func exchange() {
        // Nobody drives the wire: it is pulled up.
        input = 0xff
        for line in 0..<Self.lineCount where selected >> line & 1 == 1 {
            guard let device = devices[line] else { continue }
            input &= device.exchange(output)
        }
        if isLooped { input = output }
        trace(selected, output, input)
    }

    private func select(_ lines: UInt8) {
        for line in 0..<Self.lineCount {
            let (was, now) = (selected >> line & 1 == 1, lines >> line & 1 == 1)
            guard was != now, let device = devices[line] else { continue }
            if now { device.select() } else { device.deselect() }
        }
        selected = lines
    }

    public func reset() {
        (control, output, input, selected, isLooped) = (0, 0, 0, 0, false)
        for device in devices.values { device.reset() }
    }

    public var state: DeviceState {
        DeviceState(numbers: [
            "control": control, "output": UInt64(output), "input": UInt64(input),
            "selected": UInt64(selected), "looped": isLooped ? 1 : 0,
        ])
    }

    public func restore(_ state: DeviceState) throws(MicrocontrollerError) {
        control = try state.number("control")
        output = UInt8(truncatingIfNeeded: try state.number("output"))
        input = UInt8(truncatingIfNeeded: try state.number("input"))
        selected = UInt8(truncatingIfNeeded: try state.number("selected"))
        isLooped = try state.number("looped") == 1
    }
}
