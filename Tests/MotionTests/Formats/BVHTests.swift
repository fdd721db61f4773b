import Geometry
import Testing

@testable import Motion

/// A figure of a few joints: shoulders 4 apart at a height of 14, hips 2 apart at 8, ankles at 0.
enum BVHSamples {
    static func limb(_ side: String, _ names: [String], _ offsets: [String]) -> String {
        var text = ""
        for (index, (name, offset)) in zip(names, offsets).enumerated() {
            text += "JOINT \(side)\(name)\n{\nOFFSET \(offset)\n"
            text += index == 0 ? "CHANNELS 3 Zrotation Xrotation Yrotation\n" : "CHANNELS 0\n"
        }
        return text + "End Site\n{\nOFFSET 0 0 1\n}\n"
            + String(repeating: "}\n", count: names.count)
    }

    static let hierarchy = """
        HIERARCHY
        ROOT Hips
        {
        OFFSET 0 0 0
        CHANNELS 6 Xposition Yposition Zposition Yrotation Xrotation Zrotation
        \(limb("Left", ["UpLeg", "Leg", "Foot"], ["1 0 0", "0 -4 0", "0 -4 0"]))\
        \(limb("Right", ["UpLeg", "Leg", "Foot"], ["-1 0 0", "0 -4 0", "0 -4 0"]))\
        JOINT Spine
        {
        OFFSET 0 6 0
        CHANNELS 0
        \(limb("Left", ["Arm", "ForeArm", "Hand"], ["2 0 0", "3 0 0", "3 0 0"]))\
        \(limb("Right", ["Arm", "ForeArm", "Hand"], ["-2 0 0", "-3 0 0", "-3 0 0"]))\
        JOINT Head
        {
        OFFSET 0 1 0
        CHANNELS 0
        }
        }
        }

        """

    /// Numbers of a frame: the root's six, and a turn of the left arm about z.
    static func frame(root: String = "0 8 0 0 0 0", leftArm: String = "0 0 0") -> String {
        "\(root)  0 0 0  0 0 0  \(leftArm)  0 0 0\n"
    }

    static func text(_ frames: [String]) -> String {
        hierarchy + "MOTION\nFrames: \(frames.count)\nFrame Time:\t0.05\n" + frames.joined()
    }

    static let figure = text([frame(), frame(leftArm: "90 0 0")])
}

@Suite struct BVHTests {
    private func clip(
        _ text: String, _ change: (inout KeypointOptions) -> Void = { _ in }
    ) throws -> Clip {
        var options = KeypointOptions()
        options.size = Size(width: 500, height: 500)
        change(&options)
        return try importClip(text, options).clip
    }

    /// A part's place in units of the figure, from the right hip.
    private func place(_ part: BodyPart, _ frame: MotionFrame) throws -> Point {
        let pose = try #require(frame.pose)
        let left = try #require(pose[.leftHip]?.position)
        let right = try #require(pose[.rightHip]?.position)
        let unit = (left - right).length / 2
        let point = try #require(pose[part]?.position)
        return (point - right) * (1 / unit)
    }

    private func isNear(_ one: Point, _ other: Point) -> Bool { (one - other).length < 1e-9 }

    @Test func jointsAreSeenFromTheFront() throws {
        let clip = try clip(BVHSamples.figure)
        #expect(clip.framesPerSecond == 20)
        let frame = clip.frames[0]
        // The person's left is to the viewer's right; up is up.
        #expect(isNear(try place(.leftWrist, frame), Point(9, -6)))
        #expect(isNear(try place(.rightAnkle, frame), Point(0, 8)))
        #expect(try place(.nose, frame).y < -7)
        #expect(try place(.leftEar, frame).x > place(.leftEye, frame).x)
        // A quarter turn about z lifts the left arm.
        #expect(isNear(try place(.leftWrist, clip.frames[1]), Point(3, -12)))
        #expect(isNear(try place(.rightWrist, clip.frames[1]), Point(-7, -6)))
    }

    @Test func everythingLiesInThePicture() throws {
        let clip = try clip(BVHSamples.figure) { $0.size = Size(width: 300, height: 900) }
        for frame in clip.frames {
            for keypoint in frame.pose?.keypoints ?? [] {
                let position = try #require(keypoint?.position)
                #expect((29.99...270.01).contains(position.x))
                #expect((89.99...810.01).contains(position.y))
            }
        }
    }

    /// The same turn in other orders of channels, worked out by hand: about x by 90 degrees, then
    /// about the turned z by 90, takes the arm from +x to +z, the other way round to +y.
    @Test(arguments: [
        ("Xrotation Zrotation Yrotation", "90 90 0", Point(3, -6)),
        ("Zrotation Xrotation Yrotation", "90 90 0", Point(3, -12)),
        ("Yrotation Zrotation Xrotation", "0 90 90", Point(3, -12)),
        ("Yrotation Xrotation Zrotation", "0 90 90", Point(3, -6)),
    ])
    func channelsTurnInTheirOrder(channels: String, turn: String, wrist: Point) throws {
        let text = BVHSamples.text([BVHSamples.frame(leftArm: turn)])
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map {
                $0 == "CHANNELS 3 Zrotation Xrotation Yrotation" ? "CHANNELS 3 \(channels)" : $0
            }
            .joined(separator: "\n")
        let clip = try clip(text) {
            $0.up = .plusY
            $0.front = .plusZ
        }
        #expect(isNear(try place(.leftWrist, clip.frames[0]), wrist))
    }

    @Test(arguments: ["0 8 0 90 0 0", "0 8 0 180 0 0", "0 8 0 0 90 0", "5 8 9 0 0 -90"])
    func frontAndUpGoByTheMotion(root: String) throws {
        let clip = try clip(BVHSamples.text([BVHSamples.frame(root: root)]))
        #expect(isNear(try place(.leftWrist, clip.frames[0]), Point(9, -6)))
    }

    @Test func frontCanBeGiven() throws {
        let clip = try clip(BVHSamples.figure) { $0.front = .minusZ }
        // From behind, the person's left is to the viewer's left.
        #expect(isNear(try place(.leftWrist, clip.frames[0]), Point(-9, -6)))
    }

    @Test func unknownJointsAreNamed() {
        let text = BVHSamples.figure.split(separator: "Left").joined(separator: "Up")
        let error = #expect(throws: MotionError.self) { try clip(text) }
        #expect(error?.message.contains("leftShoulder") == true)
        #expect(error?.message.contains("UpForeArm") == true)
    }

    @Test(arguments: [
        "mixamorig:LeftArm", "LeftShoulder", "lShldr", "upperarm_l", "upper_arm.L",
        "Bip01 L UpperArm",
    ])
    func namesOfOtherRigs(name: String) throws {
        let text = BVHSamples.figure.split(separator: "LeftArm").joined(separator: name)
        #expect(isNear(try place(.leftWrist, clip(text).frames[0]), Point(9, -6)))
    }
}
