import Glibc

/// A descriptor that goes beside bytes over a socket (unix(7), "Ancillary messages").
enum PassedDescriptor {
    /// `cmsghdr` and the one number behind it.
    private struct Control: BitwiseCopyable {
        var byteCount = MemoryLayout<Int>.size + 3 * MemoryLayout<Int32>.size
        var level = SOL_SOCKET
        var type = Int32(SCM_RIGHTS)
        var descriptor: Int32 = -1
        var padding: Int32 = 0
    }

    /// Sends as much as there is room for.
    ///
    /// - Returns: as `sendmsg`.
    static func send(_ pieces: inout [iovec], _ passed: Int32?, over socket: Int32) -> Int {
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        var control = Control()
        return pieces.withUnsafeMutableBufferPointer { pieces in
            withUnsafeMutableBytes(of: &control) { memory in
                var message = msghdr()
                message.msg_iov = pieces.baseAddress
                message.msg_iovlen = pieces.count
                if let passed {
                    memory.storeBytes(
                        of: passed,
                        toByteOffset: MemoryLayout<Control>.offset(of: \.descriptor) ?? 0,
                        as: Int32.self)
                    message.msg_control = memory.baseAddress
                    message.msg_controllen = memory.count
                }
                return sendmsg(socket, &message, flags)
            }
        }
    }

    /// - Returns: as `recvmsg`, and the descriptor that came along.
    static func receive(
        into room: UnsafeMutableRawBufferPointer, over socket: Int32
    ) -> (count: Int, passed: Int32?) {
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_CMSG_CLOEXEC)
        var control = Control()
        control.byteCount = 0
        var piece = iovec(iov_base: room.baseAddress, iov_len: room.count)
        let count = withUnsafeMutablePointer(to: &piece) { piece in
            withUnsafeMutableBytes(of: &control) { memory in
                var message = msghdr()
                message.msg_iov = piece
                message.msg_iovlen = 1
                message.msg_control = memory.baseAddress
                message.msg_controllen = memory.count
                return recvmsg(socket, &message, flags)
            }
        }
        let isPassed =
            count > 0 && control.byteCount == Control().byteCount
            && control.level == SOL_SOCKET && control.type == Int32(SCM_RIGHTS)
        return (count, isPassed ? control.descriptor : nil)
    }
}
