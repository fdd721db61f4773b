import Farming
import Glibc

/// How often a farm is asked, and how long it may be silent.
struct FarmPatience {
    /// Microseconds between two questions: soon at first, then seldom.
    private var pause: UInt32 = 250_000
    private static let longestPause: UInt32 = 5_000_000
    private var failures = 0
    /// At the longest pause, five minutes: a controller that is started anew comes back sooner.
    private static let mostFailures = 60

    /// The farm has answered.
    mutating func renew() { failures = 0 }

    /// The farm has not answered.
    ///
    /// - Throws: the error, when it has not for too long.
    mutating func lose(over error: FarmError) throws {
        failures += 1
        guard failures <= Self.mostFailures else { throw error }
    }

    /// Waits; a signal ends the wait.
    mutating func wait() {
        usleep(pause)
        pause = min(pause * 5 / 4, Self.longestPause)
    }
}
