import CPluginCalls
import CPoseAnimatePlugin
import Glibc

/// The values of tensors in memory that both sides see, on the engine's side.
final class SharedTensors {
    /// Where each tensor's values lie; `nowhere` where the plug-in is shown none.
    let offsets: [UInt64]
    let byteCount: Int
    /// The memory's descriptor, to go with the call that tells of the tensors.
    private(set) var unsent: Int32?
    private let tensors: [pa_tensor]
    private let memory: SharedMemory?

    static let nowhere = UInt64.max
    /// As the engine's own tensors lie: aligned, and with something behind them that may be read.
    private static let alignment = 64
    private static let margin = 64

    /// Makes room for those that have values.
    ///
    /// - Returns: nil when there is no memory for them, which is noted.
    init?(_ tensors: [pa_tensor]) {
        var end = 0
        offsets = tensors.map { tensor in
            guard tensor.data != nil else { return Self.nowhere }
            let offset = end
            let room = tensor.byte_count + Self.margin + Self.alignment - 1
            end += room / Self.alignment * Self.alignment
            return UInt64(offset)
        }
        byteCount = end
        self.tensors = tensors
        guard end > 0 else {
            memory = nil
            return
        }
        guard let made = SharedMemory.make(end) else {
            pose_call_fail(
                "cannot be shown tensors of \(end >> 20) MiB: there is too little memory to share")
            return nil
        }
        memory = made.memory
        unsent = made.descriptor
    }

    deinit { didSend() }

    /// The other side has the memory now.
    func didSend() {
        if let descriptor = unsent.take() { close(descriptor) }
    }

    /// Those whose values a predicate is true of.
    func places(where isMeant: (pa_tensor) -> Bool) -> [Int] {
        tensors.indices.filter { tensors[$0].data != nil && isMeant(tensors[$0]) }
    }

    /// Lays values into the memory.
    func show(_ places: [Int]) {
        for place in places {
            guard let shared = address(place), let data = tensors[place].data else { continue }
            shared.copyMemory(from: data, byteCount: tensors[place].byte_count)
        }
    }

    /// Takes values from the memory to where the engine has them.
    func fetch(_ places: [Int]) {
        for place in places {
            guard let shared = address(place), let data = tensors[place].data else { continue }
            data.copyMemory(from: shared, byteCount: tensors[place].byte_count)
        }
    }

    private func address(_ place: Int) -> UnsafeMutableRawPointer? {
        memory?.bytes.baseAddress.map { $0 + Int(offsets[place]) }
    }
}

/// The plug-in's side of it.
struct TensorMemory {
    private let memory: SharedMemory?

    init(_ memory: SharedMemory?) { self.memory = memory }

    /// Where a tensor's values lie; nil where it has none to be seen.
    func address(
        _ offset: UInt64, _ byteCount: Int
    ) throws(BrokenMessage) -> UnsafeMutableRawPointer? {
        guard offset != SharedTensors.nowhere else { return nil }
        guard let memory, let start = memory.bytes.baseAddress, byteCount >= 0,
            offset <= memory.bytes.count, byteCount <= memory.bytes.count - Int(offset)
        else { throw BrokenMessage() }
        return start + Int(offset)
    }
}

extension MessageReader {
    /// The memory that a message comes with.
    ///
    /// - Parameter descriptor: what came beside it.
    mutating func tensorMemory(
        _ descriptor: Int32?, isWritable: Bool = true
    ) throws(BrokenMessage) -> TensorMemory {
        defer { if let descriptor { close(descriptor) } }
        let byteCount = try value(Int.self)
        guard byteCount != 0 else { return TensorMemory(nil) }
        guard let descriptor,
            let memory = SharedMemory(
                mapping: descriptor, byteCount: byteCount, isWritable: isWritable)
        else { throw BrokenMessage() }
        return TensorMemory(memory)
    }
}
