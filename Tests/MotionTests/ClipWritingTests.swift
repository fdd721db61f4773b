import Foundation
import Geometry
import Motion
import Testing

@Suite("Clips in memory and on disk") struct ClipWritingTests {
    let folder = NSTemporaryDirectory() + "motion-tests-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    static let clip = Clip(
        framesPerSecond: 30, size: Size(width: 800, height: 600.5),
        frames: ClipText.expectedFrames)

    @Test func sourceYieldsTheFramesAndTellsOfThem() throws {
        let source = Self.clip.source
        #expect(
            source.header
                == ClipHeader(
                    framesPerSecond: 30, size: Size(width: 800, height: 600.5), frameCount: 3,
                    duration: 2.0 / 30))
        #expect(try readAll(source) == Self.clip.frames)
        var again = Self.clip.source
        #expect(try Clip(reading: &again) == Self.clip)
    }

    @Test(arguments: ["clip.json", "clip.json.gz"])
    func whatIsWrittenReadsTheSame(name: String) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + name
        try Self.clip.write(to: path)
        let begin = try #require(FileManager.default.contents(atPath: path)?.prefix(2))
        #expect(Array(begin) == (name.hasSuffix("gz") ? [0x1f, 0x8b] : Array("{\"".utf8)))
        #expect(try Clip(path: path) == Self.clip)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
    }

    @Test(arguments: ["clip.ndjson", "clip.jsonl", "clip.ndjson.gz"])
    func linesReadTheSame(name: String) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + name
        try Self.clip.write(to: path)
        #expect(try Clip(path: path) == Self.clip)
        guard !name.hasSuffix("gz") else { return }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == Self.clip.frames.count + 2 && lines.last == "")
        for line in lines.dropLast() {
            #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
        }
    }

    @Test func numbersOfAllSizesReadTheSame() throws {
        var pose = Pose(confidence: nil)
        let numbers = [
            0.1, 1e-300, Double.leastNonzeroMagnitude, 9_999_999.999999, -1e7, 1 / 3.0, -0.0,
            123_456.789e-7,
        ]
        for (part, number) in zip(BodyPart.allCases, numbers) {
            pose[part] = Keypoint(x: number, y: -number, confidence: 1 / 7.0)
        }
        let face = Face(
            confidence: nil, landmarks: (0..<478).map { Point(Double($0).squareRoot(), 0) })
        let clip = Clip(frames: [MotionFrame(index: 0, time: 0, pose: pose, face: face)])
        #expect(try readAll(ClipSource(bytes: clip.encoded(), name: "clip")) == clip.frames)
    }

    @Test func timesAreStatedWhereTheRateDoesNotGiveThem() throws {
        var clip = Self.clip
        #expect(!String(decoding: try clip.encoded(), as: UTF8.self).contains("time"))
        clip.frames[1].time = 0.04
        let source = try ClipSource(bytes: clip.encoded(), name: "clip")
        #expect(source.header.duration == 2.0 / 30)
        #expect(try readAll(source) == clip.frames)
    }

    @Test func textIsAsDocumented() throws {
        var pose = Pose(confidence: 0.123464)
        pose[.leftEar] = Keypoint(x: 10.126, y: 20, confidence: 0.98)
        let clip = Clip(
            framesPerSecond: 25, size: Size(width: 4, height: 3),
            frames: [
                MotionFrame(index: 0, time: 0, pose: pose), MotionFrame(index: 1, time: 0.04),
            ])
        let text = String(decoding: try clip.encoded(decimals: 2), as: UTF8.self)
        #expect(
            text == """
                {"format":"pose-animator-clip","version":1,"fps":25,"width":4,"height":3,"frames":[
                {"pose":{"score":0.1235,"keypoints":[{"part":"leftEar","score":0.98,"position":\
                {"x":10.13,"y":20}}]},"face":null},
                {"pose":null,"face":null}
                ]}

                """)
    }

    @Test func whatJSONCannotSayIsRefused() throws {
        var clips = Array(repeating: Self.clip, count: 6)
        clips[0].framesPerSecond = .nan
        clips[1].frames[1].time = .infinity
        clips[2].frames[1].pose?[.nose]?.position.x = .nan
        clips[3].frames[1].pose?.confidence = -.infinity
        clips[4].frames[1].face?.landmarks[400].y = .nan
        clips[5].frames[1].face?.landmarks.removeLast()
        for clip in clips {
            let error = #expect(throws: MotionError.self) { try clip.encoded() }
            #expect(error?.kind == .badData)
        }
        let error = #expect(throws: MotionError.self) { try clips[4].encoded() }
        #expect(error?.place == "frame 1")
    }

    @Test func failedWritingLeavesNothing() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var clip = Self.clip
        clip.frames[2].time = .nan
        #expect(throws: MotionError.self) { try clip.write(to: folder + "/clip.json") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        let error = #expect(throws: MotionError.self) {
            try Self.clip.write(to: folder + "/missing/clip.json")
        }
        #expect(error?.kind == .cannotCreate)
    }

    @Test func anEmptyClipHasNoFrames() throws {
        let clip = Clip(frames: [])
        #expect(clip.header == ClipHeader(frameCount: 0))
        #expect(try readAll(clip.source).isEmpty)
    }
}
