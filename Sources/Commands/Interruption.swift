import Glibc
import PoseAnimate
import Synchronization

/// Remembers that the user or the system asked the program to stop, so that the current frame can
/// be finished first.
enum Interruption {
    /// The signal that asked; 0 for none.
    private static let received = Atomic<Int32>(0)

    /// The signal that asked the program to stop; nil while it may go on.
    static var signal: Int32? {
        let number = received.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// Starts to listen for Ctrl-C and SIGTERM. A second one ends the program at once.
    static func install() {
        for number in [SIGINT, SIGTERM] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                Interruption.received.store(number, ordering: .relaxed)
                InputInterruption.request()
            }
            // Back to the default after the first, so that a second Ctrl-C always helps.
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
            sigaction(number, &action, nil)
        }
        // A reader that goes away is an error of the write, not the end of the program.
        Glibc.signal(SIGPIPE, SIG_IGN)
        // So is a file that may not grow further.
        Glibc.signal(SIGXFSZ, SIG_IGN)
    }
}
