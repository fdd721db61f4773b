/// Something that firmware talks to through registers: a serial port, a timer, a bus of sensors.
///
/// A device is one file: a table of its registers, what reading and writing them does, and perhaps
/// what it does by itself as time passes. It is registered by name in `DeviceRegistry`, and a platform
/// says where it lies.
public protocol Device: AnyObject {
    /// What it has and where; a register's place in this table names it below.
    static var registers: RegisterMap { get }

    /// The value of a register, all its bits.
    func read(_ register: Int) -> UInt64

    /// Firmware wrote a register, or one byte of it: then `value` has the other bytes' last values.
    func write(_ register: Int, _ value: UInt64)

    /// The level of its interrupt line.
    var raisesInterrupt: Bool { get }

    /// The cycle of its clock at which something happens by itself; nil while nothing will.
    var nextEvent: UInt64? { get }

    /// Time has passed: everything up to this cycle happens.
    func advance(to cycle: UInt64)

    /// What it is like after power comes on.
    func reset()

    /// All that it is, for a snapshot.
    var state: DeviceState { get }

    /// - Throws: `badData` when the state is another device's.
    func restore(_ state: DeviceState) throws(MicrocontrollerError)
}

extension Device {
    public var raisesInterrupt: Bool { false }
    public var nextEvent: UInt64? { nil }
    public func advance(to cycle: UInt64) {}
}
