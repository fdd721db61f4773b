import Geometry
import Testing

@testable import Motion

@Suite struct CastTests {
    /// A crowd whose people have their noses at ten times their number and more.
    private func crowd(_ frames: [[Int]]) throws(MotionError) -> ClipCrowd {
        let texts = frames.enumerated().map { index, numbers in
            let people = numbers.map { number in
                """
                {"person":\(number),"pose":{"keypoints":[\
                {"part":"nose","position":{"x":\(10 * number + index),"y":1}}]}}
                """
            }
            return "{\"people\":[" + people.joined(separator: ",") + "]}"
        }
        return try ClipCrowd(
            bytes: Array(
                ("{\"fps\":10,\"width\":4,\"height\":4,\"frames\":["
                    + texts.joined(separator: ",") + "]}").utf8), name: "sample")
    }

    private func noses(_ motion: any MotionSource) throws -> [Double?] {
        var motion = motion
        var noses: [Double?] = []
        while let frame = try motion.next() { noses.append(frame.pose?[.nose]?.position.x) }
        return noses
    }

    @Test func thoseWhoAreLongestInViewAreFollowedByRisingNumber() throws {
        let motions = try Cast.motions(
            2, from: crowd([[5], [3, 1], [3, 1], [1, 3]]), name: "sample")
        #expect(try noses(motions[0]) == [nil, 11, 12, 13])
        #expect(try noses(motions[1]) == [nil, 31, 32, 33])
    }

    @Test func choicesGoBeforeThat() throws {
        let motions = try Cast.motions(
            3, from: crowd([[0, 1], [1, 0], [1]]), choices: [.number(1), .longest, .number(0)],
            name: "sample")
        let expected: [[Double?]] = [[10, 11, 12], [10, 11, 12], [0, 1, nil]]
        for (motion, expected) in zip(motions, expected) {
            #expect(try noses(motion) == expected)
        }
        let error = #expect(throws: MotionError.self) {
            try Cast.motions(
                2, from: crowd([[0, 1]]), choices: [.number(0), .number(2)], name: "sample")
        }
        #expect(error?.message.contains("no person 2") == true)
    }

    @Test func thereIsSomebodyForEach() throws {
        let error = #expect(throws: MotionError.self) {
            try Cast.motions(2, from: crowd([[4], [4]]), name: "sample")
        }
        #expect(error?.message.contains("person 4 is in it") == true)
        // Nobody at all is a clip of empty frames for each.
        for motion in try Cast.motions(2, from: crowd([[], []]), name: "sample") {
            #expect(try noses(motion) == [nil, nil])
        }
    }

    /// A crowd that comes once, as from a camera.
    private final class Arriving: CrowdSource {
        let header = ClipHeader()
        let isOfSeveral: Bool? = true
        let frames: [CrowdFrame]
        var isDamaged = false
        private(set) var readCount = 0

        init(_ numbers: [[Int]]) {
            frames = numbers.enumerated().map { index, numbers in
                CrowdFrame(
                    index: index, time: Double(index),
                    people: numbers.map {
                        var pose = Pose()
                        pose[.nose] = Keypoint(x: Double(10 * $0 + index), y: 0, confidence: 1)
                        return CrowdFrame.Person(number: $0, pose: pose)
                    })
            }
        }

        func next() throws(MotionError) -> CrowdFrame? {
            guard readCount < frames.count else {
                if isDamaged { throw MotionError(.badData, source: "live", "broke off") }
                return nil
            }
            readCount += 1
            return frames[readCount - 1]
        }
    }

    @Test func ofACrowdThatArrivesThoseAreFollowedWhoComeIntoViewFirst() throws {
        let live = Arriving([[], [7], [7, 2], [2]])
        let motions = try Cast.motions(2, from: live, name: "live")
        #expect(live.readCount == 0)
        #expect(try noses(motions[0]) == [nil, 71, 72, nil])
        #expect(try noses(motions[1]) == [nil, nil, 22, 23])
    }

    @Test func readersGoOnAtTheirOwnPace() throws {
        let live = Arriving([[0, 1], [0, 1], [0, 1]])
        live.isDamaged = true
        var motions = try Cast.motions(
            2, from: live, choices: [.number(0), .number(1)], name: "live")
        #expect(try motions[0].next()?.index == 0)
        #expect(try motions[1].next()?.index == 0)
        #expect(live.readCount == 1)
        for index in 1...2 { #expect(try motions[1].next()?.index == index) }
        // Whoever comes late finds all that was kept, and the same end.
        for _ in 0..<2 { #expect(throws: MotionError.self) { try motions[1].next() } }
        for index in 1...2 { #expect(try motions[0].next()?.index == index) }
        #expect(throws: MotionError.self) { try motions[0].next() }
        #expect(live.readCount == 3)
    }
}
