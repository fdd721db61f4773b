import Fixtures
import Geometry
import Testing

@testable import Motion

@Suite struct ClipPeopleTests {
    private func source(
        _ frames: String..., person: PersonChoice = .first
    ) throws(MotionError) -> ClipSource {
        try ClipSource(bytes: Array(clip(frames).utf8), name: "sample", person: person)
    }

    private func clip(_ frames: [String]) -> String {
        #"{"fps":10,"width":4,"height":4,"frames":["# + frames.joined(separator: ",") + "]}"
    }

    private func noses(_ source: ClipSource) throws(MotionError) -> [Double?] {
        var noses: [Double?] = []
        while let frame = try source.next() { noses.append(frame.pose?[.nose]?.position.x) }
        return noses
    }

    private func person(_ number: Int?, _ x: Int) -> String {
        let name = number.map { "\"person\":\($0)," } ?? ""
        return """
            {\(name)"pose":{"keypoints":[{"part":"nose","position":{"x":\(x),"y":1}}]}}
            """
    }

    private func people(_ people: String...) -> String {
        #"{"people":["# + people.joined(separator: ",") + "]}"
    }

    @Test func eachIsFollowedByNumber() throws {
        let frames = [
            people(person(0, 1), person(1, 11)), people(person(1, 12), person(0, 2)),
            people(person(1, 13)), people(),
        ]
        let first = try source(frames[0], frames[1], frames[2], frames[3])
        #expect(try noses(first) == [1, 2, nil, nil])
        #expect(
            first.notes == [
                "2 people are in it: 0 and 1; person 0 is followed (choose with --person)"
            ])
        let second = try source(
            frames[0], frames[1], frames[2], frames[3], person: .number(1))
        #expect(try noses(second) == [11, 12, 13, nil])
        let longest = try source(frames[0], frames[1], frames[2], frames[3], person: .longest)
        #expect(try noses(longest) == [11, 12, 13, nil])
    }

    @Test func theFirstSeenIsFollowedUnlessSomebodyIsChosen() throws {
        let motion = try source(people(), people(person(7, 1), person(4, 2)), people(person(0, 3)))
        #expect(try noses(motion) == [nil, 2, nil])
    }

    @Test func theLargestIsFollowed() throws {
        func body(_ number: Int, _ size: Int) -> String {
            """
            {"person":\(number),"pose":{"keypoints":[
            {"part":"nose","position":{"x":\(number),"y":0}},
            {"part":"leftAnkle","position":{"x":\(number + size),"y":\(size)}}]}}
            """
        }
        let motion = try source(
            people(body(2, 10), body(5, 30)), people(body(2, 10)), person: .largest)
        #expect(try noses(motion) == [5, nil])
    }

    @Test func placesInTheListServeAsNumbers() throws {
        let frame = people(person(nil, 1), person(nil, 2))
        #expect(try noses(source(frame, person: .number(1))) == [2])
    }

    @Test func whoIsNotInItIsAnErrorThatSaysWhoIs() throws {
        let frames = (people(person(3, 1)), people(person(1, 2), person(6, 3)))
        let error = #expect(throws: MotionError.self) {
            try source(frames.0, frames.1, person: .number(2))
        }
        #expect(
            error?.message == "has no person 2; 3 people are in it: 1, 3 and 6 (--person)")
        #expect(throws: MotionError.self) { try source(person(nil, 1), person: .number(1)) }
    }

    @Test func aPipeIsFollowedAsItComes() throws {
        let text = clip([people(person(3, 1)), people(person(1, 2), person(3, 3))])
        try readThroughPipe(text, person: .longest) { (motion: ClipSource) throws in
            #expect(try noses(motion) == [1, 3])
            #expect(
                motion.notes == [
                    "2 people are in it: 1 and 3; person 3 is followed, who was seen first "
                        + "(choose with --person)"
                ])
        }
        try readThroughPipe(text, person: .number(2)) { (motion: ClipSource) throws in
            #expect(try noses(motion) == [nil, nil])
            #expect(motion.notes == ["2 people are in it: 1 and 3, but not person 2"])
        }
    }

    @Test func damageIsToldAtItsFrameWhoeverIsChosen() throws {
        let motion = try source(
            people(person(0, 1)), people("7"), people(person(2, 1)), person: .number(2))
        #expect(try motion.next()?.pose == nil)
        let error = #expect(throws: MotionError.self) { try motion.next() }
        #expect(error?.place.hasPrefix("frame 1 ") == true)
    }

    @Test func oneAloneIsPersonZero() throws {
        for choice in [PersonChoice.first, .longest, .largest, .number(0)] {
            let motion = try source(#"{"pose":null}"#, person(nil, 5), person: choice)
            #expect(try noses(motion) == [nil, 5])
            #expect(motion.notes.isEmpty)
        }
    }

    @Test func aClipIsOfOneForm() throws {
        let error = #expect(throws: MotionError.self) {
            try noses(source(#"{"face":null}"#, people(person(0, 1)), person(nil, 1)))
        }
        #expect(error?.place.hasPrefix("frame 2 ") == true)
        #expect(error?.message.contains("frames before have \"people\"") == true)
    }

    @Test(arguments: [
        (#"{"people":7}"#, "people: must be a list"),
        (#"{"people":[7]}"#, "people[0]: must be an object"),
        (#"{"people":[{}],"pose":{"keypoints":[]}}"#, "a frame lists several people or is of one"),
        (#"{"people":[{"person":3},{},{"person":3}]}"#, "people[2], person: somebody else"),
        (#"{"people":[{"person":1},{}]}"#, "has the number 1 too"),
        (#"{"people":[{"person":1e7}]}"#, "people[0], person: 10000000.0 numbers nobody"),
        (
            #"{"people":["# + Array(repeating: "{}", count: 257).joined(separator: ",") + "]}",
            "people: has more than 256 people"
        ),
        (#"{"people":[{"pose":null},{"pose":{}}]}"#, "people[1], pose.keypoints: is missing"),
        (#"{"people":[{"person":-1}]}"#, "people[0], person: -1.0 numbers nobody"),
        (#"{"people":[{"person":0.5}]}"#, "0.5 numbers nobody"),
        (#"{"people":[{"person":"a"}]}"#, "must be a number"),
    ])
    func damageIsPlaced(frame: String, words: String) throws {
        let error = try #require(throws: MotionError.self) { try noses(source(frame)) }
        #expect(error.description.contains(words), "\(error)")
    }

    @Test func whatIsWrittenReadsAgain() throws {
        var pose = Pose(confidence: 0.5)
        pose[.leftHip] = Keypoint(x: 1.25, y: 2, confidence: 0.75)
        let face = Face(confidence: 0.9, landmarks: Array(repeating: Point(1, 2), count: 468))
        let crowd = CrowdFrame(
            index: 0, time: 0.5,
            people: [.init(number: 0, pose: pose), .init(number: 2, pose: pose, face: face)])
        let folder = try TemporaryFolder()
        let path = folder.file("clip.json")
        var writer = try ClipWriter(
            path: path, header: ClipHeader(framesPerSecond: 10),
            encoding: ClipEncoding(writesTimes: true))
        try writer.write(crowd)
        try writer.write(CrowdFrame(index: 1, time: 0.75, people: []))
        try writer.finish()
        for number in [0, 2] {
            let motion = try ClipSource(path: path, person: .number(number))
            #expect(try motion.next() == crowd.frame(of: number))
            #expect(try motion.next() == MotionFrame(index: 1, time: 0.75))
            #expect(try motion.next() == nil)
        }
    }
}
