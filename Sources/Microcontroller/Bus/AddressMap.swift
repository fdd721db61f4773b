/// Which device answers at which address.
struct AddressMap {
    struct Entry {
        var device: any Device
        /// Its place among the machine's devices.
        var index: Int
        var registers: RegisterMap
        var base: UInt32
        var size: UInt32
    }

    private(set) var entries: [Entry] = []

    /// - Throws: `badData` when something is there already.
    mutating func add(_ entry: Entry, name: String) throws(MicrocontrollerError) {
        let end = UInt64(entry.base) + UInt64(entry.size)
        guard end <= 1 << 32, entry.size > 0 else {
            throw MicrocontrollerError(
                .badData, source: "platform", place: name,
                "reaches from \(entry.base.hexadecimal) beyond the last address")
        }
        for other in entries
        where UInt64(other.base) < end
            && UInt64(entry.base) < UInt64(other.base) + UInt64(other.size)
        {
            throw MicrocontrollerError(
                .badData, source: "platform", place: name,
                "overlaps another device at \(other.base.hexadecimal)")
        }
        entries.append(entry)
    }

    func entry(at address: UInt32) -> Entry? {
        entries.first { address &- $0.base < $0.size }
    }
}

extension AddressMap.Entry {
    /// What a load of `width` bytes yields; between registers it is zero.
    func load(_ address: UInt32, width: UInt32) -> UInt32 {
        let offset = address - base
        guard let cell = registers.cell(at: offset & ~3) else { return 0 }
        let value = device.read(cell.register) >> UInt64(cell.shift)
        let word = UInt32(truncatingIfNeeded: value) & Self.mask(cell.width)
        return word >> (8 * (offset & 3)) & Self.mask(8 * Int(width))
    }

    func store(_ address: UInt32, width: UInt32, _ value: UInt32) {
        let offset = address - base
        guard let cell = registers.cell(at: offset & ~3) else { return }
        let bits = min(8 * Int(width), cell.width)
        let within = Int(8 * (offset & 3))
        guard within < cell.width else { return }
        let shift = UInt64(cell.shift + within)
        let register = registers.registers[cell.register]
        var whole = UInt64(value & Self.mask(bits)) << shift
        if bits < 8 * register.byteCount {
            // The other bytes keep what they have; registers of one byte are never read for that.
            whole |= device.read(cell.register) & ~(UInt64(Self.mask(bits)) << shift)
        }
        device.write(cell.register, whole)
    }

    private static func mask(_ bits: Int) -> UInt32 {
        bits >= 32 ? .max : 1 << UInt32(bits) - 1
    }
}
