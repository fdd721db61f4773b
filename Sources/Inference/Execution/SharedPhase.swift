import CVectorKernels
import Glibc
import Synchronization

/// The phase that threads work on together.
final class SharedPhase: @unchecked Sendable {
    /// Helpers may wait actively.
    let isRunning = Atomic<Bool>(false)

    /// What is left of the phase, and its serial number.
    private let word = Atomic<UInt64>(0)
    private let finished = Atomic<Int>(0)
    private let function = Atomic<UInt>(0)
    private let context = Atomic<UInt>(0)
    private let sleepers = Atomic<Int>(0)
    private let isStopped = Atomic<Bool>(false)
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let wake: UnsafeMutablePointer<pthread_cond_t>
    private var serial: UInt64 = 0

    // About 100 microseconds of waiting with the processor's pause instruction.
    private static let patience = 4000

    init() {
        lock = .allocate(capacity: 1)
        wake = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(wake, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        pthread_cond_destroy(wake)
        lock.deallocate()
        wake.deallocate()
    }

    /// Runs a phase with whoever helps.
    func run(_ phase: TiledPhase) {
        guard phase.count <= PhaseWord.mostTiles else {
            for tile in 0..<phase.count { phase.function(phase.context, tile, 0) }
            return
        }
        // Nobody reads these fields now: all tiles of the last phase are finished, and a helper
        // that still looks at them fails to take a tile, because the serial number changes.
        function.store(unsafeBitCast(phase.function, to: UInt.self), ordering: .relaxed)
        context.store(UInt(bitPattern: phase.context), ordering: .relaxed)
        finished.store(0, ordering: .relaxed)
        serial &+= 1
        word.store(
            PhaseWord(serial: serial, tiles: phase.count).bits, ordering: .sequentiallyConsistent)
        if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
            pthread_mutex_lock(lock)
            pthread_cond_broadcast(wake)
            pthread_mutex_unlock(lock)
        }
        work(as: 0)
        var waited = 0
        while finished.load(ordering: .acquiring) < phase.count {
            waited += 1
            // A helper that lost its processor half-way needs ours.
            if waited > Self.patience { sched_yield() } else { pose_pause() }
        }
    }

    /// Takes tiles until none is left: the caller from the first on, helpers from the last, so that
    /// neighbouring phases find their rows in the cache of the processor that has computed them.
    private func work(as worker: Int) {
        while true {
            let current = PhaseWord(bits: word.load(ordering: .acquiring))
            guard current.left > 0 else { return }
            let function = self.function.load(ordering: .relaxed)
            let context = self.context.load(ordering: .relaxed)
            let (tile, rest) = worker == 0 ? current.takingFirst : current.takingLast
            guard
                word.compareExchange(
                    expected: current.bits, desired: rest.bits, ordering: .acquiringAndReleasing
                ).exchanged
            else { continue }
            // The exchange succeeded, so the fields above belong to this phase.
            if let pointer = UnsafeRawPointer(bitPattern: context) {
                unsafeBitCast(function, to: TiledPhase.Function.self)(pointer, tile, worker)
            }
            finished.add(1, ordering: .releasing)
        }
    }

    /// A helper's life.
    func help(as worker: Int) {
        while !isStopped.load(ordering: .relaxed) {
            work(as: worker)
            let seen = word.load(ordering: .acquiring)
            guard PhaseWord(bits: seen).left == 0 else { continue }
            var waited = 0
            while word.load(ordering: .relaxed) == seen, waited < Self.patience,
                isRunning.load(ordering: .relaxed)
            {
                waited += 1
                pose_pause()
            }
            if word.load(ordering: .relaxed) == seen { sleep(while: seen) }
        }
    }

    private func sleep(while seen: UInt64) {
        pthread_mutex_lock(lock)
        sleepers.add(1, ordering: .sequentiallyConsistent)
        while word.load(ordering: .sequentiallyConsistent) == seen,
            !isStopped.load(ordering: .relaxed)
        {
            pthread_cond_wait(wake, lock)
        }
        sleepers.subtract(1, ordering: .sequentiallyConsistent)
        pthread_mutex_unlock(lock)
    }

    func stop() {
        pthread_mutex_lock(lock)
        isStopped.store(true, ordering: .sequentiallyConsistent)
        pthread_cond_broadcast(wake)
        pthread_mutex_unlock(lock)
    }
}
