import Geometry
import Glibc
import Inference

/// Finds poses in a PoseNet's maps.
struct PoseNetDecoder {
    static let partCount = PoseNetSkeleton.keypointCount
    /// Parents and children.
    static let edges = PoseNetSkeleton.pairs
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
                    if maps.logit(cell, part) > maps.logit(best, part) { best = cell }
                }
            }
            return Keypoint(position: maps.position(best, part), score: maps.score(best, part))
        }
        let total = keypoints.reduce(0) { $0 + $1.score }
        return Pose(score: total / Double(Self.partCount), keypoints: keypoints)
    }

    /// Several poses, the surest first ("PersonLab", section 3.2): each grows from the surest place
    /// of any keypoint that no pose has yet, always the most certain keypoint first.
    func multiple(_ maps: PoseNetMaps) -> [Pose] {
        var poses: [Pose] = []
        for root in roots(maps) {
            guard poses.count < limit else { break }
            let position = maps.position(root.cell, root.part)
            guard !isTaken(position, root.part, poses) else { continue }
            let pose = grown(from: root.part, at: position, root.score, maps)
            if pose.score >= threshold { poses.append(pose) }
        }
        return rescored(poses)
    }

    /// Poses by what they have for themselves: a keypoint where a surer pose has the same one does
    /// not count.
    private func rescored(_ poses: [Pose]) -> [Pose] {
        let sorted = poses.sorted { $0.score > $1.score }
        let own = sorted.indices.map { index in
            var pose = sorted[index]
            let scores = pose.keypoints.enumerated().map { part, keypoint in
                isTaken(keypoint.position, part, sorted[..<index]) ? 0 : keypoint.score
            }
            pose.score = scores.reduce(0, +) / Double(Self.partCount)
            return pose
        }
        return own.filter { $0.score >= threshold }.sorted { $0.score > $1.score }
    }

    /// The places that no neighbour exceeds, the surest first.
    private func roots(
        _ maps: PoseNetMaps
    ) -> [(cell: PoseNetMaps.Cell, part: Int, score: Double)] {
        var roots: [(cell: PoseNetMaps.Cell, part: Int, score: Double)] = []
        // Probabilities rise with logits, which are there without any arithmetic.
        let least = Float(log(threshold / (1 - threshold)))
        for row in 0..<maps.height {
            for column in 0..<maps.width {
                for part in 0..<Self.partCount {
                    let cell = PoseNetMaps.Cell(row: row, column: column)
                    let logit = maps.logit(cell, part)
                    if logit >= least, isPeak(cell, part, logit, maps) {
                        roots.append((cell, part, maps.score(cell, part)))
                    }
                }
            }
        }
        return roots.sorted { $0.score > $1.score }
    }

    private func isPeak(
        _ cell: PoseNetMaps.Cell, _ part: Int, _ logit: Float, _ maps: PoseNetMaps
    ) -> Bool {
        for row in max(cell.row - 1, 0)...min(cell.row + 1, maps.height - 1) {
            for column in max(cell.column - 1, 0)...min(cell.column + 1, maps.width - 1)
            where maps.logit(PoseNetMaps.Cell(row: row, column: column), part) > logit {
                return false
            }
        }
        return true
    }

    private func isTaken(
        _ position: Point, _ part: Int, _ poses: some Sequence<Pose>
    ) -> Bool {
        poses.contains { pose in
            let distance = pose.keypoints[part].position - position
            return distance.dot(distance) <= radius * radius
        }
    }

    /// The pose that has a part at a place.
    private func grown(
        from root: Int, at position: Point, _ score: Double, _ maps: PoseNetMaps
    ) -> Pose {
        var keypoints = [Keypoint?](repeating: nil, count: Self.partCount)
        var reached = [(part: root, keypoint: Keypoint(position: position, score: score))]
        while let surest = reached.indices.max(by: {
            reached[$0].keypoint.score < reached[$1].keypoint.score
        }) {
            let (part, next) = reached.remove(at: surest)
            guard keypoints[part] == nil else { continue }
            let place = next.position
            keypoints[part] = Keypoint(position: place, score: maps.score(at: place, part))
            for (edge, parts) in Self.edges.enumerated() {
                for isForward in [true, false] {
                    let (source, target) = isForward ? parts : (parts.1, parts.0)
                    guard source == part, keypoints[target] == nil else { continue }
                    var point =
                        place + maps.displacement(from: place, edge, isForward: isForward)
                    for _ in 0..<Self.refinements { point = maps.refined(point, target) }
                    let score = maps.score(at: point, target)
                    reached.append((target, Keypoint(position: point, score: score)))
                }
            }
        }
        let found = keypoints.map { $0 ?? Keypoint(position: .zero, score: 0) }
        let total = found.reduce(0) { $0 + $1.score }
        return Pose(score: total / Double(Self.partCount), keypoints: found)
    }
}
