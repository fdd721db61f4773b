import Testing

@testable import Geometry

@Suite struct RectTests {
    private let box = Rect(x: 0, y: 0, width: 3, height: 4)

    @Test func boxesThatOverlapAreMoreAlikeThanThoseThatDoNot() {
        #expect(box.likeness(to: box) == 2)
        // Half of each is common: a third of both.
        #expect(abs(box.likeness(to: Rect(x: 1.5, y: 0, width: 3, height: 4)) - 4 / 3) < 1e-12)
        let beside = box.likeness(to: Rect(x: 3, y: 0, width: 3, height: 4))
        #expect(abs(beside - (1 - 3.0 / 5)) < 1e-12)
        #expect(box.likeness(to: Rect(x: 5, y: 0, width: 3, height: 4)) == 0)
    }

    @Test func likenessIsMutual() {
        let other = Rect(x: 1, y: 2, width: 6, height: 1)
        #expect(box.likeness(to: other) == other.likeness(to: box))
    }

    @Test func boxesWithoutSenseAreLikeNothing() {
        #expect(!(box.likeness(to: Rect(x: .nan, y: 0, width: 1, height: 1)) > 0))
        #expect(!(Rect.empty.likeness(to: box) > 0))
    }
}
