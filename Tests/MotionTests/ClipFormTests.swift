import Geometry
import Motion
import Storage
import Testing

@Suite("Forms of clips") struct ClipFormTests {
    @Test func documentGivesHeaderAndFrames() throws {
        let source = try ClipSource(bytes: Array(ClipText.document.utf8), name: "clip")
        #expect(
            source.header
                == ClipHeader(
                    framesPerSecond: 30, size: Size(width: 800, height: 600), frameCount: 3,
                    duration: 2.0 / 30))
        #expect(try readAll(source) == ClipText.expectedFrames)
        #expect(source.notes.isEmpty)
    }

    @Test func linesWithAndWithoutHeaderGiveTheSameFrames() throws {
        let lines = ClipText.frames.joined(separator: "\n")
        for text in [
            lines, lines + "\n", "{\(ClipText.header)}\n" + lines,
            "\n  {\(ClipText.header)} \r\n\n" + lines.replacing("\n", with: "\r\n") + "\r\n\r\n",
        ] {
            let source = try ClipSource(bytes: Array(text.utf8), name: "clip")
            #expect(source.header.frameCount == 3)
            #expect(try readAll(source) == ClipText.expectedFrames)
        }
    }

    @Test func linesWithoutHeaderAreTakenAsThirtyASecondWithANote() throws {
        let source = try ClipSource(
            bytes: Array(ClipText.frames.joined(separator: "\n").utf8), name: "clip")
        #expect(source.header.framesPerSecond == nil)
        #expect(source.header.size == nil)
        #expect(try source.next()?.time == 0)
        #expect(try source.next()?.time == 1.0 / 30)
        #expect(source.notes.count == 1)
        #expect(source.notes.first?.contains("30 frames a second") == true)
    }

    @Test func packedFormsReadAlike() throws {
        for text in [ClipText.document, ClipText.frames.joined(separator: "\n")] {
            var packed: [UInt8] = []
            var writer = GzipWriter(path: "clip")
            try writer.compress(Array(text.utf8), into: &packed)
            try writer.finish(into: &packed)
            let source = try ClipSource(bytes: packed, name: "clip.gz")
            #expect(source.header.frameCount == 3)
            #expect(try readAll(source) == ClipText.expectedFrames)
        }
    }

    @Test func spaceAndMarkOfUTF8AreNoMatter() throws {
        let spaced = ClipText.document.replacing(",", with: " ,\n\t").replacing(":", with: " : ")
        #expect(try read("\u{feff} " + spaced + "\n\n") == ClipText.expectedFrames)
    }

    @Test func headerMayStandBehindTheFramesOfAFile() throws {
        let text = "{\"frames\":[\(ClipText.frames.joined(separator: ","))] , \(ClipText.header)}"
        let source = try ClipSource(bytes: Array(text.utf8), name: "clip")
        #expect(source.header.framesPerSecond == 30)
        #expect(source.header.size == Size(width: 800, height: 600))
        #expect(try readAll(source) == ClipText.expectedFrames)
    }

    @Test func headerIsOptional() throws {
        let source = try ClipSource(
            bytes: Array("{\"frames\":[\(ClipText.frame(0))]}".utf8), name: "clip")
        #expect(source.header == ClipHeader(frameCount: 1, duration: 0))
        #expect(try readAll(source) == [ClipText.expected(0)])
    }

    @Test func unknownMembersAreIgnoredWhateverTheyHold() throws {
        let odd =
            #""odd":{"a":[1,"]}",{"b":"\"}\\"}],"frames":3},"\"frames\"":[[]],"n":null,"t":true"#
        let frame = ClipText.frame(0).dropFirst()
        let text = "{\(odd),\(ClipText.header),\(odd),\"frames\":[{\(odd),\(frame)],\(odd)}"
        #expect(try read(text) == [ClipText.expected(0)])
        #expect(try read("{\(odd),\(frame)") == [ClipText.expected(0)])
    }

    @Test func duplicateKeysTakeTheLastValue() throws {
        let frame = #"{"pose":null,"face":null,"#
        #expect(try read(frame + ClipText.frame(0).dropFirst()) == [ClipText.expected(0)])
    }
}

