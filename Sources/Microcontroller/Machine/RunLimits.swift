/// When a run ends at the latest, and what it is waited for.
public struct RunLimits: Sendable {
    /// Seconds of the machine's own time, counted from its start.
    public var seconds: Double?
    /// Instructions, counted from its start.
    public var instructions: UInt64?
    /// Text on the serial port; carriage returns are not looked at.
    public var text: String?

    public init(seconds: Double? = nil, instructions: UInt64? = nil, text: String? = nil) {
        self.seconds = seconds
        self.instructions = instructions
        self.text = text
    }
}

/// Why a run ended.
public enum RunEnd: Sendable, Equatable {
    /// The text was seen.
    case textSeen
    /// The firmware ended itself: 0, or the number of what failed.
    case firmwareEnded(code: UInt32)
    /// As many instructions, or as much time, as was allowed.
    case limitReached
    /// The firmware waits for an interrupt, and nothing that could raise one will happen.
    case waitsForEver
    /// An exception for which the firmware has no handler.
    case fault(MachineFault)
    /// Before the instruction at a breakpoint.
    case breakpoint
    /// Somebody asked.
    case stopped
    /// A device or sensor of a plug-in's failed: nothing that comes after that means anything.
    case failed(MicrocontrollerError)
}

/// An exception of the processor, for people.
public struct MachineFault: Sendable, Equatable, CustomStringConvertible {
    /// As in mcause.
    public var cause: UInt32
    /// As in mtval: an address, or an instruction's bits.
    public var value: UInt32
    /// Where, with its symbol.
    public var place: String
    /// How often it happened, when it is told more than once.
    public var description: String {
        let what =
            switch cause {
            case 1: "jumps to \(value.hexadecimal), where there is no memory,"
            case 2: "runs \(value.hexadecimal), which is no instruction,"
            case 3: "comes to a breakpoint of its own (ebreak)"
            case 4: "loads from \(value.hexadecimal), which is not aligned,"
            case 5: "loads from \(value.hexadecimal), where nothing is,"
            case 6: "stores to \(value.hexadecimal), which is not aligned,"
            case 7: "stores to \(value.hexadecimal), where nothing is or nothing can be stored,"
            case 11: "calls its environment (ecall)"
            default: "has exception \(cause)"
            }
        return "the firmware \(what) at \(place)"
    }
}
