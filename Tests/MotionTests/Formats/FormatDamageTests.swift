import Testing

@testable import Motion

@Suite struct FormatDamageTests {
    /// The error of opening and reading a text; nil when it reads.
    private func failure(_ bytes: [UInt8]) -> MotionError? {
        do {
            _ = try readAll(openText(bytes))
            return nil
        } catch {
            return error as? MotionError
        }
    }

    @Test(arguments: FormatSamples.all + [("bvh", BVHSamples.figure)])
    func cutShort(format: String, text: String) {
        let bytes = Array(text.utf8)
        // At every byte of both ends; between them, where all looks alike, at some.
        for count in bytes.indices
        where count < 150 || count % 41 == 0 || count >= bytes.count - 60 {
            guard let error = failure(Array(bytes[..<count])) else {
                // What is whole without its end: lines, rows, and numbers that lost digits.
                #expect(
                    ["openpose", "mediapipe", "deeplabcut", "bvh"].contains(format), "\(count)")
                continue
            }
            #expect(!"\(error)".contains("\n"))
            #expect(error.source == "sample")
            #expect(!error.message.isEmpty)
        }
    }

    @Test(arguments: FormatSamples.all + [("bvh", BVHSamples.figure)])
    func bytesReplaced(format: String, text: String) {
        let bytes = Array(text.utf8)
        for index in stride(from: 0, to: bytes.count, by: 101) {
            for byte in [UInt8(ascii: "["), UInt8(ascii: "9"), UInt8(ascii: "\""), 0xff] {
                var damaged = bytes
                damaged[index] = byte
                if let error = failure(damaged) { #expect(!"\(error)".contains("\n")) }
            }
        }
    }

    @Test(arguments: [
        ("", "is empty"),
        (" \n", "is empty"),
        ("[]", "not a clip"),
        ("hello", "not a clip"),
        (#"{"people":7}"#, "frame 0, people: must be a list, not the number 7"),
        (#"{"people":[{}]}"#, "people[0].pose_keypoints_2d: is missing"),
        (#"{"people":[{"pose_keypoints_2d":[1,2,3]}]}"#, "has 1 points"),
        (#"{"people":[{"pose_keypoints_2d":[1,2]}]}"#, "multiple of 3"),
        (#"{"people":[{"pose_keypoints_2d":[NaN]}]}"#, "holds NaN, which is no number"),
        (#"{"people":[{"pose_keypoints_2d":[1e300]}]}"#, "outside of any picture"),
        (#"{"people":[{"pose_keypoints_2d":[1e999]}]}"#, "parsing a number"),
        (#"{"people":["#, "cut short"),
        (#"[{"people":[]},{"people":null}]"#, "frame 1, people: is missing"),
        (#"[[{"keypoints":[{"x":1,"name":"nose"}]}]]"#, "frame 0, [0].keypoints[0].y: is missing"),
        (#"[[{"keypoints":[{"x":"1","y":2,"name":"nose"}]}]]"#, "must be a number"),
        (#"[[{"keypoints":[{"x":1,"y":2}]}]]"#, "has 1 points"),
        (#"[{"landmarks":[[{"x":0,"y":0}]]}]"#, "has 1 points"),
        (#"{"images":[],"annotations":[]}"#, "holds no keypoints"),
        ("scorer,a\nbodyparts,nose\ncoords,x\n0,1,2\n", "line 4"),
        ("scorer,a\nbodyparts,nose\ncoords,x\n0,many\n", "\"many\" in column 2"),
        ("scorer,a\nbodyparts,tail\ncoords,x\n0,1\n", "none of its parts"),
        ("HIERARCHY\nROOT Hips\n{\n OFFSET 0 0 zero\n", "line 4"),
    ])
    func oneClearError(text: String, words: String) throws {
        let error = try #require(failure(Array(text.utf8)))
        #expect("\(error)".contains(words), "\(error)")
        #expect(error.kind == .badData)
    }

    @Test func depthOfBracketsIsBounded() {
        let deep = #"{"people":"# + String(repeating: "[", count: 100_000)
        #expect(failure(Array(deep.utf8))?.message.contains("brackets in each other") == true)
    }

    @Test func picturesOfOneSize() throws {
        let text = FormatSamples.coco.replacingOccurrence(
            of: #""height":256}]"#, with: #""height":99}]"#)
        let error = try #require(failure(Array(text.utf8)))
        #expect(error.place == "images[1]")
        #expect(error.message.contains("is 512x99, but the first is 512x256"))
    }
}

extension String {
    /// The text with the first occurrence replaced.
    fileprivate func replacingOccurrence(of old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
