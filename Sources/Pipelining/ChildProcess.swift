import Glibc

/// Another program that is fed through its standard input.
///
/// By `posix_spawn` and threads, not by swift-subprocess: that needs Swift's cooperative threads,
/// which wait here for the frames that the program is to be fed with.
package final class ChildProcess {
    /// A program that could not be started, in the system's number.
    package struct StartError: Error {
        package var number: Int32
    }

    /// How a program ended.
    package struct Ending: Sendable {
        /// Its exit code, or 128 and the number of the signal that ended it.
        package var status: Int32
        /// The end of what it wrote to standard error.
        package var complaint: String
    }

    private let process: SpawnedProcess
    private var input: Int32
    private let complaint: Complaint

    /// Starts a program that is found along `PATH`.
    package init(_ program: String, _ arguments: [String]) throws(StartError) {
        let input = try Pipe(socket: ())
        let errors: Pipe
        do {
            errors = try Pipe()
        } catch {
            input.close()
            throw error
        }
        defer {
            close(input.readEnd)
            close(errors.writeEnd)
        }
        do {
            process = try SpawnedProcess(
                program, arguments, input: input.readEnd, output: nil, errors: errors.writeEnd)
        } catch {
            close(input.writeEnd)
            close(errors.readEnd)
            throw error
        }
        self.input = input.writeEnd
        complaint = Complaint(reading: errors.readEnd)
    }

    deinit {
        // First of all: a program that is told the end would think that it has all.
        process.kill()
        closeInput()
    }

    /// Feeds the program.
    ///
    /// - Returns: false when it takes no more.
    package func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = UnsafeRawBufferPointer(rebasing: rest)
                let count = send(
                    input, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL))
                if count < 0 {
                    if errno == EINTR { continue }
                    return false
                }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Says that nothing more comes, and waits until the program has ended.
    package func end() -> Ending {
        closeInput()
        return Ending(status: process.wait(), complaint: complaint.text())
    }

    private func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }
}
