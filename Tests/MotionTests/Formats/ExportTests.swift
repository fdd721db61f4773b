import Fixtures
import Geometry
import Testing

@testable import Motion

@Suite struct ExportTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The clip, written in a format and read again.
    private func roundTrip(_ clip: Clip, _ format: KeypointExport) throws -> Clip {
        var source: any MotionSource = clip.source
        let path = folder.file(format.rawValue)
        let written = try format.write(&source, to: path)
        #expect(written.frameCount == clip.frames.count)
        var options = KeypointOptions()
        options.framesPerSecond = clip.framesPerSecond
        options.size = clip.size
        var frames: [MotionFrame] = []
        var back = try KeypointImport.open(path, options: options)
        while let frame = try back.next() { frames.append(frame) }
        return Clip(
            framesPerSecond: back.header.framesPerSecond, size: back.header.size, frames: frames)
    }

    private var sample: Clip {
        get throws {
            var clip = try importClip(FormatSamples.tfjs).clip
            clip.frames.insert(MotionFrame(index: 1, time: 0.04), at: 1)
            clip.frames[2].index = 2
            clip.frames[2].time = 0.08
            clip.frames[2].pose?[.leftKnee] = nil
            return clip
        }
    }

    @Test func clipAndTFJSKeepAll() throws {
        for format in [KeypointExport.clip, .tfjs] {
            #expect(try roundTrip(try sample, format) == sample)
        }
    }

    @Test func openPoseKeepsAllButTheScoreOfThePose() throws {
        var expected = try sample
        for index in expected.frames.indices { expected.frames[index].pose?.confidence = nil }
        #expect(try roundTrip(try sample, .openpose) == expected)
        #expect(folder.names(in: "openpose").first == "frame_000000000000_keypoints.json")
    }

    @Test func cocoKeepsDegreesOfVisibility() throws {
        var clip = try sample
        clip.frames[0].pose?[.nose]?.confidence = 1
        // From 0.75 on a part is visible, below it is hidden, which reads as 0.5.
        #expect(try roundTrip(clip, .coco) == clip)
    }

    @Test func whatIsLostIsTold() throws {
        var clip = try sample
        clip.frames[0].face = Face(
            confidence: 1, landmarks: Array(repeating: .zero, count: 468))
        var source: any MotionSource = clip.source
        let notes = try KeypointExport.tfjs.write(&source, to: folder.file("faces.json")).notes
        #expect(notes == ["tfjs does not keep the frame rate", "tfjs is written without faces"])
    }

    @Test func aFolderWithSomethingInItIsLeftAlone() throws {
        try folder.write("note".utf8, "note.txt")
        var source: any MotionSource = try sample.source
        let error = #expect(throws: MotionError.self) {
            try KeypointExport.openpose.write(&source, to: folder.path)
        }
        #expect(error?.kind == .cannotCreate)
    }

    @Test func earsArePlacedByEyesAndNose() throws {
        let text = FormatSamples.tfjs.split(separator: "_ear").joined(separator: "_paw")
        let (clip, notes) = try importClip(text)
        let pose = try #require(clip.frames[0].pose)
        let eye = try #require(pose[.leftEye]), ear = try #require(pose[.leftEar])
        let otherEye = try #require(pose[.rightEye])
        // Beyond the eye, as seen from the other one.
        #expect(
            (ear.position - otherEye.position).length > (eye.position - otherEye.position).length)
        #expect(notes == ["has no ears; they are placed by the rest of the head"])
    }

    @Test func partsThatAreNowhereAreReported() throws {
        let text = FormatSamples.tfjs.split(separator: "_ankle").joined(separator: "_paw")
        #expect(try importClip(text).notes.contains { $0.hasSuffix("leftAnkle, rightAnkle") })
    }
}
