import Fixtures
import Geometry
import Testing

@testable import Motion

@Suite struct ClipPeopleTests {
    private func source(_ frames: String..., person: Int = 0) throws(MotionError) -> ClipSource {
        let text =
            #"{"fps":10,"width":4,"height":4,"frames":["# + frames.joined(separator: ",") + "]}"
        return try ClipSource(bytes: Array(text.utf8), name: "sample", person: person)
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
        #expect(first.notes == ["people 0 to 1 are in it; person 0 is followed"])
        let second = try source(frames[0], frames[1], frames[2], frames[3], person: 1)
        #expect(try noses(second) == [11, 12, 13, nil])
    }

    @Test func placesInTheListServeAsNumbers() throws {
        let frame = people(person(nil, 1), person(nil, 2))
        #expect(try noses(source(frame, person: 1)) == [2])
    }

    @Test func whoIsNotInItIsSaid() throws {
        let motion = try source(people(person(0, 1)), person: 3)
        #expect(try noses(motion) == [nil])
        #expect(motion.notes == ["people 0 to 0 are in it, but not person 3"])
    }

    @Test func oneAloneIsAsEver() throws {
        let motion = try source(person(nil, 5), person: 0)
        #expect(try noses(motion) == [5])
        #expect(motion.notes.isEmpty)
    }

    @Test(arguments: [
        (#"{"people":7}"#, "people: must be a list"),
        (#"{"people":[7]}"#, "people[0], people[0]: must be an object"),
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
        for number in 0...2 {
            let motion = try ClipSource(path: path, person: number)
            #expect(try motion.next() == crowd.frame(of: number))
            #expect(try motion.next() == MotionFrame(index: 1, time: 0.75))
            #expect(try motion.next() == nil)
        }
    }
}
