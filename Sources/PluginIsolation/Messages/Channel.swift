import Glibc
import Pipelining

/// Whole messages over a socket, each with at most one descriptor beside it.
final class Channel {
    enum Failure: Error {
        /// The other side is gone.
        case closed
        /// It did not take or give a message in time.
        case late
        /// What came is no message, or one longer than any may be.
        case nonsense
        /// What is to be sent is longer than any message may be.
        case tooLong
    }

    /// A message; the bytes stay until the next one is received.
    struct Message {
        let kind: MessageKind
        let bytes: UnsafeRawBufferPointer
    }

    private struct Head: BitwiseCopyable {
        var byteCount: UInt32
        var kind: UInt32
    }

    static let longestMessage = 1 << 30
    private static let headSize = MemoryLayout<Head>.size
    private static let firstRoom = 1 << 16
    /// Seconds between two looks at whether the other side has ended.
    private static let patience = 0.1

    let descriptor: Int32
    private let takesDescriptors: Bool
    /// Whether the process on the other side has ended, though somebody else may have the socket still.
    private let hasEnded: () -> Bool
    private var buffer: UnsafeMutableRawBufferPointer
    /// What of the buffer was received and not yet given.
    private var filled = 0..<0
    private var receivedDescriptor: Int32?

    /// - Parameters:
    ///   - descriptor: a socket, which is closed with the channel.
    ///   - takesDescriptors: whether what comes beside messages is let in.
    ///   - hasEnded: whether the process on the other side has ended: asked now and then.
    init(
        _ descriptor: Int32, takesDescriptors: Bool = false,
        hasEnded: @escaping () -> Bool = { false }
    ) {
        self.descriptor = descriptor
        self.hasEnded = hasEnded
        self.takesDescriptors = takesDescriptors
        buffer = .allocate(byteCount: Self.firstRoom, alignment: 16)
    }

    deinit {
        close(descriptor)
        if let receivedDescriptor { close(receivedDescriptor) }
        buffer.deallocate()
    }

    /// Two ends of a connection that no other program inherits; nil when the system has none left.
    static func pair() -> (ours: Int32, theirs: Int32)? {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        return (ends[0], ends[1])
    }

    /// The descriptor that came beside the last message, which is the caller's then.
    func takeDescriptor() -> Int32? { receivedDescriptor.take() }

    /// - Parameter deadline: nil to wait for as long as it takes.
    func send(
        _ kind: MessageKind, _ bytes: [UInt8], carrying passed: Int32? = nil,
        by deadline: Deadline? = nil
    ) throws(Failure) {
        guard bytes.count <= Self.longestMessage else { throw .tooLong }
        var head = Head(byteCount: UInt32(bytes.count), kind: kind.rawValue)
        var failure: Failure?
        withUnsafeMutableBytes(of: &head) { head in
            bytes.withUnsafeBytes { bytes in
                failure = send(
                    head, UnsafeMutableRawBufferPointer(mutating: bytes), carrying: passed, deadline
                )
            }
        }
        if let failure { throw failure }
    }

    private func send(
        _ head: UnsafeMutableRawBufferPointer, _ bytes: UnsafeMutableRawBufferPointer,
        carrying passed: Int32?, _ deadline: Deadline?
    ) -> Failure? {
        var passed = passed
        var sent = 0
        while sent < head.count + bytes.count {
            let headLeft = head.dropFirst(min(sent, head.count))
            let bytesLeft = bytes.dropFirst(max(sent - head.count, 0))
            var pieces = [
                iovec(
                    iov_base: UnsafeMutableRawBufferPointer(rebasing: headLeft).baseAddress,
                    iov_len: headLeft.count),
                iovec(
                    iov_base: UnsafeMutableRawBufferPointer(rebasing: bytesLeft).baseAddress,
                    iov_len: bytesLeft.count),
            ]
            let count = PassedDescriptor.send(&pieces, passed, over: descriptor)
            if count >= 0 {
                sent += count
                passed = nil
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                if let failure = wait(for: POLLOUT, deadline) { return failure }
            } else if errno != EINTR {
                return .closed
            }
        }
        return nil
    }

    /// - Parameter deadline: nil to wait for as long as it takes.
    func receive(by deadline: Deadline? = nil) throws(Failure) -> Message {
        while true {
            if let message = try takeMessage() { return message }
            makeRoom()
            if let failure = wait(for: POLLIN, deadline) { throw failure }
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled.upperBound...])
            let (count, passed) =
                takesDescriptors
                ? PassedDescriptor.receive(into: room, over: descriptor)
                : (recv(descriptor, room.baseAddress, room.count, Int32(MSG_DONTWAIT)), nil)
            let reason = errno
            if let passed {
                if let receivedDescriptor { close(receivedDescriptor) }
                receivedDescriptor = passed
            }
            if count > 0 {
                filled = filled.lowerBound..<(filled.upperBound + count)
            } else if count == 0 || ![EINTR, EAGAIN, EWOULDBLOCK].contains(reason) {
                throw .closed
            }
        }
    }

    private func takeMessage() throws(Failure) -> Message? {
        guard filled.count >= Self.headSize else { return nil }
        let head = buffer.loadUnaligned(fromByteOffset: filled.lowerBound, as: Head.self)
        guard head.byteCount <= Self.longestMessage, let kind = MessageKind(rawValue: head.kind)
        else {
            throw .nonsense
        }
        let end = filled.lowerBound + Self.headSize + Int(head.byteCount)
        guard end <= filled.upperBound else { return nil }
        let bytes = UnsafeRawBufferPointer(
            rebasing: buffer[(filled.lowerBound + Self.headSize)..<end])
        filled = end..<filled.upperBound
        return Message(kind: kind, bytes: bytes)
    }

    /// Moves what is there to the beginning, and grows by what has come and not by what is announced.
    private func makeRoom() {
        if filled.isEmpty {
            filled = 0..<0
        } else if filled.upperBound == buffer.count, filled.lowerBound > 0,
            let start = buffer.baseAddress
        {
            start.copyMemory(from: start + filled.lowerBound, byteCount: filled.count)
            filled = 0..<filled.count
        }
        guard filled.upperBound == buffer.count else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: 2 * buffer.count, alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
        buffer.deallocate()
        buffer = larger
    }

    /// - Returns: why there is nothing to wait for any more; nil when what was waited for is there.
    private func wait(for events: Int32, _ deadline: Deadline?) -> Failure? {
        var place = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        var isOver = false
        while true {
            let patience = isOver ? 0 : deadline?.milliseconds(atMost: Self.patience) ?? -1
            if poll(&place, 1, patience) > 0 { return nil }
            if isOver { return .closed }
            if let deadline, deadline.hasPassed { return .late }
            // What it said before it ended is heard first.
            isOver = hasEnded()
        }
    }
}
