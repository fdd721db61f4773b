import Fixtures
import Geometry
import Testing

@testable import Motion

@Suite struct FormatReadingTests {
    @Test(arguments: FormatSamples.all)
    func everyFormatIsKnownByItsContent(format: String, text: String) {
        #expect(KeypointFormat.recognize(Array(text.utf8)[...])?.name == format)
    }

    @Test(arguments: FormatSamples.all)
    func everyFormatSaysTheSame(format: String, text: String) throws {
        let (clip, notes) = try importClip(text)
        #expect(clip.framesPerSecond == 25)
        #expect(clip.size == FormatSamples.size)
        #expect(clip.frames.map(\.index) == [0, 1])
        #expect(clip.frames.map(\.time) == [0, 0.04])
        for (index, frame) in clip.frames.enumerated() {
            for part in BodyPart.allCases {
                #expect(frame.pose?[part]?.position == FormatSamples.point(part, index))
                #expect(frame.pose?[part]?.confidence == 0.5)
            }
        }
        // AlphaPose's score of a whole body is 2.5.
        #expect(notes.isEmpty || format == "alphapose", "\(notes)")
    }

    @Test func clipsStayClips() throws {
        let source = try openText(Array(ClipText.document.utf8), KeypointOptions())
        #expect(try readAll(source) == ClipText.expectedFrames)
        let lines = ClipText.frames.joined(separator: "\n")
        #expect(KeypointFormat.recognize(Array(lines.utf8)[...])?.name == "clip")
    }

    @Test func whatTheUserSaysGoesBeforeTheClip() throws {
        var options = FormatSamples.options
        options.firstFrame = 1
        let (clip, _) = try importClip(ClipText.document, options)
        #expect(clip.framesPerSecond == 25)
        #expect(clip.size == FormatSamples.size)
        #expect(clip.frames.map(\.time) == [0, 0.04])
        #expect(clip.frames[0].pose == ClipText.expected(1).pose)
    }

    @Test(arguments: FormatSamples.all)
    func rangesAreTakenOfEveryFormat(format: String, text: String) throws {
        var options = FormatSamples.options
        options.firstFrame = 1
        options.lastFrame = 1
        let (clip, _) = try importClip(text, options)
        #expect(clip.frames.count == 1)
        #expect(clip.frames[0].time == 0)
        #expect(clip.frames[0].pose?[.nose]?.position == FormatSamples.point(.nose, 1))
        options.lastFrame = 2
        #expect(throws: MotionError.self) { try importClip(text, options) }
    }

    @Test(arguments: FormatSamples.all)
    func rateAndSizeAreAskedFor(format: String, text: String) throws {
        let lacks = try #require(KeypointFormat.named(format)).lacks
        for (lack, word) in [
            (KeypointFormat.Lack.framesPerSecond, "--clip-fps"), (.size, "--clip-size"),
        ] {
            var options = FormatSamples.options
            if lack == .size { options.size = nil } else { options.framesPerSecond = nil }
            guard lacks.contains(lack) else {
                #expect(throws: Never.self) { try importClip(text, options) }
                continue
            }
            let error = #expect(throws: MotionError.self) { try importClip(text, options) }
            #expect(error?.message.contains(word) == true)
        }
    }

    @Test func folderOfOpenPose() throws {
        let folder = try TemporaryFolder()
        for (number, frame) in [(4, 0), (6, 1)] {
            try folder.write(
                FormatSamples.openPose(.body25, frame).utf8, "a_00\(number)_keypoints.json")
        }
        var source = try KeypointImport.open(folder.path, options: FormatSamples.options)
        #expect(try source.next()?.pose?[.leftEar]?.position == FormatSamples.point(.leftEar, 0))
        // Number 5 is not there.
        #expect(try source.next()?.pose == nil)
        #expect(try source.next()?.pose?[.nose]?.position == FormatSamples.point(.nose, 1))
        #expect(try source.next() == nil)
        #expect(
            source.notes.contains { $0.contains("1 of its files is missing, such as number 5") })
    }

    @Test func foldersThatAreNone() throws {
        let folder = try TemporaryFolder()
        func message() -> String {
            do {
                _ = try KeypointImport.open(folder.path, options: FormatSamples.options)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(message().contains("holds no .json files"))
        try folder.write(FormatSamples.openPose(.body25, 0).utf8, "a_1_keypoints.json")
        try folder.write("".utf8, "a_2_keypoints.json")
        #expect(message().contains("a_2_keypoints.json: is empty"))
        try folder.write(FormatSamples.tfjs.utf8, "a_2_keypoints.json")
        #expect(message().contains("a_2_keypoints.json: is no frame of OpenPose"))
        try folder.write(FormatSamples.openPose(.body25, 0).utf8, "a_2_keypoints.json")
        try folder.write(FormatSamples.openPose(.body25, 0).utf8, "b_2_keypoints.json")
        #expect(message().contains("has the number of a_2_keypoints.json"))
    }

    @Test func faceOfSeventyPoints() throws {
        let numbers = (0..<70).map { "\(100 + $0),\(50 + $0),0.8" }.joined(separator: ",")
        let text =
            #"{"people":[{"pose_keypoints_2d":[],"face_keypoints_2d":[\#(numbers)]}]}"#
        let face = try #require(try importClip(text).clip.frames[0].face)
        #expect(face.landmarks.count == 468)
        // The right eye's outer corner, the chin and the upper lip (iBUG's 36, 8 and 51).
        #expect(face.landmarks[33] == Point(136, 86))
        #expect(face.landmarks[152] == Point(108, 58))
        #expect(face.landmarks[0] == Point(151, 101))
        let doubtful = text.split(separator: ",0.8").joined(separator: ",0.2")
        #expect(try importClip(doubtful).clip.frames[0].face == nil)
    }

    @Test func meshesOfFaces() throws {
        let mesh = (0..<478).map { "{\"x\":\($0),\"y\":\(2 * $0),\"z\":1}" }.joined(separator: ",")
        let tfjs = try importClip("[[{\"keypoints\":[\(mesh)],\"box\":{\"xMin\":1}}]]").clip
        #expect(tfjs.frames[0].face?.landmarks[477] == Point(477, 954))
        let tasks = try importClip("[{\"faceLandmarks\":[[\(mesh)]]},{\"faceLandmarks\":[]}]").clip
        #expect(tasks.frames[0].face?.landmarks[1] == Point(512, 512))
        #expect(tasks.frames[1].face == nil)
    }
}
