import Glibc

/// A port on this machine alone (127.0.0.1) at which one program at a time may call.
final class LocalListener {
    private let descriptor: Int32
    /// The port, also where the system chose it.
    let port: UInt16

    /// - Parameter port: 0 for any that is free.
    /// - Throws: `unavailable` when it is taken or not allowed.
    init(port: UInt16) throws(MicrocontrollerError) {
        func fail() -> MicrocontrollerError {
            let reason = String(cString: strerror(errno))
            return MicrocontrollerError(
                .unavailable, source: "127.0.0.1:\(port)", "cannot be listened at: \(reason)")
        }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw fail() }
        var yes: Int32 = 1
        setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else {
            let error = fail()
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }

    /// Waits for somebody to call.
    ///
    /// - Parameter isStopped: asked ten times a second.
    /// - Returns: nil when stopped.
    func accept(while isStopped: () -> Bool) -> LocalConnection? {
        while !isStopped() {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 100) > 0 else { continue }
            let caller = Glibc.accept(descriptor, nil, nil)
            if caller >= 0 { return LocalConnection(caller) }
        }
        return nil
    }
}

/// Bytes to and from whoever called.
final class LocalConnection {
    private let descriptor: Int32
    private var received: [UInt8] = []
    private(set) var isClosed = false

    fileprivate init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var yes: Int32 = 1
        // Packets are small and waited for.
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(descriptor) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty, !isClosed {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                isClosed = true
            }
        }
    }

    /// The next byte, waiting up to so many milliseconds; nil when none came.
    func receive(within milliseconds: Int32) -> UInt8? {
        if received.isEmpty {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard !isClosed, poll(&waiting, 1, milliseconds) > 0 else { return nil }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else {
                if count == 0 || errno != EINTR { isClosed = true }
                return nil
            }
            received = Array(buffer[..<count].reversed())
        }
        return received.popLast()
    }
}
