import Synchronization
import Testing

@testable import Pipelining

@Suite struct OrderedWorkTests {
    private struct Broken: Error, Equatable { var number: Int }

    private final class Slot {
        var value = 0
    }

    /// What a thread writes and the test reads when the threads have ended.
    private final class Seen: @unchecked Sendable {
        let numbers = Mutex<[Int]>([])
    }

    private func work(
        _ workers: Int, seen: Seen, failing: Int = -1, refusing: Int = -1
    ) -> OrderedWork<Slot> {
        OrderedWork(
            slots: (0..<(workers + 2)).map { _ in Slot() }, workers: workers,
            work: { _, slot in
                if slot.value == failing { throw Broken(number: failing) }
                slot.value *= 10
            },
            deliver: { number, slot, isAgain in
                if number == refusing { throw Broken(number: number) }
                seen.numbers.withLock { $0.append(isAgain ? -slot.value : slot.value) }
            })
    }

    @Test(arguments: [1, 2, 7])
    func resultsComeInTheirOrder(workers: Int) throws {
        let seen = Seen()
        let work = work(workers, seen: seen)
        for number in 0..<2000 { try work.submit(number) { $0.value = number } }
        try work.finish()
        #expect(seen.numbers.withLock { $0 } == (0..<2000).map { 10 * $0 })
        #expect(work.delivered == 2000)
    }

    @Test func theSameIsDeliveredAgainWithoutWork() throws {
        let seen = Seen()
        let work = work(3, seen: seen)
        for number in 1...100 {
            try work.submit(3 * number) { $0.value = number }
            try work.submitAgain(3 * number + 1)
            try work.submitAgain(3 * number + 2)
        }
        try work.finish()
        #expect(
            seen.numbers.withLock { $0 } == (1...100).flatMap { [10 * $0, -10 * $0, -10 * $0] })
    }

    @Test func nothingIsDeliveredBehindAnError() {
        let seen = Seen()
        let failing = work(2, seen: seen, failing: 50)
        #expect(throws: Broken(number: 50)) {
            for number in 0..<100 { try failing.submit(number) { $0.value = number } }
            try failing.finish()
        }
        #expect(throws: Broken.self) { try failing.finish() }
        #expect(seen.numbers.withLock { $0 == (0..<$0.count).map { 10 * $0 } && $0.count <= 50 })

        let refused = Seen()
        let refusing = work(2, seen: refused, refusing: 20)
        #expect(throws: Broken(number: 20)) {
            for number in 0..<100 { try refusing.submit(number) { $0.value = number } }
            try refusing.finish()
        }
        #expect(refused.numbers.withLock { $0 } == (0..<20).map { 10 * $0 })
    }

    @Test func whatCannotBeFilledIsLeftOut() throws {
        let seen = Seen()
        let work = work(1, seen: seen)
        for number in 0..<20 {
            do {
                try work.submit(number) { slot in
                    if number % 2 == 1 { throw Broken(number: number) }
                    slot.value = number
                }
            } catch is Broken {}
        }
        try work.finish()
        #expect(seen.numbers.withLock { $0 } == stride(from: 0, to: 20, by: 2).map { 10 * $0 })
    }
}
