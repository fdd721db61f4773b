import CPoseAnimatePlugin
import Glibc

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
            guard let made = SharedMemory.make(count) else { return false }
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
