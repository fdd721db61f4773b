/// How firmware of the ISA's tests ends.
extension Machine {
    private static let lookInterval: UInt64 = 10_000

    /// When memory is looked at next for what firmware has to say.
    var nextLook: UInt64 {
        hostAddress == nil ? .max : (instructions / Self.lookInterval + 1) * Self.lookInterval
    }

    /// What firmware wrote to `tohost`, without the lowest bit, which says that it ended
    /// (riscv-isa-sim, fesvr/htif.cc).
    var hostCode: UInt32? {
        guard let hostAddress, let value = word(at: hostAddress), value & 1 == 1 else {
            return nil
        }
        return value >> 1
    }

    /// A word of memory; nil where there is none.
    public func word(at address: UInt32) -> UInt32? {
        for block in memory {
            guard let offset = block.offset(of: address, count: 4) else { continue }
            return UnsafeRawPointer(block.bytes.baseAddress?.advanced(by: offset))?
                .loadUnaligned(as: UInt32.self)
        }
        return nil
    }
}
