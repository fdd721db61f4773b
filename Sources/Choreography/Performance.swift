import Geometry
import Motion
import Rigging

/// A routine performed before a camera: frames of motion with the camera's and the detector's
/// faults.
public struct Performance: Sendable {
    public static let framesPerSecond = 30.0

    /// A stretch in which a part is hardly seen.
    struct DropOut: Sendable {
        /// Nil for the face.
        var part: BodyPart?
        var start: Double
        var duration: Double
    }

    /// The name of the clip: "walk".
    public let name: String
    private let routine: any Routine
    private let seed: UInt64
    private let dropOuts: [DropOut]
    /// How much the camera trembles and the detector doubts: 1, or 0 for none.
    private let faults: Double

    init(_ name: String, _ routine: any Routine, seed: UInt64, dropOuts: [DropOut]) {
        self.name = name
        self.routine = routine
        self.seed = seed
        self.dropOuts = dropOuts
        faults = 1
    }

    /// A routine as it is meant, without a camera.
    init(_ name: String, _ routine: any Routine) {
        self.name = name
        self.routine = routine
        seed = 0
        dropOuts = []
        faults = 0
    }

    /// What sensors set off: standing idle, over and over, and a performance for each gesture.
    public static let gestures = [
        Performance("idle", Idle()), Performance("ring", Ring()), Performance("slope", Slope()),
        Performance("wing", Wing()), Performance("shake", Shake()),
    ]

    /// The clips of `Examples/clips`.
    public static let all = [
        Performance(
            "walk", Walk(), seed: 1,
            dropOuts: [DropOut(part: .leftWrist, start: 1.7, duration: 0.2)]),
        Performance(
            "wave", Wave(), seed: 2,
            dropOuts: [DropOut(part: .rightWrist, start: 2.4, duration: 0.13)]),
        Performance(
            "jump", Jump(), seed: 3,
            dropOuts: [DropOut(part: .leftAnkle, start: 1.45, duration: 0.16)]),
        Performance(
            "dance", Dance(), seed: 4,
            dropOuts: [
                DropOut(part: nil, start: 2.5, duration: 0.5),
                DropOut(part: .rightWrist, start: 1.1, duration: 0.16),
            ]),
        Performance(
            "talk", Talk(), seed: 5,
            dropOuts: [DropOut(part: .leftWrist, start: 3.1, duration: 0.2)]),
    ]

    public var frameCount: Int { Int((routine.duration * Self.framesPerSecond).rounded()) }

    /// All frames, in pixels of a picture of `Figure.pictureSize`.
    ///
    /// - Throws: when the built-in rig of the face cannot be read.
    public func frames() throws(RiggingError) -> [MotionFrame] {
        let face = try FaceModel()
        return (0..<frameCount).map { frame($0, face) }
    }

    private func frame(_ index: Int, _ model: FaceModel) -> MotionFrame {
        let time = Double(index) / Self.framesPerSecond
        let figure = Figure()
        let noise = ValueNoise(seed: seed)
        let stance = routine.stance(at: time)
        let skeleton = Skeleton(stance, figure)
        let landmarks = model.landmarks(
            stance, head: skeleton.head, roll: skeleton.roll, width: figure.faceWidth)
        let turn = HeadTurn(
            stance, head: skeleton.head, roll: skeleton.roll, width: figure.faceWidth)
        var joints = skeleton.joints
        joints[.nose] = turn.place(Point(0, 0.225))
        joints[.leftEye] = turn.place(Point(0.235, -0.015))
        joints[.rightEye] = turn.place(Point(-0.235, -0.015))
        joints[.leftEar] = turn.place(Point(0.55, 0.05), depth: -0.1)
        joints[.rightEar] = turn.place(Point(-0.55, 0.05), depth: -0.1)

        var pose = Pose(confidence: 0.95 + 0.03 * faults * noise.value(at: time * 2, channel: 900))
        for part in BodyPart.allCases {
            guard let joint = joints[part] else { continue }
            let channel = part.rawValue * 4
            let tremble = Point(
                noise.value(at: time * 9, channel: channel),
                noise.value(at: time * 9, channel: channel + 1))
            let isLost = isLost(part, at: time)
            let wobble = (isLost ? 9.0 : 0.5) * faults
            let sure = 0.94 + 0.05 * faults * noise.value(at: time * 3, channel: channel + 2)
            pose[part] = Keypoint(
                position: joint + tremble * wobble, confidence: isLost ? sure * 0.22 : sure)
        }
        let faceConfidence = 0.97 + 0.025 * faults * noise.value(at: time * 3, channel: 901)
        return MotionFrame(
            index: index, time: time, pose: pose,
            face: isLost(nil, at: time)
                ? nil : Face(confidence: faceConfidence, landmarks: landmarks))
    }

    private func isLost(_ part: BodyPart?, at time: Double) -> Bool {
        dropOuts.contains {
            $0.part == part && time >= $0.start && time < $0.start + $0.duration
        }
    }
}
