import CVectorKernels
import Glibc
import Synchronization

/// Threads that help the calling one through the tiled phases of a run.
///
/// A phase is published as one atomic word: its serial number and the tiles not yet taken. A thread
/// takes a tile by changing that word, so a helper that sleeps or was not given a processor holds
/// nobody up: the caller takes all tiles itself and waits only for tiles that others have begun.
/// Helpers wait actively within a run, for a short while, and sleep between runs.
final class Workers: @unchecked Sendable {
    /// All threads, the calling one included.
    let count: Int

    private let shared: SharedPhase
    private var threads: [pthread_t] = []

    init(count: Int) {
        self.count = max(count, 1)
        shared = SharedPhase()
        guard self.count > 1 else { return }
        for number in 1..<self.count {
            let start = HelperStart(shared: shared, number: number)
            let argument = Unmanaged.passRetained(start)
            var thread = pthread_t()
            let result = pthread_create(
                &thread, nil,
                { argument in
                    guard let argument else { return nil }
                    let start = Unmanaged<HelperStart>.fromOpaque(argument).takeRetainedValue()
                    start.shared.help(as: start.number)
                    return nil
                }, argument.toOpaque())
            // Without a helper the others do its work.
            if result == 0 { threads.append(thread) } else { argument.release() }
        }
    }

    deinit {
        shared.stop()
        for thread in threads { pthread_join(thread, nil) }
    }

    /// Lets helpers wait actively until `endRun`.
    @inline(__always) func beginRun() {
        if !threads.isEmpty { shared.isRunning.store(true, ordering: .relaxed) }
    }
    @inline(__always) func endRun() {
        if !threads.isEmpty { shared.isRunning.store(false, ordering: .relaxed) }
    }

    /// Runs all tiles of a phase.
    @inline(__always)
    func run(_ phase: TiledPhase) {
        if threads.isEmpty || phase.count < 2 {
            for tile in 0..<phase.count { phase.function(phase.context, tile, 0) }
        } else {
            shared.run(phase)
        }
    }

    private final class HelperStart {
        let shared: SharedPhase
        let number: Int

        init(shared: SharedPhase, number: Int) {
            self.shared = shared
            self.number = number
        }
    }
}
