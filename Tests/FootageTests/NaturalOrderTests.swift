import Testing

@testable import Footage

@Suite struct NaturalOrderTests {
    @Test func numbersCountByTheirValue() {
        let names = ["frame10.png", "frame9.png", "frame09b.png", "a.png", "frame1.png"]
        #expect(
            names.sorted(by: NaturalOrder.precedes)
                == ["a.png", "frame1.png", "frame9.png", "frame09b.png", "frame10.png"])
    }

    @Test func theOrderIsOneOfAll() {
        #expect(NaturalOrder.precedes("f01", "f1") != NaturalOrder.precedes("f1", "f01"))
        #expect(!NaturalOrder.precedes("f1", "f1"))
    }
}
