import Geometry
import Motion
import Testing

/// What filters that steady whole clips have in common.
@Suite struct WholeClipSmoothingTests {
    static let filters: [any ClipFilter & Sendable] = [ZeroPhaseOneEuro(), RTSSmoothing()]

    private func reach(_ count: Int) -> WristMotion {
        WristMotion(
            WristMotion.noisy(count: count) { time in
                Point(300, 200) + Point(90, -60) * min(max(time - 1, 0), 1)
            })
    }

    @Test(arguments: filters) func whatRestsStays(filter: any ClipFilter & Sendable) {
        let rest = WristMotion(Array(repeating: Point(120, 80), count: 20))
        #expect(agree(rest.filtered(by: [filter]).wrist, rest.frames.wrist))
    }

    @Test(arguments: filters) func noiseShrinks(filter: any ClipFilter & Sendable) {
        let noisy = WristMotion(WristMotion.noisy(count: 200) { _ in Point(300, 200) })
        let result = noisy.filtered(by: [filter])
        #expect(result.meanStep < noisy.frames.meanStep / 3)
    }

    /// Half-way in time a step is half-way done: no lag. Not to the last bit, as the step makes the
    /// body larger, and a larger body's speed counts less.
    @Test(arguments: filters) func stepIsNotLate(filter: any ClipFilter & Sendable) throws {
        let places = (0..<41).map { Point($0 < 20 ? 100 : $0 == 20 ? 150 : 200, 50) }
        let result = WristMotion(places).filtered(by: [filter]).wrist.compactMap { $0 }
        #expect(abs(result[20].x - 150) < 1)
        for index in 0..<20 {
            #expect(abs(result[index].x + result[40 - index].x - 300) < 1)
        }
    }

    /// The estimate of a velocity of which nothing is known is finite, hence the tolerance.
    @Test(arguments: filters) func backwardIsFilteredAlike(filter: any ClipFilter & Sendable) {
        let motion = reach(60)
        var reversed = motion
        reversed.frames = motion.frames.backward
        let forth = motion.filtered(by: [filter]).backward.wrist.compactMap { $0 }
        let back = reversed.filtered(by: [filter]).wrist.compactMap { $0 }
        #expect(forth.count == 60 && back.count == 60)
        #expect(zip(forth, back).allSatisfy { ($0 - $1).length < 1e-4 })
    }

    @Test(arguments: filters) func sizeDoesNotMatter(filter: any ClipFilter & Sendable) {
        let far = reach(60)
        let near = WristMotion(far.frames.wrist.map { $0.map { $0 * 4 } })
        let expected = far.filtered(by: [filter]).wrist.map { $0.map { $0 * 4 } }
        #expect(
            zip(near.filtered(by: [filter]).wrist, expected).allSatisfy { one, other in
                guard let one, let other else { return false }
                return (one - other).length < 1e-6
            })
    }

    @Test(arguments: filters) func shortClipsPass(filter: any ClipFilter & Sendable) {
        for count in 0...1 {
            let motion = WristMotion(Array(repeating: Point(3, 4), count: count))
            #expect(motion.filtered(by: [filter]) == motion.frames)
        }
        let still = WristMotion([(1, Point(3, 4)), (1, Point(5, 4)), (0.5, Point(7, 4))])
        for place in still.filtered(by: [filter]).wrist {
            #expect(place?.isFinite == true)
        }
    }

    @Test(arguments: filters) func missingFramesStayMissing(filter: any ClipFilter & Sendable) {
        let seen = Array(repeating: Point(100, 100) as Point?, count: 3)
        let places = seen + [nil] + seen + Array(repeating: nil, count: 20) + [Point(400, 9)]
        #expect(agree(WristMotion(places).filtered(by: [filter]).wrist, places))
    }

    @Test(arguments: filters) func aNumberThatIsNoneDoesNotSpread(
        filter: any ClipFilter & Sendable
    ) {
        let seen = Point(100, 100)
        let motion = WristMotion([seen, Point(.nan, 1), seen, Point(1, .infinity), seen])
        let result = motion.filtered(by: [filter])
        #expect(agree(result.wrist, Array(repeating: seen, count: 5)))
    }

    @Test(arguments: filters) func facesAreSteadied(filter: any ClipFilter & Sendable) throws {
        var clip = WristMotion.noisy(count: 50) { _ in Point(300, 200) }.enumerated().map {
            MotionFrame(
                index: $0, time: Double($0) / 25,
                face: Face(confidence: 1, landmarks: [.zero, $1]))
        }
        func way() -> Double {
            let places = clip.compactMap { $0.face?.landmarks[1] }
            return zip(places, places.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length }
        }
        let before = way()
        var filter: any ClipFilter = filter
        try filter.apply(to: &clip)
        #expect(way() < before / 3)
        #expect(clip.allSatisfy { $0.face?.landmarks[0] == .zero })
    }

    private static let uneven: [(time: Double, position: Point)] = [
        (0, Point(100, 0)), (0.04, Point(101, 0)), (0.08, Point(99, 1)), (0.12, Point(110, 5)),
        (0.2, Point(130, 20)),
    ]

    /// The numbers come from the paper's formulas in NumPy.
    @Test func zeroPhaseFollowsTheFormula() {
        var settings = OneEuroSettings()
        settings.minCutoff = 0.5
        settings.beta = 3
        let result = WristMotion(Self.uneven).filtered(by: ZeroPhaseOneEuro(settings))
        let expected = [
            Point(101.56363082811266, 1.625765793455645),
            Point(102.41045589742424, 2.2709822324113094),
            Point(104.46410950787552, 3.786599399523793),
            Point(110.42275278497539, 6.77833560312042),
            Point(122.3204943550712, 13.46345850114084),
        ]
        #expect(agree(result.wrist, expected))
    }

    /// The numbers come from NumPy, which solves for all moments at once by least squares, without
    /// any recursion.
    @Test func rtsIsTheBestFit() throws {
        var motion = WristMotion(Self.uneven)
        for (index, confidence) in [1, 0.9, 0.5, 1, 0.8].enumerated() {
            motion.frames[index].pose?[.leftWrist]?.confidence = confidence
        }
        let result = motion.filtered(by: RTSSmoothing(noise: 0.02, agility: 2)).wrist
        let expected = [
            Point(97.70087173275239, -1.7060899170734778),
            Point(101.60698699483747, 0.6455958037751806),
            Point(106.2226017669443, 3.515340740219811),
            Point(112.05602654681459, 7.276107095572228),
            Point(126.79029970762267, 17.309710992794454),
        ]
        for (found, expected) in zip(result, expected) {
            #expect(try (#require(found) - expected).length < 1e-5)
        }
    }

    /// A wild observation of little confidence hardly moves the path.
    @Test func rtsMistrustsDoubt() {
        var places = Array(repeating: Point(100, 100), count: 21)
        places[10] = Point(300, 10)
        var confidence = Array(repeating: 0.9, count: 21)
        confidence[10] = 0.1
        let result = WristMotion(places, confidence: confidence).filtered(by: RTSSmoothing()).wrist
        #expect(result.allSatisfy { ($0.map { ($0 - Point(100, 100)).length } ?? 99) < 1 })
    }
}
