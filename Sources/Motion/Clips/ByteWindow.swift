import CSimdJSON
import Storage

/// The part of a stream that lies in memory: what has arrived and is still needed.
///
/// Positions are counted in bytes from the stream's start, so that they stay true while the
/// window moves on. As many bytes as simdjson asks for may be read behind the last one.
struct ByteWindow: ~Copyable {
    private var storage: UnsafeMutableRawBufferPointer
    /// The position of the storage's first byte.
    private var origin = 0
    /// The position behind the last byte that has arrived.
    private(set) var end = 0

    /// Free room to offer to one read; less would cost too many calls.
    private static let readSize = 1 << 16

    init() {
        storage = Self.allocate(1 << 18)
    }

    deinit {
        storage.deallocate()
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutableRawBufferPointer {
        let storage = UnsafeMutableRawBufferPointer.allocate(
            byteCount: capacity + csimdjson_padding, alignment: 64)
        storage.initializeMemory(as: UInt8.self, repeating: 0)
        return storage
    }

    private var capacity: Int { storage.count - csimdjson_padding }

    /// The bytes at those positions; valid until the next `fill`.
    func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        let part = storage[(range.lowerBound - origin)..<(range.upperBound - origin)]
        return UnsafeRawBufferPointer(rebasing: part).assumingMemoryBound(to: UInt8.self)
    }

    /// Reads what is there, waiting for at least a byte, and lets go of all before `position`.
    ///
    /// - Returns: false at the stream's end.
    mutating func fill(
        from stream: inout ByteStream, keeping position: Int
    ) throws(StorageError) -> Bool {
        if origin + capacity - end < Self.readSize {
            let kept = UnsafeRawBufferPointer(bytes(position..<end))
            if capacity - kept.count < max(Self.readSize, kept.count) {
                let larger = Self.allocate(2 * capacity)
                larger.copyMemory(from: kept)
                storage.deallocate()
                storage = larger
            } else if let target = storage.baseAddress, let source = kept.baseAddress {
                target.copyMemory(from: source, byteCount: kept.count)
            }
            origin = position
        }
        let room = storage[(end - origin)..<capacity]
        let count = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: room))
        end += count
        return count > 0
    }

    /// Forgets everything, for a stream that starts anew.
    mutating func reset() {
        origin = 0
        end = 0
    }
}
