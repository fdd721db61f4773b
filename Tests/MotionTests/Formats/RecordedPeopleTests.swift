import Fixtures
import Geometry
import Storage
import Testing

@testable import Motion

/// People of other programs' formats, as they are followed and chosen.
@Suite struct RecordedPeopleTests {
    /// Frames of OpenPose, each with bodies shifted by so much, with ids where there are any.
    private func recording(_ frames: [[(x: Int, id: Int?)]]) -> String {
        frames.map { people in
            let bodies = people.map { person in
                let numbers = (0..<25).map { "\(person.x + 2 * $0),\(10 + 4 * $0),1" }
                return """
                    {"person_id":[\(person.id ?? -1)],\
                    "pose_keypoints_2d":[\(numbers.joined(separator: ","))]}
                    """
            }
            return "{\"people\":[\(bodies.joined(separator: ","))]}\n"
        }.joined()
    }

    private func noses(
        _ frames: [[(x: Int, id: Int?)]], _ person: PersonChoice
    ) throws -> [Double?] {
        var options = FormatSamples.options
        options.person = person
        let clip = try importClip(recording(frames), options).clip
        return clip.frames.map { $0.pose?[.nose]?.position.x }
    }

    @Test func peopleAreFollowedThoughListedInAnyOrder() throws {
        let frames = [[(0, nil as Int?), (200, nil)], [(195, nil), (5, nil)], [(10, nil)]]
        #expect(try noses(frames, .number(0)) == [0, 5, 10])
        #expect(try noses(frames, .number(1)) == [200, 195, nil])
        #expect(try noses(frames, .longest) == [0, 5, 10])
    }

    @Test func idsOfTheFormatGoBeforePlaces() throws {
        let frames = [[(0, 7 as Int?), (200, 3)], [(0, 3), (200, 7)]]
        #expect(try noses(frames, .number(0)) == [0, 200])
    }

    @Test func whoIsNotInItIsAnErrorThatSaysWhoIs() throws {
        let error = #expect(throws: MotionError.self) {
            try noses([[(0, nil), (200, nil)]], .number(2))
        }
        #expect(error?.message == "has no person 2; 2 people are in it: 0 and 1 (--person)")
        #expect(throws: MotionError.self) { try noses([[]], .number(1)) }
        #expect(try noses([[], []], .longest) == [nil, nil])
    }

    @Test func everybodyIsKept() throws {
        let text = recording([[(0, nil), (200, nil)], [(201, nil)], [(202, nil), (1, nil)]])
        let folder = try TemporaryFolder()
        for format in KeypointExport.allCases {
            var source = try KeypointImport.openCrowd(
                ByteStream(bytes: Array(text.utf8), name: "sample"), options: FormatSamples.options)
            let path = folder.file("crowd.\(format.rawValue)")
            #expect(try format.write(&source, to: path).frameCount == 3)
            var back = try KeypointImport.openCrowd(path, options: FormatSamples.options)
            var seen: [[Int: Double]] = []
            while let frame = try back.next() {
                seen.append(
                    Dictionary(
                        uniqueKeysWithValues: frame.people.map {
                            ($0.number, $0.pose?[.nose]?.position.x ?? -1)
                        }))
            }
            #expect(seen == [[0: 0, 1: 200], [1: 201], [0: 1, 1: 202]], "\(format)")
        }
    }

    @Test func tooManyPeopleAreAnError() throws {
        let error = #expect(throws: MotionError.self) {
            try noses([[], Array(repeating: (0, nil), count: 257)], .longest)
        }
        #expect(error?.place == "frame 1")
    }
}
