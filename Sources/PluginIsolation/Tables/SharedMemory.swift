import CIsolation
import Glibc

/// Memory that both sides see.
final class SharedMemory {
    let bytes: UnsafeMutableRawBufferPointer

    /// - Returns: nil when the system refuses.
    init?(mapping descriptor: Int32, byteCount: Int, isWritable: Bool = true) {
        let protection = isWritable ? PROT_READ | PROT_WRITE : PROT_READ
        guard byteCount > 0,
            let address = mmap(nil, byteCount, protection, MAP_SHARED, descriptor, 0),
            address != MAP_FAILED
        else { return nil }
        bytes = UnsafeMutableRawBufferPointer(start: address, count: byteCount)
    }

    deinit { munmap(bytes.baseAddress, bytes.count) }

    /// New memory of zeros, and the descriptor that leads the other side to it.
    ///
    /// - Returns: nil when the system refuses.
    static func make(_ byteCount: Int) -> (memory: SharedMemory, descriptor: Int32)? {
        let descriptor = pose_shared_memory(byteCount)
        guard descriptor >= 0 else { return nil }
        guard let memory = SharedMemory(mapping: descriptor, byteCount: byteCount) else {
            close(descriptor)
            return nil
        }
        return (memory, descriptor)
    }
}
