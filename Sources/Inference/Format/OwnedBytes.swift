/// Memory of our own, aligned to a cache line; 64 bytes behind its end may be read.
final class OwnedBytes: @unchecked Sendable {
    let address: UnsafeMutableRawPointer
    let byteCount: Int

    /// Memory without bytes, for tensors without elements.
    static let empty = OwnedBytes(byteCount: 0)

    init(byteCount: Int) {
        self.byteCount = byteCount
        address = .allocate(byteCount: byteCount + 64, alignment: 64)
        (address + byteCount).initializeMemory(as: UInt8.self, repeating: 0, count: 64)
    }

    deinit { address.deallocate() }

    var mutableBytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: address, count: byteCount)
    }

    var floats: UnsafeMutablePointer<Float> { address.assumingMemoryBound(to: Float.self) }

    var constant: ConstantData {
        ConstantData(bytes: UnsafeRawBufferPointer(mutableBytes), owner: self)
    }
}
