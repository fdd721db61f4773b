import Synchronization

/// Lets a program stop while it waits for input that may never come.
public enum InputInterruption {
    private static let requested = Atomic<Bool>(false)

    /// Makes every read that waits, now or later, end with an error. Safe in a signal handler.
    public static func request() { requested.store(true, ordering: .relaxed) }

    package static var isRequested: Bool { requested.load(ordering: .relaxed) }
}
