import Synchronization
import Testing

@testable import Pipelining

@Suite struct PrefetchedTests {
    private struct Broken: Error, Equatable {}

    @Test func valuesComeInTheirOrder() {
        let numbers = Prefetched<Int, Never>(ahead: 3, make: counter(to: 10_000))
        var seen: [Int] = []
        while let number = numbers.next() { seen.append(number) }
        #expect(seen == Array(1...10_000))
        #expect(numbers.next() == nil)
    }

    private func counter(to last: Int) -> (Int?) -> Int? {
        var number = 0
        return { _ in
            number += 1
            return number <= last ? number : nil
        }
    }

    @Test func anErrorComesAfterTheValuesBeforeIt() throws {
        var number = 0
        let numbers = Prefetched<Int, Broken>(ahead: 2) { (_) throws(Broken) in
            number += 1
            guard number < 4 else { throw Broken() }
            return number
        }
        var seen: [Int] = []
        #expect(throws: Broken()) {
            while let value = try numbers.next() { seen.append(value) }
        }
        #expect(seen == [1, 2, 3])
        #expect(try numbers.next() == nil)
    }

    /// The maker stays at most `ahead` values before the taker, and one in its hands.
    @Test func theMakerDoesNotRunAway() {
        final class Count: Sendable { let made = Atomic<Int>(0) }
        let count = Count()
        let numbers = Prefetched<Int, Never>(ahead: 4) { _ in
            let number = count.made.add(1, ordering: .sequentiallyConsistent).newValue
            return number <= 1000 ? number : nil
        }
        while let number = numbers.next() {
            let made = count.made.load(ordering: .sequentiallyConsistent)
            #expect(made <= number + 5)
        }
    }

    @Test func memoryIsUsedAgain() {
        final class Count: Sendable { let reused = Atomic<Int>(0) }
        let count = Count()
        var number = 0
        let arrays = Prefetched<[Int], Never>(ahead: 1) { spare in
            number += 1
            if spare != nil { count.reused.add(1, ordering: .relaxed) }
            return number <= 100 ? [number] : nil
        }
        while let array = arrays.next() { arrays.giveBack(array) }
        let reused = count.reused.load(ordering: .relaxed)
        #expect(reused > 50)
    }

    @Test func itMayBeLeftEarly() {
        for _ in 0..<100 {
            let numbers = Prefetched<Int, Never>(ahead: 2, make: counter(to: .max))
            #expect(numbers.next() == 1)
        }
    }
}
