import Geometry
import Motion

/// A wrist that moves beside a hip that stays at the origin, so that the body has a size.
struct WristMotion {
    var frames: [MotionFrame] = []

    /// - Parameter wrist: positions at 25 frames a second; nil where the pose is missing.
    init(_ wrist: [Point?], confidence: [Double] = []) {
        for (index, position) in wrist.enumerated() {
            let sure = confidence.indices.contains(index) ? confidence[index] : 1
            let keypoint = position.map { Keypoint(position: $0, confidence: sure) }
            append(keypoint, at: Double(index) / 25)
        }
    }

    init(_ wrist: [(time: Double, position: Point)]) {
        for (time, position) in wrist {
            append(Keypoint(position: position, confidence: 1), at: time)
        }
    }

    private mutating func append(_ wrist: Keypoint?, at time: Double) {
        var frame = MotionFrame(index: frames.count, time: time)
        if let wrist {
            var pose = Pose(confidence: 1)
            pose[.leftHip] = Keypoint(x: 0, y: 0, confidence: 1)
            pose[.leftWrist] = wrist
            frame.pose = pose
        }
        frames.append(frame)
    }

    /// A path with pixels of noise on it, the same on every run.
    static func noisy(count: Int, around path: (Double) -> Point) -> [Point] {
        (0..<count).map { index in
            let noise = Point(
                Double(index * 37 % 11) - 5, Double(index * 53 % 13) - 6)
            return path(Double(index) / 25) + noise
        }
    }

    func filtered(by filter: some MotionFilter) -> [MotionFrame] {
        filtered(by: [filter])
    }

    func filtered(by filters: [any MotionFilter]) -> [MotionFrame] {
        var source = FilteredMotion(Clip(frames: frames).source, filters: filters)
        var result: [MotionFrame] = []
        // Frames in memory cannot fail to be read.
        while let frame = try? source.next() { result.append(frame) }
        return result
    }
}

extension [MotionFrame] {
    /// Where the wrist is; nil in frames where it is not.
    var wrist: [Point?] { map { $0.pose?[.leftWrist]?.position } }

    /// The clip played backward: the last frame first, at the same distances in time.
    var backward: [MotionFrame] {
        let end = last?.time ?? 0
        return reversed().enumerated().map { index, frame in
            MotionFrame(
                index: index, time: end - frame.time, pose: frame.pose, face: frame.face)
        }
    }

    /// The mean distance that the wrist goes from frame to frame.
    var meanStep: Double {
        let places = wrist.compactMap { $0 }
        let way = zip(places, places.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length }
        return way / Double(places.count - 1)
    }
}

/// Whether points agree to a billionth of a pixel.
func agree(_ some: [Point?], _ others: [Point?]) -> Bool {
    some.count == others.count
        && zip(some, others).allSatisfy { one, other in
            guard let one, let other else { return one == nil && other == nil }
            return (one - other).length < 1e-9
        }
}
