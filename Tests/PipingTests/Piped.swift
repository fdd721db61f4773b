import Geometry
import Motion
import Piping

/// A body and a face that go through a program of the shell.
struct Piped {
    /// Reads the header, and answers each frame by what the rest of the script makes of `$f`.
    static func answering(_ rest: String) -> String {
        "read -r h; while read -r f; do \(rest); done"
    }

    /// Answers every frame as it came.
    static let unchanged = answering(#"printf '%s\n' "$f""#)

    let frames: [MotionFrame]

    init(frameCount: Int = 4) {
        frames = (0..<frameCount).map { index in
            var pose = Pose(confidence: 0.1 + 0.2)
            pose[.nose] = Keypoint(x: 1.0 / 3, y: Double(index) * 1e-7, confidence: 0.7)
            pose[.leftWrist] = Keypoint(x: -12.25, y: 1e6, confidence: 1)
            let face = Face(
                confidence: nil, landmarks: (0..<468).map { Point(Double($0) / 7, Double(index)) })
            return MotionFrame(
                index: index, time: Double(index) / 24, pose: index == 1 ? nil : pose,
                face: index == 2 ? nil : face)
        }
    }

    /// The frames that come out, as far as they come, and why no more do.
    func through(
        _ commands: String..., timeout: Double = 20
    ) throws -> (frames: [MotionFrame], error: MotionError?) {
        let clip = Clip(framesPerSecond: 24, size: Size(width: 640, height: 480), frames: frames)
        let filters = try commands.map {
            try PipeFilter(PipeCommand($0, timeout: timeout), header: clip.header)
        }
        var motion = FilteredMotion(clip.source, filters: filters)
        var result: [MotionFrame] = []
        do throws(MotionError) {
            while let frame = try motion.next() { result.append(frame) }
        } catch {
            return (result, error)
        }
        return (result, nil)
    }
}
