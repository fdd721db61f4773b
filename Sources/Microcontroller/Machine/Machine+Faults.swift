import CRISCVCore

/// Exceptions, for people.
extension Machine {
    /// The most places that are remembered.
    private static let faultLimit = 16

    /// The exception that stopped the processor, if the firmware has no handler for it; else it goes
    /// there.
    func takeFault() -> MachineFault? {
        var fault = MachineFault(cause: 0, value: 0, place: "")
        riscv_pending_trap(core, &fault.cause, &fault.value)
        let state = riscv_get_state(core)
        fault.place = firmware?.symbols.describe(state.pc) ?? state.pc.hexadecimal
        let handler = state.mtvec & ~3
        guard memory.contains(where: { $0.offset(of: handler, count: 2) != nil }),
            handler != state.pc
        else { return fault }
        if Self.told.contains(fault.cause), faults.count < Self.faultLimit,
            !faults.contains(where: { $0.place == fault.place })
        {
            faults.append(fault)
        }
        riscv_take_trap(core)
        return nil
    }

    /// Exceptions that well-made firmware does not have.
    private static let told: Set<UInt32> = [1, 2, 4, 5, 6, 7]
}
