import CRISCVCore
import Glibc

/// Memory of the machine, zero at first; the system gives pages as they are used.
final class MemoryBlock {
    let name: String
    let base: UInt32
    let aliases: [UInt32]
    let bytes: UnsafeMutableBufferPointer<UInt8>

    /// - Throws: `unavailable` when there is not so much memory.
    init(_ memory: Platform.Memory) throws(MicrocontrollerError) {
        name = memory.name
        base = memory.address
        aliases = memory.aliases ?? []
        let size = Int(memory.size)
        guard size > 0, size % 4096 == 0 else {
            throw MicrocontrollerError(
                .badData, source: "platform", place: memory.name,
                "has \(size) bytes; give a multiple of 4096")
        }
        guard let start = calloc(size, 1) else {
            throw MicrocontrollerError(
                .unavailable, source: "platform", place: memory.name,
                "takes \(size >> 20) MiB, which are not free")
        }
        bytes = UnsafeMutableBufferPointer(
            start: start.assumingMemoryBound(to: UInt8.self), count: size)
    }

    deinit { free(bytes.baseAddress) }

    /// Where an address lies in it, by any of its bases.
    func offset(of address: UInt32, count: Int) -> Int? {
        for base in [base] + aliases where address >= base {
            let offset = Int(address - base)
            if offset < bytes.count, bytes.count - offset >= count { return offset }
        }
        return nil
    }

    func map(into core: OpaquePointer) throws(MicrocontrollerError) {
        for base in [base] + aliases {
            guard
                riscv_map_memory(core, base, UInt32(bytes.count), bytes.baseAddress, true)
            else {
                throw MicrocontrollerError(
                    .badData, source: "platform", place: name,
                    "cannot lie at \(base.hexadecimal): other memory is there, or it is no multiple "
                        + "of 4096")
            }
        }
    }

    /// Where pages begin that are not all zero.
    func usedPages(of size: Int) -> [Int] {
        let words = UnsafeRawBufferPointer(bytes).bindMemory(to: UInt64.self)
        return stride(from: 0, to: bytes.count, by: size).filter { start in
            words[start / 8..<(start + size) / 8].contains { $0 != 0 }
        }
    }

    /// Makes all zero; pages that are so already stay untouched, which leaves them to the system.
    func clear() {
        for start in usedPages(of: 4096) {
            UnsafeMutableBufferPointer(rebasing: bytes[start..<start + 4096]).update(repeating: 0)
        }
    }
}
