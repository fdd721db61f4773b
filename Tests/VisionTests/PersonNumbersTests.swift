import Geometry
import Testing

@testable import Vision

@Suite struct PersonNumbersTests {
    private func box(_ x: Double, _ y: Double = 0) -> Rect {
        Rect(x: x, y: y, width: 10, height: 20)
    }

    @Test func peopleKeepTheirNumbersWhereverTheyAreListed() {
        var numbers = PersonNumbers(limit: 3)
        #expect(numbers.assign([box(0), box(100)], at: 0) == [0, 1])
        #expect(numbers.assign([box(98), box(3)], at: 0.1) == [1, 0])
        #expect(numbers.assign([box(300), box(95), box(5)], at: 0.2) == [2, 1, 0])
    }

    @Test func whoComesBackSoonIsTheSame() {
        var numbers = PersonNumbers(limit: 2)
        #expect(numbers.assign([box(0), box(100)], at: 0) == [0, 1])
        #expect(numbers.assign([box(100)], at: 1) == [1])
        #expect(numbers.assign([box(100), box(2)], at: 2) == [1, 0])
    }

    @Test func whoIsAwayForLongGivesTheNumberUp() {
        var numbers = PersonNumbers(limit: 3)
        #expect(numbers.assign([box(0), box(100)], at: 0) == [0, 1])
        // Far from both; the first was seen last before the other.
        #expect(numbers.assign([box(100)], at: 10) == [0])
    }

    @Test func whoCrossesTheWholePictureMayTakeANumberThatIsFree() {
        var numbers = PersonNumbers(limit: 2)
        #expect(numbers.assign([box(0), box(100)], at: 0) == [0, 1])
        #expect(numbers.assign([box(100)], at: 0.5) == [1])
        // Someone new takes the number of whoever is away.
        #expect(numbers.assign([box(100), box(1000)], at: 1) == [1, 0])
    }

    @Test func numbersStayBelowTheLimit() {
        var numbers = PersonNumbers(limit: 1)
        #expect(numbers.assign([box(0)], at: 0) == [0])
        #expect(numbers.assign([box(900)], at: 0.1) == [0])
        #expect(numbers.assign([], at: 0.2).isEmpty)
        #expect(numbers.assign([box(.nan)], at: 0.3) == [0])
    }

    @Test func allIsForgotten() {
        var numbers = PersonNumbers(limit: 2)
        #expect(numbers.assign([box(0), box(100)], at: 0) == [0, 1])
        numbers.reset()
        #expect(numbers.assign([box(100)], at: 0.1) == [0])
    }
}
