/// LiteX's serial port. What firmware sends comes out at once: the line is never full.
public final class LiteXUART: Device {
    enum Place: Int { case data, isFull, isEmpty, status, pending, enable }

    public static let registers = RegisterMap(
        .bytesInWords,
        [
            Register("rxtx", at: 0x00, .readWrite, "the byte received; a byte to send"),
            Register("txfull", at: 0x04, .readOnly, "1 while nothing more can be sent: never"),
            Register("rxempty", at: 0x08, .readOnly, reset: 1, "1 while nothing was received"),
            Register("ev_status", at: 0x0C, .readOnly, "bit 0 sending, bit 1 receiving"),
            Register(
                "ev_pending", at: 0x10, .writeOneToClear, reset: 1,
                "what happened: bit 0 sent, bit 1 received"),
            Register("ev_enable", at: 0x14, .readWrite, "what of it raises the interrupt"),
        ])

    /// Takes each byte as it is sent.
    public var output: (UInt8) -> Void = { _ in }
    private var received: [UInt8] = []
    private var pending: UInt64 = 1
    private var enable: UInt64 = 0

    private static let sent: UInt64 = 1
    private static let arrived: UInt64 = 2

    public init() {}

    /// Bytes arrive from outside.
    public func receive(_ bytes: some Sequence<UInt8>) {
        received += bytes
        if !received.isEmpty { pending |= Self.arrived }
    }

    public func read(_ register: Int) -> UInt64 {
        switch Place(rawValue: register) {
        case .data: received.isEmpty ? 0 : UInt64(received.removeFirst())
        case .isEmpty: received.isEmpty ? 1 : 0
        case .status: received.isEmpty ? 0 : Self.arrived
        case .pending: pending
        case .enable: enable
        case .isFull, nil: 0
        }
    }

    public func write(_ register: Int, _ value: UInt64) {
        switch Place(rawValue: register) {
        case .data:
            output(UInt8(truncatingIfNeeded: value))
            pending |= Self.sent
        case .pending:
            pending &= ~value
            // What arrived and is not read yet is still there.
            if !received.isEmpty { pending |= Self.arrived }
        case .enable: enable = value & 3
        default: break
        }
    }

    public var raisesInterrupt: Bool { pending & enable != 0 }

    public func reset() {
        received = []
        pending = 1
        enable = 0
    }

    public var state: DeviceState {
        DeviceState(
            numbers: ["pending": pending, "enable": enable], bytes: ["received": received])
    }

    public func restore(_ state: DeviceState) throws(MicrocontrollerError) {
        pending = try state.number("pending")
        enable = try state.number("enable")
        received = state.bytes["received"] ?? []
    }
}
