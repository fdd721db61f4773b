import PoseAnimate

/// What the interface of plug-ins costs a frame: a stateless filter that is called through it, beside the same
/// filter called directly.
struct InterfaceRound {
    let measures: [Measure]

    private static let frames = 1000

    init() throws {
        measures = try [("body", false), ("body and face", true)].flatMap { name, hasFace in
            var through = try Registry.builtIn.makeFilter(StageOptions(name: "doubtful"))
            var direct = DoubtfulParts()
            var (one, other) = (Self.frame(hasFace), Self.frame(hasFace))
            let times = try Timing.interleaved(runs: 201) {
                for _ in 0..<Self.frames { try through.apply(to: &one) }
            } _: {
                for _ in 0..<Self.frames { direct.apply(to: &other) }
            }
            let (interface, alone) = (
                times.first / Double(Self.frames), times.second / Double(Self.frames)
            )
            return [
                Measure(
                    name: "a stateless filter's call, \(name)", value: interface - alone,
                    unit: "µs", reference: 1, referenceName: "the limit"),
                Measure(
                    name: "a stateless filter through the interface, \(name)", value: interface,
                    unit: "µs", reference: alone, referenceName: "the same called directly"),
            ]
        }
    }

    private static func frame(_ hasFace: Bool) -> MotionFrame {
        var frame = MotionFrame(index: 0, time: 0, pose: Pose(confidence: 0.9))
        for part in BodyPart.allCases {
            frame.pose?[part] = Keypoint(
                x: 10 * Double(part.rawValue), y: 5, confidence: 0.1 * Double(part.rawValue % 10))
        }
        if hasFace {
            frame.face = Face(
                confidence: 0.9, landmarks: (0..<478).map { Point(Double($0), Double($0 % 7)) })
        }
        return frame
    }
}
