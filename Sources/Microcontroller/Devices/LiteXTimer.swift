/// LiteX's timer: counts down a cycle at a time, begins anew at zero, and knows how long the machine
/// runs.
public final class LiteXTimer: Device {
    enum Place: Int {
        case load, reload, enable, update, value, status, pending, eventEnable, uptimeLatch, uptime
    }

    public static let registers = RegisterMap(
        .bytesInWords,
        [
            Register(
                "load", at: 0x00, bytes: 4, .readWrite, "where counting begins when it is enabled"),
            Register(
                "reload", at: 0x10, bytes: 4, .readWrite, "where it begins anew; 0 ends it at zero"),
            Register("en", at: 0x20, .readWrite, "bit 0: counts"),
            Register("update_value", at: 0x24, .writeOnly, "1 keeps the count in `value`"),
            Register("value", at: 0x28, bytes: 4, .readOnly, "the count that was kept"),
            Register("ev_status", at: 0x38, .readOnly, reset: 1, "bit 0: the count is zero"),
            Register("ev_pending", at: 0x3C, .writeOneToClear, "bit 0: the count came to zero"),
            Register("ev_enable", at: 0x40, .readWrite, "bit 0: that raises the interrupt"),
            Register("uptime_latch", at: 0x44, .writeOnly, "1 keeps the time in `uptime_cycles`"),
            Register("uptime_cycles", at: 0x48, bytes: 8, .readOnly, "cycles since reset"),
        ])

    private var now: UInt64 = 0
    private var load: UInt64 = 0
    private var reload: UInt64 = 0
    private var isEnabled = false
    /// The cycle at which it comes to zero, while it counts.
    private var zero: UInt64?
    /// The count while it does not.
    private var count: UInt64 = 0
    private var keptCount: UInt64 = 0
    private var keptTime: UInt64 = 0
    private var isPending = false
    private var isInterruptEnabled = false

    public init() {}

    private var currentCount: UInt64 { zero.map { $0 - now } ?? count }

    public func read(_ register: Int) -> UInt64 {
        switch Place(rawValue: register) {
        case .load: load
        case .reload: reload
        case .enable: isEnabled ? 1 : 0
        case .value: keptCount
        case .status: currentCount == 0 ? 1 : 0
        case .pending: isPending ? 1 : 0
        case .eventEnable: isInterruptEnabled ? 1 : 0
        case .uptime: keptTime
        case .update, .uptimeLatch, nil: 0
        }
    }

    public func write(_ register: Int, _ value: UInt64) {
        switch Place(rawValue: register) {
        case .load: load = value & 0xffff_ffff
        case .reload: reload = value & 0xffff_ffff
        case .enable: setEnabled(value & 1 == 1)
        case .update: if value & 1 == 1 { keptCount = currentCount }
        case .pending: if value & 1 == 1 { isPending = false }
        case .eventEnable: isInterruptEnabled = value & 1 == 1
        case .uptimeLatch: if value & 1 == 1 { keptTime = now }
        default: break
        }
    }

    /// Writing what is so already changes nothing (Renode, LiteX_Timer.cs).
    private func setEnabled(_ enabled: Bool) {
        guard enabled != isEnabled else { return }
        isEnabled = enabled
        if enabled {
            zero = now + load
            advance(to: now)
        } else {
            count = currentCount
            zero = nil
        }
    }

    public var raisesInterrupt: Bool { isPending && isInterruptEnabled }

    /// Zero matters only where it is seen: in the interrupt.
    public var nextEvent: UInt64? { isInterruptEnabled && !isPending ? zero : nil }

    public func advance(to cycle: UInt64) {
        now = max(cycle, now)
        guard let reached = zero, reached <= now else { return }
        isPending = true
        if reload == 0 {
            isEnabled = false
            zero = nil
            count = 0
        } else {
            zero = reached + ((now - reached) / reload + 1) * reload
        }
    }

    public func reset() {
        load = 0
        reload = 0
        isEnabled = false
        zero = nil
        count = 0
        keptCount = 0
        keptTime = 0
        isPending = false
        isInterruptEnabled = false
        now = 0
    }

    public var state: DeviceState {
        DeviceState(numbers: [
            "now": now, "load": load, "reload": reload, "enable": isEnabled ? 1 : 0,
            "zero": zero ?? 0, "count": count, "keptCount": keptCount, "keptTime": keptTime,
            "pending": isPending ? 1 : 0, "eventEnable": isInterruptEnabled ? 1 : 0,
        ])
    }

    public func restore(_ state: DeviceState) throws(MicrocontrollerError) {
        now = try state.number("now")
        load = try state.number("load")
        reload = try state.number("reload")
        isEnabled = try state.number("enable") == 1
        zero = isEnabled ? try state.number("zero") : nil
        count = try state.number("count")
        keptCount = try state.number("keptCount")
        keptTime = try state.number("keptTime")
        isPending = try state.number("pending") == 1
        isInterruptEnabled = try state.number("eventEnable") == 1
    }
}
