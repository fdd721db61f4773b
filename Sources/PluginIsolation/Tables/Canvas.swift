import CIsolation
import CPoseAnimatePlugin
import Glibc

/// Memory that both sides see, for a picture's pixels.
final class SharedMemory {
    let bytes: UnsafeMutableRawBufferPointer

    /// - Returns: nil when the system refuses.
    init?(mapping descriptor: Int32, byteCount: Int) {
        let protection = PROT_READ | PROT_WRITE
        guard byteCount > 0,
            let address = mmap(nil, byteCount, protection, MAP_SHARED, descriptor, 0),
            address != MAP_FAILED
        else { return nil }
        bytes = UnsafeMutableRawBufferPointer(start: address, count: byteCount)
    }

    deinit { munmap(bytes.baseAddress, bytes.count) }
}

/// The engine's side of the memory for one picture after another.
final class CanvasSender {
    private var memory: SharedMemory?
    /// The memory's descriptor, to go with the next call; nil when the other side has it already.
    private(set) var unsent: Int32?

    deinit { didSend() }

    /// Lays a picture into the memory.
    ///
    /// - Returns: false when there is no memory for it.
    func show(_ picture: pa_picture) -> Bool {
        let count = picture.byteCount
        if count > (memory?.bytes.count ?? 0) {
            guard let made = Self.make(count) else { return false }
            didSend()
            unsent = made.descriptor
            memory = made.memory
        }
        guard let start = memory?.bytes.baseAddress, let pixels = picture.pixels else {
            return false
        }
        start.copyMemory(from: pixels, byteCount: count)
        return true
    }

    /// The other side has the memory now.
    func didSend() {
        if let descriptor = unsent.take() { close(descriptor) }
    }

    /// Takes back what was drawn.
    func fetch(into picture: pa_picture) {
        guard let start = memory?.bytes.baseAddress, let pixels = picture.pixels else { return }
        UnsafeMutableRawPointer(pixels).copyMemory(from: start, byteCount: picture.byteCount)
    }

    private static func make(_ count: Int) -> (memory: SharedMemory, descriptor: Int32)? {
        let descriptor = pose_shared_memory(count)
        guard descriptor >= 0 else { return nil }
        guard let memory = SharedMemory(mapping: descriptor, byteCount: count) else {
            close(descriptor)
            return nil
        }
        return (memory, descriptor)
    }
}

/// The plug-in's side of it.
final class CanvasReceiver {
    private var memory: SharedMemory?

    /// The picture that a message shows.
    ///
    /// - Parameter descriptor: what came beside it.
    func read(
        _ reader: inout MessageReader, _ descriptor: Int32?
    ) throws(BrokenMessage) -> pa_picture {
        var picture = try reader.value(pa_picture.self)
        picture.host_data = nil
        if let descriptor {
            defer { close(descriptor) }
            memory = SharedMemory(mapping: descriptor, byteCount: picture.byteCount)
        }
        guard let memory, memory.bytes.count >= picture.byteCount else { throw BrokenMessage() }
        picture.pixels = memory.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        return picture
    }
}

extension pa_picture {
    fileprivate var byteCount: Int { stride * Int(height) }
}
