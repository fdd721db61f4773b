import Glibc

/// Memory of our own, aligned to a cache line; 64 bytes behind its end may be read.
final class OwnedBytes: @unchecked Sendable {
    let address: UnsafeMutableRawPointer
    let byteCount: Int
    /// The size of a mapping of its own; 0 where the memory comes from the heap.
    private let mappedByteCount: Int

    /// Large blocks have mappings of their own, so that memory that is let go leaves the process at
    /// once: the heap keeps what it once had.
    private static let leastMapped = 128 << 10

    /// Memory without bytes, for tensors without elements.
    static let empty = OwnedBytes(byteCount: 0)

    convenience init(byteCount: Int) {
        self.init(byteCount: byteCount, mapping: Self.mapping(byteCount))
    }

    /// Memory of a size that a model or its caller tells, which the machine may not have.
    /// - Throws: `overLimit` when it does not.
    convenience init(reserving byteCount: Int) throws(InferenceError) {
        let mapping = Self.mapping(byteCount)
        guard mapping != nil || byteCount < Self.leastMapped else {
            throw InferenceError(
                .overLimit,
                "needs \(byteCount >> 20) MiB of memory at once, which the machine has not")
        }
        self.init(byteCount: byteCount, mapping: mapping)
    }

    private init(byteCount: Int, mapping: UnsafeMutableRawPointer?) {
        self.byteCount = byteCount
        let room = byteCount + 64
        if let mapping {
            address = mapping
            mappedByteCount = room
        } else {
            address = .allocate(byteCount: room, alignment: 64)
            mappedByteCount = 0
            (address + byteCount).initializeMemory(as: UInt8.self, repeating: 0, count: 64)
        }
    }

    /// Nil for blocks that are not large and where the machine has not as much.
    private static func mapping(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard byteCount >= leastMapped else { return nil }
        let mapping = mmap(
            nil, byteCount + 64, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return mapping == MAP_FAILED ? nil : mapping
    }

    deinit {
        if mappedByteCount > 0 {
            munmap(address, mappedByteCount)
        } else {
            address.deallocate()
        }
    }

    var mutableBytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: address, count: byteCount)
    }

    var floats: UnsafeMutablePointer<Float> { address.assumingMemoryBound(to: Float.self) }

    var constant: ConstantData {
        ConstantData(bytes: UnsafeRawBufferPointer(mutableBytes), owner: self)
    }
}
