import CRISCVCore

/// Lets GDB look at a machine and lead it, over a port of this machine alone: registers, memory,
/// steps, breakpoints, Ctrl-C (GDB manual, appendix E, "Remote protocol").
///
///     gdb-multiarch firmware.elf -ex 'target remote 127.0.0.1:3333'
///
/// The machine's time stands while the debugger has it, so firmware does not see it.
public final class RemoteDebugger {
    /// What the debugger did last.
    public enum End: Sendable, Equatable {
        /// It let the machine go on alone.
        case detached
        /// It ended the machine, or the caller did.
        case killed
    }

    public var port: UInt16 { listener.port }
    private let machine: Machine
    private let limits: RunLimits
    private let listener: LocalListener

    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - limits: what a run goes up to.
    /// - Throws: `unavailable` when the port is taken.
    public init(
        _ machine: Machine, port: UInt16, limits: RunLimits = RunLimits()
    ) throws(MicrocontrollerError) {
        self.machine = machine
        self.limits = limits
        listener = try LocalListener(port: port)
    }

    /// Waits for a debugger and serves it until it leaves.
    ///
    /// - Parameter isStopped: asked ten times a second; true ends all.
    public func serve(isStopped: () -> Bool) -> End {
        guard let connection = listener.accept(while: isStopped) else { return .killed }
        var packets = RemotePackets(connection)
        while !connection.isClosed, !isStopped() {
            guard case .packet(let packet) = packets.next(within: 100) else { continue }
            switch packet.first {
            case "D":
                packets.send("OK")
                return .detached
            case "k": return .killed
            case "c", "s":
                setPlace(packet.dropFirst())
                packets.send(resume(packet.first == "s", &packets, connection, isStopped))
            default: packets.send(answer(packet))
            }
        }
        return .detached
    }

    private func setPlace(_ text: Substring) {
        guard let place = UInt32(text, radix: 16) else { return }
        machine.processor { $0.pc = place }
    }

    /// - Returns: why the machine stopped, as a packet.
    private func resume(
        _ isStep: Bool, _ packets: inout RemotePackets, _ connection: LocalConnection,
        _ isStopped: () -> Bool
    ) -> String {
        var limits = limits
        if isStep { limits.instructions = machine.instructions + 1 }
        machine.begin(limits)
        while true {
            if let end = machine.proceed() { return Self.reply(to: end) }
            if packets.next(within: 0) == .interrupt { return "S02" }
            if connection.isClosed || isStopped() { return "S02" }
        }
    }

    /// Signals by their numbers: 5 a trap, 11 an access, 4 an instruction, 6 whoever ended itself.
    private static func reply(to end: RunEnd) -> String {
        switch end {
        case .firmwareEnded(let code): "W" + hexadecimal(UInt8(truncatingIfNeeded: code))
        case .fault(let fault): fault.cause == 2 ? "S04" : fault.cause == 3 ? "S05" : "S0b"
        case .failed: "S06"
        case .breakpoint, .limitReached, .textSeen, .waitsForEver, .stopped: "S05"
        }
    }

    private func answer(_ packet: String) -> String {
        let rest = packet.dropFirst()
        switch packet.first {
        case "?": return "S05"
        case "g": return registers.map(Self.word).joined()
        case "G": return setRegisters(rest)
        case "p": return register(rest)
        case "P": return setRegister(rest)
        case "m": return memory(rest)
        case "M": return setMemory(rest)
        case "Z", "z": return breakpoint(rest, isSet: packet.first == "Z")
        case "H", "T": return "OK"
        default: break
        }
        if packet.hasPrefix("qSupported") {
            return "PacketSize=4000;qXfer:features:read+"
        }
        if packet == "qAttached" { return "1" }
        if packet.hasPrefix("qXfer:features:read:target.xml:") { return description(packet) }
        // Empty: not known here.
        return ""
    }

    // MARK: Registers

    /// x0 to x31, pc, then what `controlNames` tells.
    private var registers: [UInt32] {
        let state = machine.processorState
        let x = withUnsafeBytes(of: state.x) { Array($0.bindMemory(to: UInt32.self)) }
        return x + [state.pc]
    }

    private static let controlNames = [
        "mstatus", "mie", "mtvec", "mscratch", "mepc", "mcause", "mtval",
    ]

