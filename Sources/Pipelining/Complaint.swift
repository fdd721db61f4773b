import Glibc
import Synchronization

/// The end of what a program writes to standard error, gathered by a thread of its own.
final class Complaint: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    private let done = Signal()
    private static let longest = 1 << 14

    /// Starts to read; the descriptor is closed at its end.
    ///
    /// - Parameter passesOn: writes it to our own standard error, too, as it comes.
    init(reading descriptor: Int32, passesOn: Bool = false) {
        let isStarted = DetachedThread.start { [self] in
            readAll(descriptor, passesOn: passesOn)
            close(descriptor)
            done.raise()
        }
        guard !isStarted else { return }
        close(descriptor)
        done.raise()
    }

    /// Waits for all who may write to have ended, and gives the end of what was written.
    ///
    /// - Parameter seconds: how long at most, since somebody may have left the program's group;
    ///   nil for as long as it takes.
    func text(waiting seconds: Double? = nil) -> String {
        done.wait(atMost: seconds)
        return bytes.withLock { String(decoding: $0.suffix(Self.longest), as: UTF8.self) }
    }

    private func readAll(_ descriptor: Int32, passesOn: Bool) {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            if passesOn {
                chunk.withUnsafeBytes { bytes in
                    let come = UnsafeRawBufferPointer(rebasing: bytes[..<count])
                    _ = Pipe.write(come, to: STDERR_FILENO)
                }
            }
            bytes.withLock { bytes in
                bytes += chunk[..<count]
                if bytes.count > 2 * Self.longest { bytes.removeFirst(Self.longest) }
            }
        }
    }
}
