import PoseAnimate

/// Compares the filters on noisy motion: `benchmarks` prints it.
enum StabilisationReport {
    /// Filters with the error and jitter measured elsewhere for the like on holds and reaches.
    private static let contenders: [(filters: [String], reference: (Double, Double)?)] = [
        ([], (13.8, 7.96)),
        (["confidence"], nil),
        (["gaps"], (3.0, 3.2)),
        (["gaps,curve=minimum-jerk"], nil),
        (["one-euro"], (4.5, 0.71)),
        (["gaps", "zero-phase"], (1.7, 0.34)),
        (["gaps", "zero-phase,min-cutoff=1"], nil),
        (["rts"], (1.8, 0.80)),
        (["gaps", "rts"], nil),
    ]

    private static let clips = [
        "arms_up_holistic", "room_dance_holistic", "squats_holistic", "street_partial",
        "makeup_face",
    ]

    static func print(in environment: ProcessEnvironment) throws {
        Swift.print(
            "\nnoisy motion: error / jitter at rest, in px of a body of 400 px; in brackets the "
                + "figures held to")
        let reaches = (1...40).map { NoisyMotion.reaches(seed: $0) }
        var motions: [NoisyMotion] = []
        for name in clips {
            guard let path = environment.reference("clips/\(name).json.gz") else { continue }
            motions.append(NoisyMotion(clip: try Clip(path: path), name: name, seed: 1))
        }
        Swift.print(
            (["filters", "holds and reaches"] + motions.map(\.name)).joined(separator: ", "))
        for contender in contenders {
            let filters = try contender.filters.map { try StageOptions(parsing: $0) }
            var onReaches = SteadinessMeasure()
            for motion in reaches {
                onReaches.add(
                    try motion.filtered(by: filters), of: motion, parts: [.leftWrist])
            }
            var cells = [
                text(onReaches) + (contender.reference.map { " (\($0.0) / \($0.1))" } ?? "")
            ]
            for motion in motions {
                var measure = SteadinessMeasure()
                measure.add(
                    try motion.filtered(by: filters), of: motion, parts: BodyPart.allCases)
                cells.append(text(measure))
            }
            let name =
                contender.filters.isEmpty ? "none" : contender.filters.joined(separator: " + ")
            Swift.print("\(name): \(cells.joined(separator: ", "))")
        }
    }

    private static func text(_ measure: SteadinessMeasure) -> String {
        "\(rounded(measure.error)) / \(rounded(measure.jitter))"
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
