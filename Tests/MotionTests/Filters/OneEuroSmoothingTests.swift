import Geometry
import Motion
import Testing

@Suite("One-Euro") struct OneEuroSmoothingTests {
    private static var settings: OneEuroSettings {
        var settings = OneEuroSettings()
        settings.minCutoff = 0.5
        settings.beta = 3
        return settings
    }

    /// The numbers come from the paper's formulas in NumPy, at uneven times.
    @Test func followsTheFormula() {
        let motion = WristMotion([
            (0, Point(100, 0)), (0.04, Point(101, 0)), (0.08, Point(99, 1)),
            (0.12, Point(110, 5)), (0.2, Point(130, 20)),
        ])
        let expected = [
            Point(100, 0), Point(100.14026413602191, 0),
            Point(100.0008343665136, 0.14082349535314856),
            Point(103.14609318281231, 1.3284418234268487),
            Point(121.04079000308835, 12.28518737556124),
        ]
        let result = motion.filtered(by: OneEuroSmoothing(Self.settings))
        #expect(agree(result.wrist, expected))
        #expect(result.map(\.time) == motion.frames.map(\.time))
    }

    @Test func whatRestsStaysAndWhatTremblesIsSteadied() {
        let rest = WristMotion(Array(repeating: Point(120, 80), count: 20))
        #expect(rest.filtered(by: OneEuroSmoothing()) == rest.frames)
        let noisy = WristMotion(WristMotion.noisy(count: 200) { _ in Point(300, 200) })
        #expect(noisy.filtered(by: OneEuroSmoothing()).meanStep < noisy.frames.meanStep / 3)
    }

    /// A jump is followed without overshoot, most of it within a few frames.
    @Test func stepIsFollowed() throws {
        let places = (0..<40).map { Point($0 < 10 ? 100 : 200, 50) }
        let result = WristMotion(places).filtered(by: OneEuroSmoothing()).wrist.compactMap { $0?.x }
        #expect(result[9] == 100)
        #expect(zip(result, result.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(result[14] > 180 && result[39] > 199 && result[39] <= 200)
    }

    /// A person twice as large moves twice as far, and is steadied the same.
    @Test func sizeDoesNotMatter() {
        let places = WristMotion.noisy(count: 60) { Point(300 + 80 * $0, 200) }
        let near = WristMotion(places.map { $0 * 4 }).filtered(by: OneEuroSmoothing())
        let far = WristMotion(places).filtered(by: OneEuroSmoothing())
        #expect(agree(near.wrist, far.wrist.map { $0.map { $0 * 4 } }))
    }

    @Test func doubtIsHeldForAWhileThenBelieved() throws {
        let seen = Point(100, 100)
        let wrong = Point(400, 10)
        let places = [seen, seen] + Array(repeating: wrong, count: 20)
        let motion = WristMotion(places, confidence: [1, 0.8] + Array(repeating: 0.1, count: 20))
        let result = motion.filtered(by: OneEuroSmoothing(longestHold: 0.4))
        for frame in result[2..<12] {
            #expect(frame.pose?[.leftWrist] == Keypoint(position: seen, confidence: 0.8))
        }
        for frame in result[12...] {
            #expect(frame.pose?[.leftWrist] == Keypoint(position: wrong, confidence: 0.1))
        }
    }

    @Test func whoComesBackElsewhereStartsAnew() {
        var places: [Point?] = [Point(100, 100), Point(100, 100)]
        places += Array(repeating: nil, count: 20)
        places += [Point(500, 300)]
        let result = WristMotion(places).filtered(by: OneEuroSmoothing())
        #expect(result.wrist == places)
    }

    @Test func aNumberThatIsNoneDoesNotSpread() {
        let seen = Point(100, 100)
        let motion = WristMotion([seen, Point(.nan, 1), Point(.infinity, 1), seen])
        #expect(motion.filtered(by: OneEuroSmoothing()).wrist == [seen, seen, seen, seen])
        let never = WristMotion([Point(.nan, 1), seen]).filtered(by: OneEuroSmoothing())
        #expect(never.wrist == [nil, seen])
    }

    @Test func momentsThatDoNotAdvanceMoveNothing() {
        let motion = WristMotion([(1, Point(9, 9)), (1, Point(50, 9)), (0.5, Point(50, 9))])
        let result = motion.filtered(by: OneEuroSmoothing())
        #expect(result.wrist == Array(repeating: Point(9, 9), count: 3))
    }

    /// Landmarks of a face are steadied like parts of the body; a doubtful face is left alone.
    @Test func facesAreSteadied() throws {
        func frame(_ index: Int, _ mouth: Point, confidence: Double = 1) -> MotionFrame {
            MotionFrame(
                index: index, time: Double(index) / 25,
                face: Face(confidence: confidence, landmarks: [.zero, mouth, Point(.nan, 0)]))
        }
        var filter = OneEuroSmoothing(Self.settings)
        var frames = [
            frame(0, Point(100, 0)), frame(1, Point(101, 0)),
            frame(2, Point(7, 7), confidence: 0.1),
        ]
        for index in frames.indices { filter.apply(to: &frames[index]) }
        let mouths = frames.map { $0.face?.landmarks[1] }
        #expect(agree(mouths, [Point(100, 0), Point(100.14026413602191, 0), Point(7, 7)]))
    }
}
