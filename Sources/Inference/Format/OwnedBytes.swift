/// Memory of our own, aligned to a cache line; 64 bytes behind its end may be read.
final class OwnedBytes: @unchecked Sendable {
    let mutableBytes: UnsafeMutableRawBufferPointer

    init(byteCount: Int) {
        let whole = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount + 64, alignment: 64)
        mutableBytes = UnsafeMutableRawBufferPointer(rebasing: whole[0..<byteCount])
        UnsafeMutableRawBufferPointer(rebasing: whole[byteCount...])
            .initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { mutableBytes.baseAddress?.deallocate() }

    var constant: ConstantData {
        ConstantData(bytes: UnsafeRawBufferPointer(mutableBytes), owner: self)
    }
}
