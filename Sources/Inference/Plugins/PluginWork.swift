import CPoseAnimatePlugin
import PluginInterface
import Synchronization

/// What a plug-in's delegate made of a claim.
final class PluginWork: Sendable {
    private let handle: StageHandle<pa_delegate>
    nonisolated(unsafe) private let kernel: UnsafeMutableRawPointer?
    /// What keeps the constants alive that the kernel was shown.
    nonisolated(unsafe) private let owners: [AnyObject]
    private let place: String
    /// What the first of the tiles that failed answered.
    private let failure = Mutex<(tile: Int, error: InferenceError)?>(nil)
    private let hasFailed = Atomic<Bool>(false)

    init(
        _ handle: StageHandle<pa_delegate>, _ kernel: UnsafeMutableRawPointer?,
        _ binding: ClaimBinding, place: String
    ) {
        self.handle = handle
        self.kernel = kernel
        self.place = place
        owners = binding.tensors.values.compactMap(\.owner)
    }

    deinit {
        if let release = handle.functions.release {
            handle.ask { release(handle.pointer, kernel) }
        }
    }

    func work(tiles: Int) -> Work {
        if tiles <= 1 {
            return .serial { () throws(InferenceError) in try self.run(0) }
        }
        let phase = TiledPhase(
            { context, tile, _ in
                guard let context else { return }
                Unmanaged<PluginWork>.fromOpaque(context).takeUnretainedValue().note(tile)
            }, UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()), count: tiles)
        return .fallible([phase]) { () throws(InferenceError) in try self.check() }
    }

    private func run(_ tile: Int) throws(InferenceError) {
        let status = handle.ask {
            handle.functions.run?(handle.pointer, kernel, UInt32(tile)) ?? pa_status(PA_FAULT)
        }
        try handle.check(status, .badData, at: place)
    }

    /// Runs a tile, and notes its failure: nobody can be told from here.
    private func note(_ tile: Int) {
        do throws(InferenceError) {
            try run(tile)
        } catch {
            // The first tile's, whichever thread comes first.
            failure.withLock { known in
                if known.map({ tile < $0.tile }) ?? true { known = (tile, error) }
            }
            hasFailed.store(true, ordering: .releasing)
        }
    }

    /// - Throws: what a tile of this run has noted.
    private func check() throws(InferenceError) {
        guard hasFailed.exchange(false, ordering: .acquiring) else { return }
        let noted = failure.withLock { known in
            defer { known = nil }
            return known
        }
        if let noted { throw noted.error }
    }
}
