import Geometry
import Testing

@testable import Motion

@Suite struct PersonTrackerTests {
    /// Somebody 10 wide and 20 high, whose middle is at x.
    private func body(_ x: Double, _ y: Double = 0, _ name: String? = nil) -> Sighting {
        var pose = Pose()
        pose[.nose] = Keypoint(x: x, y: y - 10, confidence: 1)
        pose[.leftHip] = Keypoint(x: x + 3, y: y, confidence: 1)
        pose[.rightAnkle] = Keypoint(x: x - 5, y: y + 10, confidence: 1)
        pose[.leftAnkle] = Keypoint(x: x + 5, y: y + 10, confidence: 1)
        return Sighting(pose: pose, identity: name)
    }

    @Test func peopleKeepTheirNumbersWhereverTheyAreListed() {
        for limit in [nil, 3] {
            var tracker = PersonTracker(limit: limit)
            #expect(tracker.follow([body(0), body(100)], at: 0) == [0, 1])
            #expect(tracker.follow([body(98), body(3)], at: 0.1) == [1, 0])
            #expect(tracker.follow([body(300), body(95), body(5)], at: 0.2) == [2, 1, 0])
        }
    }

    @Test func whoComesBackSoonIsTheSame() {
        var tracker = PersonTracker()
        #expect(tracker.follow([body(0), body(100)], at: 0) == [0, 1])
        #expect(tracker.follow([body(100)], at: 1) == [1])
        #expect(tracker.follow([body(100), body(2)], at: 2) == [1, 0])
    }

    @Test func whoIsAwayForLongComesBackAsSomeoneNew() {
        var tracker = PersonTracker()
        #expect(tracker.follow([body(0), body(100)], at: 0) == [0, 1])
        for second in 1...4 { #expect(tracker.follow([body(100)], at: Double(second)) == [1]) }
        #expect(tracker.follow([body(0), body(100)], at: 5) == [2, 1])
        var limited = PersonTracker(limit: 2)
        #expect(limited.follow([body(0), body(100)], at: 0) == [0, 1])
        #expect(limited.follow([body(100)], at: 10) == [0])
    }

    /// One walks to the right and one to the left, through each other.
    @Test(arguments: [1.0, 4, 9])
    func peopleCross(step: Double) {
        var tracker = PersonTracker()
        #expect(tracker.follow([body(0), body(121)], at: 0) == [0, 1])
        for frame in 1...Int(121 / step) {
            let way = step * Double(frame)
            let people = [body(121 - way), body(way)]
            #expect(tracker.follow(people, at: Double(frame) / 30) == [1, 0], "\(way)")
        }
    }

    /// While one is hidden behind the other, only one is found.
    @Test func whoIsHiddenWhileCrossingComesOutOnTheOtherSide() {
        var tracker = PersonTracker()
        for frame in 0...60 {
            let way = 2 * Double(frame)
            let isHidden = abs(120 - 2 * way) < 14
            let people = [body(way)] + (isHidden ? [] : [body(120 - way)])
            let expected = [0] + (isHidden ? [] : [1])
            #expect(tracker.follow(people, at: Double(frame) / 30) == expected, "\(frame)")
        }
    }

    @Test func whoComesIsNotWhoLeft() {
        var tracker = PersonTracker()
        for frame in 0..<10 {
            let people = [body(50 - 5 * Double(frame)), body(200)]
            #expect(tracker.follow(people, at: Double(frame) / 30) == [0, 1])
        }
        #expect(tracker.follow([body(200)], at: 0.4) == [1])
        #expect(tracker.follow([body(200), body(400)], at: 0.5) == [1, 2])
    }

    /// A detector errs for a frame.
    @Test func aJumpAndBackLeavesTheNumber() {
        var tracker = PersonTracker()
        #expect(tracker.follow([body(0), body(100)], at: 0) == [0, 1])
        #expect(tracker.follow([body(500), body(100)], at: 0.1) == [2, 1])
        #expect(tracker.follow([body(1), body(100)], at: 0.2) == [0, 1])
    }

    @Test func someoneQuickIsKnownByNearness() {
        var tracker = PersonTracker()
        #expect(tracker.follow([body(0), body(100)], at: 0) == [0, 1])
        #expect(tracker.follow([body(84), body(16)], at: 0.1) == [1, 0])
    }

    /// Of two in nearly the same place, posture tells who it is.
    @Test func postureDecidesWherePlacesDoNot() {
        func pose(_ arm: Double, _ shift: Double) -> Sighting {
            var sighting = body(shift)
            sighting.pose?[.leftWrist] = Keypoint(x: shift + arm, y: -arm, confidence: 1)
            sighting.pose?[.rightWrist] = Keypoint(x: shift - arm, y: arm, confidence: 1)
            return sighting
        }
        var tracker = PersonTracker()
        #expect(tracker.follow([pose(5, 0), pose(-5, 1)], at: 0) == [0, 1])
        #expect(tracker.follow([pose(-5, 0.4), pose(5, 0.6)], at: 0.1) == [1, 0])
    }

    @Test func namesGoBeforePlaces() {
        var tracker = PersonTracker()
        #expect(tracker.follow([body(0, 0, "a"), body(100, 0, "b")], at: 0) == [0, 1])
        #expect(tracker.follow([body(0, 0, "b"), body(100)], at: 9) == [1, 2])
        #expect(tracker.follow([body(50, 0, "a"), body(51, 0, "a")], at: 9.1) == [0, 3])
    }

    @Test func numbersStayBelowTheLimit() {
        var tracker = PersonTracker(limit: 1)
        #expect(tracker.follow([body(0)], at: 0) == [0])
        #expect(tracker.follow([body(900)], at: 0.1) == [0])
        #expect(tracker.follow([], at: 0.2).isEmpty)
        #expect(tracker.follow([body(.nan)], at: 0.3) == [0])
        #expect(tracker.follow([body(1), body(2)], at: 0.4) == [0])
        // Someone new takes the number of whoever is away.
        var two = PersonTracker(limit: 2)
        #expect(two.follow([body(0), body(100)], at: 0) == [0, 1])
        #expect(two.follow([body(100)], at: 0.5) == [1])
        #expect(two.follow([body(100), body(1000)], at: 1) == [1, 0])
    }

    @Test func pointsThatAreNoNumbersAreNobodyNear() {
        var tracker = PersonTracker()
        #expect(tracker.follow([body(.nan), body(.infinity), Sighting()], at: 0) == [0, 1, 2])
        #expect(tracker.follow([body(5), body(.nan)], at: 0.1) == [3, 4])
        #expect(tracker.follow([body(6)], at: .nan).count == 1)
    }

    @Test func allIsForgotten() {
        var tracker = PersonTracker(limit: 2)
        #expect(tracker.follow([body(0), body(100)], at: 0) == [0, 1])
        tracker.reset()
        #expect(tracker.follow([body(100)], at: 0.1) == [0])
    }
}
