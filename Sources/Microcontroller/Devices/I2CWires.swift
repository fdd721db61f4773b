/// The two wires of an I²C bus, decoded: the master sets clock and data bit by bit, devices answer
/// (NXP, UM10204, "I2C-bus specification", section 3.1).
struct I2CWires {
    enum Phase: UInt64 { case idle, address, write, read, ignored }

    /// What a bus of devices is asked.
    enum Event: Equatable {
        /// A message begins or ends: what was written before is complete.
        case boundary
        /// Somebody is called; whoever has the address answers.
        case address(UInt8)
        case wrote(UInt8)
        case readNext
    }

    private(set) var phase = Phase.idle
    private(set) var clock = true
    private(set) var data = true
    /// What the device leaves on the data wire: false pulls it down.
    private(set) var answer = true
    /// Clock pulses of the current byte, the ninth acknowledges it.
    private(set) var pulses = 0
    private(set) var byte: UInt8 = 0
    /// Whether whoever is meant is there.
    private(set) var isAcknowledged = false
    private(set) var isReading = false

    /// The master sets its wires.
    ///
    /// - Parameter ask: for `address` returns nil for nobody, for `readNext` the byte.
    mutating func set(clock newClock: Bool, data newData: Bool, ask: (Event) -> UInt8?) {
        let (oldClock, oldData) = (clock, data)
        clock = newClock
        data = newData
        if oldClock, newClock, oldData != newData {
            _ = ask(.boundary)
            phase = newData ? .idle : .address
            pulses = 0
            byte = 0
            answer = true
        } else if !oldClock, newClock {
            rise(ask)
        } else if oldClock, !newClock {
            fall(ask)
        }
    }

    private mutating func rise(_ ask: (Event) -> UInt8?) {
        guard phase != .idle else { return }
        pulses += 1
        switch phase {
        case .address, .write:
            // The last byte's acknowledgement stays until here: Zephyr's driver takes the line for
            // held when it begins a message anew.
            if pulses == 1 { answer = true }
            guard pulses <= 8 else { return }
            byte = byte << 1 | (data ? 1 : 0)
            if pulses == 8 { complete(ask) }
        case .read:
            // The master says by the ninth whether it wants more.
            if pulses == 9 { isAcknowledged = !data }
        case .ignored, .idle: break
        }
    }

    private mutating func complete(_ ask: (Event) -> UInt8?) {
        if phase == .address {
            isReading = byte & 1 == 1
            isAcknowledged = ask(.address(byte >> 1)) != nil
        } else {
            isAcknowledged = ask(.wrote(byte)) != nil
        }
    }

    private mutating func fall(_ ask: (Event) -> UInt8?) {
        switch phase {
        case .address, .write:
            if pulses == 8 { answer = !isAcknowledged }
            guard pulses == 9 else { return }
            pulses = 0
            byte = 0
            guard phase == .address else { return }
            if !isAcknowledged {
                phase = .ignored
                answer = true
            } else if isReading {
                phase = .read
                load(ask)
            } else {
                phase = .write
            }
        case .read:
            switch pulses {
            case 1...7: answer = byte & 0x80 >> pulses != 0
            case 8: answer = true
            case 9:
                pulses = 0
                if isAcknowledged {
                    load(ask)
                } else {
                    phase = .ignored
                    answer = true
                }
            default: break
            }
        case .idle, .ignored: break
        }
    }

    private mutating func load(_ ask: (Event) -> UInt8?) {
        byte = ask(.readNext) ?? 0xff
        answer = byte & 0x80 != 0
    }
}

extension I2CWires {
    var numbers: [String: UInt64] {
        [
            "phase": phase.rawValue, "clock": clock ? 1 : 0, "data": data ? 1 : 0,
            "answer": answer ? 1 : 0, "pulses": UInt64(pulses), "byte": UInt64(byte),
            "acknowledged": isAcknowledged ? 1 : 0, "reading": isReading ? 1 : 0,
        ]
    }

    init(_ state: DeviceState) throws(MicrocontrollerError) {
        phase = Phase(rawValue: try state.number("phase")) ?? .idle
        clock = try state.number("clock") == 1
        data = try state.number("data") == 1
        answer = try state.number("answer") == 1
        pulses = Int(truncatingIfNeeded: try state.number("pulses")) % 10
        byte = UInt8(truncatingIfNeeded: try state.number("byte"))
        isAcknowledged = try state.number("acknowledged") == 1
        isReading = try state.number("reading") == 1
    }
}
