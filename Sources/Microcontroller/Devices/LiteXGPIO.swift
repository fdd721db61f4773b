/// LiteX's general-purpose inputs and outputs, 32 of each, and its lamps, which are outputs.
public final class LiteXGPIO: Device {
    enum Place: Int { case output, input, mode, edge, pending, enable }

    public static let registers = RegisterMap(
        .words,
        [
            Register("out", at: 0x00, bytes: 4, .readWrite, "levels of the outputs"),
            Register("in", at: 0x04, bytes: 4, .readOnly, "levels of the inputs"),
            Register(
                "mode", at: 0x08, bytes: 4, .readWrite, "1: any change of the input counts"),
            Register(
                "edge", at: 0x0C, bytes: 4, .readWrite, "0: a rise counts; 1: a fall"),
            Register(
                "ev_pending", at: 0x10, bytes: 4, .writeOneToClear, "inputs whose change came"),
            Register(
                "ev_enable", at: 0x14, bytes: 4, .readWrite, "which of them raise the interrupt"),
        ])

    /// Is told whenever an output changes.
    public var outputChanged: (UInt32) -> Void = { _ in }
    public private(set) var outputs: UInt32 = 0
    public private(set) var inputs: UInt32 = 0
    private var mode: UInt32 = 0
    private var edge: UInt32 = 0
    private var pending: UInt32 = 0
    private var enable: UInt32 = 0

    public init() {}

    /// Sets an input from outside, as a button does.
    public func setInput(_ number: Int, _ level: Bool) {
        guard (0..<32).contains(number) else { return }
        let bit: UInt32 = 1 << UInt32(number)
        let wasHigh = inputs & bit != 0
        guard wasHigh != level else { return }
        inputs ^= bit
        let counts = mode & bit != 0 || (edge & bit != 0) != level
        if counts { pending |= bit }
    }

    public func read(_ register: Int) -> UInt64 {
        switch Place(rawValue: register) {
        case .output: UInt64(outputs)
        case .input: UInt64(inputs)
        case .mode: UInt64(mode)
        case .edge: UInt64(edge)
        case .pending: UInt64(pending)
        case .enable: UInt64(enable)
        case nil: 0
        }
    }

    public func write(_ register: Int, _ value: UInt64) {
        let bits = UInt32(truncatingIfNeeded: value)
        switch Place(rawValue: register) {
        case .output:
            guard bits != outputs else { return }
            outputs = bits
            outputChanged(bits)
        case .mode: mode = bits
        case .edge: edge = bits
        case .pending: pending &= ~bits
        case .enable: enable = bits
        case .input, nil: break
        }
    }

    public var raisesInterrupt: Bool { pending & enable != 0 }

    public func reset() {
        (outputs, mode, edge, pending, enable) = (0, 0, 0, 0, 0)
    }

    public var state: DeviceState {
        DeviceState(numbers: [
            "outputs": UInt64(outputs), "inputs": UInt64(inputs), "mode": UInt64(mode),
            "edge": UInt64(edge), "pending": UInt64(pending), "enable": UInt64(enable),
        ])
    }

    public func restore(_ state: DeviceState) throws(MicrocontrollerError) {
        func bits(_ name: String) throws(MicrocontrollerError) -> UInt32 {
            UInt32(truncatingIfNeeded: try state.number(name))
        }
        outputs = try bits("outputs")
        inputs = try bits("inputs")
        mode = try bits("mode")
        edge = try bits("edge")
        pending = try bits("pending")
        enable = try bits("enable")
    }
}
