import Synchronization
import Testing

@testable import Inference

@Suite struct WorkersTests {
    @Test(arguments: [1, 2, 7, 64])
    func everyTileOfAPhaseIsTakenOnce(tiles: Int) {
        // Ends are taken in an order that mixes both.
        var word = PhaseWord(serial: 5, tiles: tiles)
        var taken: [Int] = []
        while word.left > 0 {
            let (tile, rest) =
                taken.count % 3 == 0 ? word.takingFirst : word.takingLast
            taken.append(tile)
            #expect(rest.left == word.left - 1)
            word = rest
        }
        #expect(taken.sorted() == Array(0..<tiles))
        #expect(word.bits >> 40 == 5)
    }

    @Test func theMostTilesKeepTheSerialNumber() {
        var word = PhaseWord(serial: 1 << 24 - 1, tiles: PhaseWord.mostTiles)
        #expect(word.left == PhaseWord.mostTiles)
        word = word.takingFirst.rest.takingLast.rest
        #expect(word.left == PhaseWord.mostTiles - 2)
        #expect(word.takingFirst.tile == 1)
        #expect(word.takingLast.tile == PhaseWord.mostTiles - 2)
        #expect(word.bits >> 40 == 1 << 24 - 1)
    }

    @Test(arguments: [1, 2, 3, 5])
    func phasesFollowEachOtherWhoeverComputes(threads: Int) {
        let workers = Workers(count: threads)
        let counters = Counters(threads: threads)
        workers.beginRun()
        var expected = 0
        for round in 0..<2000 {
            let tiles = round % 37
            workers.run(counters.phase(tiles: tiles))
            expected += tiles
            // All tiles of a phase are finished when it returns.
            #expect(counters.count == expected)
        }
        workers.endRun()
        #expect(counters.knowsAllWorkers)
    }

    @Test func phasesOfMoreTilesThanAreSharedAreComputed() {
        let workers = Workers(count: 2)
        let counters = Counters(threads: 2)
        workers.run(counters.phase(tiles: PhaseWord.mostTiles + 5))
        #expect(counters.count == PhaseWord.mostTiles + 5)
    }
}

/// Counts tiles, whoever computes them.
private final class Counters: Sendable {
    private let sum = Atomic<Int>(0)
    private let hasUnknownWorker = Atomic<Bool>(false)
    private let threads: Int

    var count: Int { sum.load(ordering: .relaxed) }
    var knowsAllWorkers: Bool { !hasUnknownWorker.load(ordering: .relaxed) }

    init(threads: Int) {
        self.threads = threads
    }

    func phase(tiles: Int) -> TiledPhase {
        TiledPhase(
            { context, _, worker in
                guard let context else { return }
                let counters = Unmanaged<Counters>.fromOpaque(context).takeUnretainedValue()
                counters.sum.add(1, ordering: .relaxed)
                if !(0..<counters.threads).contains(worker) {
                    counters.hasUnknownWorker.store(true, ordering: .relaxed)
                }
            }, UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()), count: tiles)
    }
}
