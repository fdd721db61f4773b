import Geometry

/// Finds poses in a PoseNet's maps as its publisher's program does (tfjs-models, pose-detection).
struct PoseNetDecoder {
    static let partCount = 17
    /// Parents and children: the nose, then eyes, ears, shoulders, elbows, wrists, hips, knees and
    /// ankles, left before right.
    static let edges = [
        (0, 1), (1, 3), (0, 2), (2, 4), (0, 5), (5, 7), (7, 9), (5, 11), (11, 13), (13, 15),
        (0, 6), (6, 8), (8, 10), (6, 12), (12, 14), (14, 16),
    ]
    private static let refinements = 2

    struct Keypoint {
        /// Pixels of the model's input.
        var position: Point
        var score: Double
    }

    struct Pose {
        var score: Double
        /// By the parts' numbers.
        var keypoints: [Keypoint]
    }

    /// The least score of the keypoint that a pose grows from.
    var threshold = 0.5
    /// The most poses.
    var limit = 20
    /// Within this many pixels, keypoints of the same kind are taken for the same.
    var radius = 20.0

    /// The one pose that has the likeliest place for each keypoint.
    func single(_ maps: PoseNetMaps) -> Pose {
        let keypoints = (0..<Self.partCount).map { part in
            var best = PoseNetMaps.Cell(row: 0, column: 0)
            for row in 0..<maps.height {
                for column in 0..<maps.width {
                    let cell = PoseNetMaps.Cell(row: row, column: column)
                    if maps.score(cell, part) > maps.score(best, part) { best = cell }
                }
            }
            return Keypoint(position: maps.position(best, part), score: maps.score(best, part))
        }
        let total = keypoints.reduce(0) { $0 + $1.score }
        return Pose(score: total / Double(Self.partCount), keypoints: keypoints)
    }

    /// Several poses, in the order of their surest keypoints.
    func multiple(_ maps: PoseNetMaps) -> [Pose] {
        var poses: [Pose] = []
        for root in roots(maps) {
            guard poses.count < limit else { break }
            let position = maps.position(root.cell, root.part)
            guard !isTaken(position, root.part, poses) else { continue }
            let keypoints = grown(from: root.part, at: position, root.score, maps)
            // What another pose has already does not speak for this one.
            let own = keypoints.enumerated().filter { !isTaken($1.position, $0, poses) }
            poses.append(
                Pose(
                    score: own.reduce(0) { $0 + $1.element.score } / Double(Self.partCount),
                    keypoints: keypoints))
        }
        return poses
    }

    /// The places that no neighbour exceeds, the surest first.
    private func roots(
        _ maps: PoseNetMaps
    ) -> [(cell: PoseNetMaps.Cell, part: Int, score: Double)] {
        var roots: [(cell: PoseNetMaps.Cell, part: Int, score: Double)] = []
        for row in 0..<maps.height {
            for column in 0..<maps.width {
                for part in 0..<Self.partCount {
                    let cell = PoseNetMaps.Cell(row: row, column: column)
                    let score = maps.score(cell, part)
                    if score >= threshold, isPeak(cell, part, score, maps) {
                        roots.append((cell, part, score))
                    }
                }
            }
        }
        return roots.sorted { $0.score > $1.score }
    }

    private func isPeak(
        _ cell: PoseNetMaps.Cell, _ part: Int, _ score: Double, _ maps: PoseNetMaps
    ) -> Bool {
        for row in max(cell.row - 1, 0)...min(cell.row + 1, maps.height - 1) {
            for column in max(cell.column - 1, 0)...min(cell.column + 1, maps.width - 1)
            where maps.score(PoseNetMaps.Cell(row: row, column: column), part) > score {
                return false
            }
        }
        return true
    }

    private func isTaken(_ position: Point, _ part: Int, _ poses: [Pose]) -> Bool {
        poses.contains { pose in
            let distance = pose.keypoints[part].position - position
            return distance.dot(distance) <= radius * radius
        }
    }

    /// All keypoints of the pose that has a part at a place: first along edges towards parents,
    /// then towards children.
    private func grown(
        from root: Int, at position: Point, _ score: Double, _ maps: PoseNetMaps
    ) -> [Keypoint] {
        var keypoints = [Keypoint?](repeating: nil, count: Self.partCount)
        keypoints[root] = Keypoint(position: position, score: score)
        for (edge, parts) in Self.edges.enumerated().reversed() {
            if let child = keypoints[parts.1], keypoints[parts.0] == nil {
                keypoints[parts.0] = follow(edge, false, child, to: parts.0, maps)
            }
        }
        for (edge, parts) in Self.edges.enumerated() {
            if let parent = keypoints[parts.0], keypoints[parts.1] == nil {
                keypoints[parts.1] = follow(edge, true, parent, to: parts.1, maps)
            }
        }
        return keypoints.map { $0 ?? Keypoint(position: .zero, score: 0) }
    }

    private func follow(
        _ edge: Int, _ isForward: Bool, _ source: Keypoint, to part: Int, _ maps: PoseNetMaps
    ) -> Keypoint {
        var place =
            source.position
            + maps.displacement(maps.cell(near: source.position), edge, isForward)
        for _ in 0..<Self.refinements {
            place = maps.position(maps.cell(near: place), part)
        }
        return Keypoint(position: place, score: maps.score(maps.cell(near: place), part))
    }
}
