import Glibc

/// Another program that is asked by lines on its standard input and answers each by one line.
///
/// Nothing that it does makes whoever asks wait for longer than was said: every answer and its end
/// have a deadline. It writes to our standard error as it likes.
package final class Dialogue {
    /// Why there is no answer.
    package enum Failure: Error {
        /// It did not come in time.
        case late
        /// The program has ended.
        case ended(ChildProcess.Ending)
        /// It runs on, but answers no more.
        case closedOutput
        /// It runs on, but hears no more.
        case closedInput
        /// It has written what nobody asked for.
        case unasked
        /// The answer is larger than any line may be.
        case tooLong
        /// The user has asked us to stop.
        case interrupted
    }

    private let process: SpawnedProcess
    private let complaint: Complaint
    private let isInterrupted: @Sendable () -> Bool
    private var input: Int32
    private var output: Int32
    /// What was read and is no whole line yet.
    private var heard: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    package static let longestAnswer = 16 << 20

    /// Seconds between two looks at whether to go on waiting.
    private static let patience = 0.1
    /// Seconds for what follows at once: an end after the output was closed, and the last words.
    private static let aftermath = 1.0

    /// Starts a command of the shell.
    ///
    /// - Parameter isInterrupted: asked now and then while there is something to wait for.
    package init(
        shell command: String, isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) throws(ChildProcess.StartError) {
        var pipes: [Pipe] = []
        do {
            for _ in 0..<3 { pipes.append(try Pipe()) }
            process = try SpawnedProcess(
                "/bin/sh", ["-c", command], input: pipes[0].readEnd, output: pipes[1].writeEnd,
                errors: pipes[2].writeEnd)
        } catch {
            pipes.forEach { $0.close() }
            throw error
        }
        input = pipes[0].writeEnd
        output = pipes[1].readEnd
        // A program that does not listen must not make us wait: it is written to as it has room.
        _ = fcntl(input, F_SETFL, O_NONBLOCK)
        complaint = Complaint(reading: pipes[2].readEnd, passesOn: true)
        self.isInterrupted = isInterrupted
        close(pipes[0].readEnd)
        close(pipes[1].writeEnd)
        close(pipes[2].writeEnd)
    }

    deinit {
        process.kill()
        // Its last words are passed on before ours come.
        _ = complaint.text(waiting: Self.aftermath)
        closeInput()
        close(output)
    }

    /// Tells lines and waits for the line that answers them, which comes without its end.
    package func ask(_ lines: [UInt8], within seconds: Double) throws(Failure) -> [UInt8] {
        let deadline = Deadline(after: seconds)
        var rest = lines[...]
        // What is there before the question does not answer it.
        if wait(for: 0, toTell: false).canHear { try hear() }
        guard heard.isEmpty else { throw .unasked }
        var hasEnded = false
        while true {
            let (canHear, canTell) = wait(
                for: hasEnded ? 0 : deadline.milliseconds(atMost: Self.patience),
                toTell: !rest.isEmpty)
            if canHear {
                try hear()
                if let answer = try takeLine() { return answer }
            } else if hasEnded {
                throw .ended(ending())
            }
            if canTell { try tell(&rest) }
            if isInterrupted() { throw .interrupted }
            guard !canHear, !canTell else { continue }
            // What it wrote before it ended is heard first.
            hasEnded = process.hasEnded
            if deadline.hasPassed, !hasEnded { throw .late }
        }
    }

    /// Says that nothing more comes, and waits until the program has ended.
    ///
    /// - Throws: `late` when it goes on, `unasked` when it had more to say.
    package func end(within seconds: Double) throws(Failure) -> ChildProcess.Ending {
        closeInput()
        let deadline = Deadline(after: seconds)
        var isOpen = true
        while !process.hasEnded {
            if isInterrupted() { throw .interrupted }
            if deadline.hasPassed { throw .late }
            let nap = deadline.milliseconds(atMost: 0.01)
            guard isOpen else {
                _ = poll(nil, 0, nap)
                continue
            }
            if wait(for: nap, toTell: false).canHear { isOpen = try readMore() }
        }
        while isOpen, wait(for: 0, toTell: false).canHear { isOpen = try readMore() }
        let ending = ending()
        if ending.status == 0, !heard.isEmpty { throw .unasked }
        return ending
    }

    /// Ends the program without regard to how: it is told that nothing more comes, has a moment,
    /// and is ended.
    package func dismiss() {
        _ = try? end(within: Self.aftermath)
        process.kill()
    }

    /// Waits until there is something to hear, the end included, or room to tell more.
    private func wait(
        for milliseconds: Int32, toTell: Bool
    ) -> (canHear: Bool, canTell: Bool) {
        var ends = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
        if toTell { ends.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
        guard poll(&ends, nfds_t(ends.count), milliseconds) > 0 else { return (false, false) }
        return (ends[0].revents != 0, toTell && ends[1].revents != 0)
    }

    /// Takes in what the program has written.
    private func hear() throws(Failure) {
        guard try readMore() else { throw gone(.closedOutput) }
    }

    /// - Returns: false when nothing more will come.
    private func readMore() throws(Failure) -> Bool {
        while true {
            let count = read(output, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            guard heard.count + count <= Self.longestAnswer else { throw .tooLong }
            heard += chunk[..<count]
            return true
        }
    }

    /// The line that was heard; nil while its end is still to come.
    private func takeLine() throws(Failure) -> [UInt8]? {
        let newline = UInt8(ascii: "\n")
        // Only what came last can hold it.
        let searched = max(heard.count - chunk.count, 0)
        guard let end = heard[searched...].firstIndex(of: newline) else { return nil }
        guard end == heard.count - 1 else { throw .unasked }
        let line = Array(heard[..<end])
        heard.removeAll(keepingCapacity: true)
        return line
    }

    private func tell(_ rest: inout ArraySlice<UInt8>) throws(Failure) {
        let count = rest.withUnsafeBytes { Pipe.write($0, to: input) }
        if count >= 0 {
            rest = rest.dropFirst(count)
        } else if errno != EINTR, errno != EAGAIN {
            throw gone(.closedInput)
        }
    }

    /// What it means that one of the ends is closed: most often that the program has ended.
    private func gone(_ failure: Failure) -> Failure {
        let deadline = Deadline(after: Self.aftermath)
        while !process.hasEnded, !deadline.hasPassed {
            _ = poll(nil, 0, deadline.milliseconds(atMost: 0.005))
        }
        return process.hasEnded ? .ended(ending()) : failure
    }

    private func ending() -> ChildProcess.Ending {
        ChildProcess.Ending(
            status: process.wait(), complaint: complaint.text(waiting: Self.aftermath))
    }

    private func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }
}