@Suite("What a frame may lack") struct ClipLeniencyTests {
    @Test func poseAndFaceMayBeNullOrAbsent() throws {
        let text =
            #"{"fps":10,"frames":[{"pose":null},{"face":null},{"pose":null,"face":null},{}]}"#
        let source = try ClipSource(bytes: Array(text.utf8), name: "clip")
        let frames = try readAll(source)
        #expect(frames == (0..<4).map { MotionFrame(index: $0, time: Double($0) / 10) })
        #expect(source.notes.count == 1)
        #expect(source.notes.first?.hasPrefix("frame 3: has neither") == true)
    }

    @Test(arguments: [468, 478], [true, false])
    func meshesWithAndWithoutIrisesAndDepth(count: Int, depth: Bool) throws {
        let frames = try read(ClipText.frame(0, landmarks: count, depth: depth))
        #expect(frames == [ClipText.expected(0, landmarks: count)])
    }

    @Test func missingScores() throws {
        let frame = #"""
            {"pose":{"keypoints":[{"part":"nose","position":{"x":1,"y":2}},
            {"position":{"y":4,"x":3},"score":null,"part":"leftEye"}]}}
            """#.replacing("\n", with: " ")
        let pose = try #require(try read(frame).first?.pose)
        #expect(pose.confidence == nil)
        #expect(pose[.nose] == Keypoint(x: 1, y: 2, confidence: 1))
        #expect(pose[.leftEye] == Keypoint(x: 3, y: 4, confidence: 1))
        #expect(pose.keypoints.compactMap { $0 }.count == 2)
    }

    @Test func missingFaceConfidenceIsNil() throws {
        let frame = ClipText.frame(0, landmarks: 468)
            .replacing(#""faceInViewConfidence":0.97,"#, with: "")
        let face = try #require(try read(frame).first?.face)
        #expect(face.confidence == nil)
        #expect(face.landmarks.count == 468)
    }

    @Test func emptyPoseIsAPoseWithoutParts() throws {
        let frame = try #require(try read(#"{"pose":{"score":0.2,"keypoints":[]}}"#).first)
        #expect(frame.pose == Pose(confidence: 0.2))
    }

    @Test func unknownPartsAreNotedOnceAndIgnored() throws {
        let tail = ClipText.keypoint("tail", x: 1, y: 2, score: 1)
        let horn = ClipText.keypoint("horn\\n\\u00e9", x: 1, y: 2, score: 1)
        let frame = #"{"pose":{"keypoints":[\#(tail),\#(horn),\#(tail)]}}"#
        let source = try ClipSource(
            bytes: Array("{\"fps\":1}\n\(frame)\n\(frame)".utf8), name: "clip")
        #expect(try readAll(source).allSatisfy { $0.pose == Pose() })
        #expect(source.notes.count == 2)
        #expect(source.notes.first?.contains("\"tail\"") == true)
        #expect(source.notes.allSatisfy { !$0.contains("\n") })
    }

    @Test func firstOfDuplicatePartsCounts() throws {
        let one = ClipText.keypoint("leftHip", x: 1, y: 2, score: 0.5)
        let two = ClipText.keypoint("leftHip", x: 8, y: 9, score: 0.9)
        let frame = try #require(try read(#"{"pose":{"keypoints":[\#(one),\#(two)]}}"#).first)
        #expect(frame.pose?[.leftHip] == Keypoint(x: 1, y: 2, confidence: 0.5))
    }

    @Test func strayScoresAreClampedWithANote() throws {
        let high = ClipText.keypoint("leftHip", x: 1, y: 2, score: 87)
        let low = ClipText.keypoint("rightHip", x: 1, y: 2, score: -0.25)
        let source = try ClipSource(
            bytes: Array(#"{"pose":{"score":2,"keypoints":[\#(high),\#(low)]},"time":0}"#.utf8),
            name: "clip")
        let pose = try #require(try source.next()?.pose)
        #expect(pose.confidence == 1)
        #expect(pose[.leftHip]?.confidence == 1)
        #expect(pose[.rightHip]?.confidence == 0)
        #expect(source.notes == ["frame 0: the score 2.0 is outside of 0…1; clamped"])
    }

    @Test func statedTimesAreKept() throws {
        let text = #"{"fps":30,"frames":[{"pose":null,"time":0.5},{"pose":null,"time":2.25}]}"#
        let source = try ClipSource(bytes: Array(text.utf8), name: "clip")
        #expect(source.header.duration == 1.75)
        #expect(try readAll(source).map(\.time) == [0.5, 2.25])
    }
}
