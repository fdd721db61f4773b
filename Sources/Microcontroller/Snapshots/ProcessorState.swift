import CRISCVCore

/// The processor's registers, as snapshots keep them.
struct ProcessorState: Sendable, Equatable, Codable {
    var registers: [UInt32]
    var pc: UInt32
    var instructions: UInt64
    var mstatus: UInt32
    var mie: UInt32
    var mtvec: UInt32
    var mscratch: UInt32
    var mepc: UInt32
    var mcause: UInt32
    var mtval: UInt32
    var interruptMask: UInt32
    var lines: UInt32
    var timerLine: Bool
    var softwareLine: Bool
    var reservation: UInt32?
    var isWaiting: Bool
    var cycleOffset: UInt64
    var retiredOffset: UInt64
    var countInhibit: UInt32
    /// pmpcfg0–3, then pmpaddr0–15.
    var protection: [UInt32]

    init(_ state: riscv_state) {
        registers = Self.words(of: state.x)
        pc = state.pc
        instructions = state.instructions
        mstatus = state.mstatus
        mie = state.mie
        mtvec = state.mtvec
        mscratch = state.mscratch
        mepc = state.mepc
        mcause = state.mcause
        mtval = state.mtval
        interruptMask = state.interrupt_mask
        lines = state.external_lines
        timerLine = state.timer_line
        softwareLine = state.software_line
        reservation = state.has_reservation ? state.reservation : nil
        isWaiting = state.is_waiting
        cycleOffset = state.cycle_offset
        retiredOffset = state.retired_offset
        countInhibit = state.count_inhibit
        protection = Self.words(of: state.protection_settings)
        protection += Self.words(of: state.protection_addresses)
    }

    private static func words<Words>(of tuple: Words) -> [UInt32] {
        withUnsafeBytes(of: tuple) { Array($0.bindMemory(to: UInt32.self)) }
    }

    private static func set<Words>(_ tuple: inout Words, to words: some Sequence<UInt32>) {
        withUnsafeMutableBytes(of: &tuple) { bytes in
            let target = bytes.bindMemory(to: UInt32.self)
            for (place, word) in zip(target.indices, words) { target[place] = word }
        }
    }

    var state: riscv_state {
        var state = riscv_state()
        Self.set(&state.x, to: registers)
        Self.set(&state.protection_settings, to: protection.prefix(4))
        Self.set(&state.protection_addresses, to: protection.dropFirst(4))
        state.pc = pc
        state.instructions = instructions
        state.mstatus = mstatus
        state.mie = mie
        state.mtvec = mtvec
        state.mscratch = mscratch
        state.mepc = mepc
        state.mcause = mcause
        state.mtval = mtval
        state.interrupt_mask = interruptMask
        state.external_lines = lines
        state.timer_line = timerLine
        state.software_line = softwareLine
        state.has_reservation = reservation != nil
        state.reservation = reservation ?? 0
        state.is_waiting = isWaiting
        state.cycle_offset = cycleOffset
        state.retired_offset = retiredOffset
        state.count_inhibit = countInhibit
        return state
    }
}
