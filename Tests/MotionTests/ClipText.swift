import Geometry
import Glibc
import Motion
import Storage
import Testing

/// Clips written by hand for tests, apart from the module's own writer.
enum ClipText {
    /// A frame with all 17 parts and, if asked, a face; every number depends on `seed`.
    static func frame(_ seed: Int, landmarks: Int? = nil, depth: Bool = true) -> String {
        let keypoints = BodyPart.allCases.map { part in
            keypoint(part.name, x: x(part, seed), y: y(part, seed), score: score(part, seed))
        }
        var face = "null"
        if let landmarks {
            let mesh = (0..<landmarks).map { index in
                let point = landmark(index, seed)
                return depth
                    ? "[\(point.x),\(point.y),-\(index).5]" : "[\(point.x), \(point.y)]"
            }
            face =
                #"{"faceInViewConfidence":0.97,"scaledMesh":["# + mesh.joined(separator: ",")
                + "]}"
        }
        return #"{"pose":{"score":0.9,"keypoints":["# + keypoints.joined(separator: ",")
            + #"]},"face":"# + face + "}"
    }

    static func keypoint(_ part: String, x: Double, y: Double, score: Double) -> String {
        #"{"part":"\#(part)","score":\#(score),"position":{"x":\#(x),"y":\#(y)}}"#
    }

    /// What `frame` says, as it must come out.
    static func expected(_ seed: Int, landmarks: Int? = nil) -> MotionFrame {
        var pose = Pose(confidence: 0.9)
        for part in BodyPart.allCases {
            pose[part] = Keypoint(
                x: x(part, seed), y: y(part, seed), confidence: score(part, seed))
        }
        let face = landmarks.map { count in
            Face(confidence: 0.97, landmarks: (0..<count).map { landmark($0, seed) })
        }
        return MotionFrame(index: seed, time: Double(seed) / 30, pose: pose, face: face)
    }

    static func x(_ part: BodyPart, _ seed: Int) -> Double {
        100.25 + Double(part.rawValue * 10 + seed)
    }
    static func y(_ part: BodyPart, _ seed: Int) -> Double {
        -7.125 + Double(part.rawValue * 3 - seed)
    }
    static func score(_ part: BodyPart, _ seed: Int) -> Double {
        Double((part.rawValue + seed) % 11) / 10
    }
    static func landmark(_ index: Int, _ seed: Int) -> Point {
        Point(Double(index) / 3, 1e-3 * Double(index + seed))
    }

    static let header =
        #""format":"pose-animator-clip","version":1,"fps":30,"width":800,"height":600"#

    /// A clip of three frames, the second with a face, the third with nobody.
    static var document: String {
        "{\(header),\"frames\":[\(frames.joined(separator: ","))]}"
    }
    static let frames = [frame(0), frame(1, landmarks: 468), #"{"pose":null,"face":null}"#]
    static var expectedFrames: [MotionFrame] {
        [expected(0), expected(1, landmarks: 468), MotionFrame(index: 2, time: 2.0 / 30)]
    }
}

/// All frames of a clip given as text.
func read(_ text: String, name: String = "clip") throws -> [MotionFrame] {
    try readAll(ClipSource(bytes: Array(text.utf8), name: name))
}

func readAll(_ source: some MotionSource) throws -> [MotionFrame] {
    var source = source
    var frames: [MotionFrame] = []
    while let frame = try source.next() { frames.append(frame) }
    return frames
}

/// The error of reading a clip given as text.
func failure(_ text: String) -> MotionError? {
    do {
        _ = try read(text)
        return nil
    } catch {
        return error as? MotionError
    }
}

/// Opens a clip that stands in a pipe whose writer has gone.
func readThroughPipe(
    _ text: String, person: PersonChoice = .first, _ body: (ClipSource) throws -> Void
) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    #expect(Glibc.write(ends[1], text, text.utf8.count) == text.utf8.count)
    close(ends[1])
    try body(ClipSource(ByteStream(descriptor: ends[0], name: "pipe"), person: person))
}