    private var controls: [UInt32] {
        let state = machine.processorState
        return [
            state.mstatus, state.mie, state.mtvec, state.mscratch, state.mepc, state.mcause,
            state.mtval,
        ]
    }

    private func set(_ number: Int, _ value: UInt32) -> Bool {
        guard (0...32).contains(number) else { return false }
        machine.processor { state in
            if number == 32 {
                state.pc = value
            } else {
                withUnsafeMutableBytes(of: &state.x) {
                    $0.bindMemory(to: UInt32.self)[number] = value
                }
            }
        }
        return true
    }

    private func setRegisters(_ text: Substring) -> String {
        var digits = text
        for number in 0...32 where digits.count >= 8 {
            guard let value = Self.number(digits.prefix(8)) else { return "E01" }
            _ = set(number, value)
            digits = digits.dropFirst(8)
        }
        return "OK"
    }

    private func register(_ text: Substring) -> String {
        let all = registers + controls
        guard let number = Int(text, radix: 16), number < all.count else { return "E01" }
        return Self.word(all[number])
    }

    private func setRegister(_ text: Substring) -> String {
        let parts = text.split(separator: "=")
        guard parts.count == 2, let number = Int(parts[0], radix: 16),
            let value = Self.number(parts[1]), set(number, value)
        else { return "E01" }
        return "OK"
    }

    // MARK: Memory and breakpoints

    private func range(_ text: Substring) -> (UInt32, Int)? {
        let parts = text.split(separator: ",")
        guard parts.count == 2, let address = UInt32(parts[0], radix: 16),
            let count = Int(parts[1], radix: 16), count <= 0x2000
        else { return nil }
        return (address, count)
    }

    private func memory(_ text: Substring) -> String {
        guard let (address, count) = range(text),
            let bytes = machine.bytes(at: address, count: count)
        else { return "E01" }
        return bytes.map(Self.hexadecimal).joined()
    }

    private func setMemory(_ text: Substring) -> String {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let (address, count) = range(parts[0]),
            let bytes = Self.bytes(parts[1]), bytes.count == count,
            machine.setBytes(bytes, at: address)
        else { return "E01" }
        return "OK"
    }

    private func breakpoint(_ text: Substring, isSet: Bool) -> String {
        let parts = text.split(separator: ",")
        guard parts.count >= 2, parts[0] == "0" || parts[0] == "1",
            let address = UInt32(parts[1], radix: 16)
        else { return "" }
        guard isSet else {
            machine.removeBreakpoint(at: address)
            return "OK"
        }
        return machine.addBreakpoint(at: address) ? "OK" : "E01"
    }

    // MARK: Text

    private func description(_ packet: String) -> String {
        let names = (0..<32).map { "x\($0)" } + ["pc"]
        func entry(_ name: String, _ number: Int) -> String {
            "<reg name=\"\(name)\" bitsize=\"32\" regnum=\"\(number)\"/>"
        }
        let general = names.enumerated().map { entry($0.element, $0.offset) }.joined()
        let controls = Self.controlNames.enumerated().map { entry($0.element, 33 + $0.offset) }
            .joined()
        let whole = Array(
            ("<?xml version=\"1.0\"?><!DOCTYPE target SYSTEM \"gdb-target.dtd\"><target>"
                + "<architecture>riscv:rv32</architecture>"
                + "<feature name=\"org.gnu.gdb.riscv.cpu\">\(general)</feature>"
                + "<feature name=\"org.gnu.gdb.riscv.csr\">\(controls)</feature></target>").utf8)
        guard let place = packet.split(separator: ":").last, let (start, count) = range(place)
        else { return "E01" }
        let from = min(Int(start), whole.count)
        let piece = whole[from..<min(from + count, whole.count)]
        let isLast = from + piece.count == whole.count
        return (isLast ? "l" : "m") + String(decoding: piece, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    /// A word as its bytes lie in memory.
    private static func word(_ value: UInt32) -> String {
        (0..<4).map { hexadecimal(UInt8(truncatingIfNeeded: value >> (8 * UInt32($0)))) }.joined()
    }

    private static func number(_ text: Substring) -> UInt32? {
        bytes(text).flatMap {
            $0.count == 4 ? $0.reversed().reduce(0) { $0 << 8 | UInt32($1) } : nil
        }
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let digits = Array(text)
        guard digits.count % 2 == 0 else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        return bytes.count == digits.count / 2 ? bytes : nil
    }
}
