import PoseAnimate

/// True motion and what a poor detector would make of it.
///
/// Noise as that of the figures it is held to: normal, of 3 px in a body of 400 px, and of one
/// observation in twenty 60 px and little confidence.
struct NoisyMotion {
    var name: String
    var truth: [MotionFrame]
    var seen: [MotionFrame]
    /// Frames a second.
    var rate: Double
    /// What a pixel of the figures is in this motion's pixels.
    var pixel: Double

    /// A wrist that holds still and reaches from place to place with the least jerk, 900 frames at
    /// 30 a second, as in the figures.
    static func reaches(seed: UInt64) -> NoisyMotion {
        var random = Noise(seed: seed)
        func place() -> Point { Point(random.uniform() * 600, random.uniform() * 600) }
        var path: [Point] = []
        var here = place()
        while path.count < 900 {
            path += Array(repeating: here, count: 15 + Int(random.uniform() * 45))
            let next = place()
            let count = 12 + Int(random.uniform() * 24)
            for step in 1...count {
                let f = Double(step) / Double(count)
                path.append(here + (next - here) * (f * f * f * (10 + f * (6 * f - 15))))
            }
            here = next
        }
        let truth = path.prefix(900).enumerated().map { index, position in
            var pose = Pose(confidence: 1)
            pose[.leftWrist] = Keypoint(position: position, confidence: 0.9)
            // Two parts that stay give the body its size.
            pose[.leftHip] = Keypoint(x: 300, y: 100, confidence: 0.9)
            pose[.leftAnkle] = Keypoint(x: 300, y: 500, confidence: 0.9)
            return MotionFrame(index: index, time: Double(index) / 30, pose: pose)
        }
        return NoisyMotion(
            name: "holds and reaches", truth: truth, rate: 30, pixel: 1, random: &random,
            parts: [.leftWrist])
    }

    /// The frames of a clip that show a body, with noise on all parts that are seen well.
    init(clip: Clip, name: String, seed: UInt64) {
        var random = Noise(seed: seed)
        let truth = clip.frames.filter { $0.pose != nil }
        let sizes = truth.compactMap { frame -> Double? in
            let sound = frame.pose?.keypoints.compactMap { $0 }.filter { $0.confidence >= 0.3 }
            let places = sound?.map(\.position) ?? []
            guard let first = places.first else { return nil }
            let least = places.reduce(first) { pointwiseMin($0, $1) }
            let most = places.reduce(first) { pointwiseMax($0, $1) }
            return (most - least).max()
        }
        let size = sizes.sorted()[sizes.count / 2]
        self.init(
            name: name, truth: truth, rate: clip.framesPerSecond ?? 30, pixel: size / 400,
            random: &random, parts: BodyPart.allCases)
    }

    private init(
        name: String, truth: [MotionFrame], rate: Double, pixel: Double, random: inout Noise,
        parts: [BodyPart]
    ) {
        self.name = name
        self.truth = truth
        self.rate = rate
        self.pixel = pixel
        seen = truth
        for index in seen.indices {
            for part in parts {
                guard let keypoint = seen[index].pose?[part] else { continue }
                let isWild = random.uniform() < 0.05
                let spread = (isWild ? 60 : 3) * pixel
                let error = Point(random.normal(), random.normal()) * spread
                seen[index].pose?[part] = Keypoint(
                    position: keypoint.position + error,
                    confidence: isWild ? 0.15 : keypoint.confidence)
            }
        }
    }

    func filtered(by filters: [StageOptions]) throws -> [MotionFrame] {
        var source = FilteredMotion(
            Clip(framesPerSecond: rate, frames: seen).source,
            filters: try filters.map { try Registry.builtIn.makeFilter($0) })
        return try Clip(reading: &source).frames
    }
}

/// Numbers that look random and are the same on every run: SplitMix64 (Steele, Lea, Flood 2014).
struct Noise {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// From 0 to below 1.
    mutating func uniform() -> Double {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return Double((word ^ (word >> 31)) >> 11) * 0x1p-53
    }

    /// Of mean 0 and deviation 1, close to normal: the sum of twelve uniform numbers, less six.
    mutating func normal() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + uniform() }
    }
}
