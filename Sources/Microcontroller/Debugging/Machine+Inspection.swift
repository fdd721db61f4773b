import CRISCVCore

/// What debuggers look at and change.
extension Machine {
    var processorState: riscv_state { riscv_get_state(core) }

    func processor(_ change: (inout riscv_state) -> Void) {
        var state = riscv_get_state(core)
        change(&state)
        riscv_set_state(core, &state)
    }

    /// Bytes of memory; nil where there is none. Devices are not asked: that would change them.
    public func bytes(at address: UInt32, count: Int) -> [UInt8]? {
        for block in memory {
            guard let offset = block.offset(of: address, count: count) else { continue }
            return Array(block.bytes[offset..<offset + count])
        }
        return nil
    }

    /// - Returns: false where there is no memory.
    public func setBytes(_ bytes: [UInt8], at address: UInt32) -> Bool {
        for block in memory {
            guard let offset = block.offset(of: address, count: bytes.count) else { continue }
            _ = UnsafeMutableBufferPointer(
                rebasing: block.bytes[offset..<offset + bytes.count]
            ).update(from: bytes)
            riscv_memory_changed(core, address, UInt32(bytes.count))
            return true
        }
        return false
    }

    /// - Returns: false when there are too many.
    public func addBreakpoint(at address: UInt32) -> Bool { riscv_add_breakpoint(core, address) }

    public func removeBreakpoint(at address: UInt32) { riscv_remove_breakpoint(core, address) }
}
