import Foundation
import Synchronization

@testable import Commands

/// One run of the program: its exit status and what it said.
struct CommandRun {
    let status: Int32
    let output: String
    let error: String

    init(_ arguments: String...) { self.init(arguments) }

    init(_ arguments: [String]) {
        let said = Mutex(("", ""))
        let listener = StandardStreams.Listener(
            output: { text in said.withLock { $0.0 += text } },
            error: { text in said.withLock { $0.1 += text } },
            bytes: { bytes in said.withLock { $0.0 += String(decoding: bytes, as: UTF8.self) } })
        status = StandardStreams.$listener.withValue(listener) {
            CommandLineProgram.status(of: arguments)
        }
        (output, error) = said.withLock { $0 }
    }

    /// Whether the program failed as it should: with this status and one line that holds all words.
    func fails(_ status: ExitStatus, saying words: String...) -> Bool {
        self.status == status.rawValue && error.hasSuffix("\n")
            && error.dropLast().contains("\n") == false && error.hasPrefix("pose-animate: ")
            && words.allSatisfy(error.contains)
    }
}
