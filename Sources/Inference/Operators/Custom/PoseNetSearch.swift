import Glibc

/// Finds poses in the maps of a PoseNet; all memory is kept from run to run.
///
/// The best local maximum of any heatmap is where a pose begins. From keypoint to keypoint, always
/// the most certain first, the offsets along edges lead to a neighbour's place, which the
/// neighbourhood's offsets then refine (G. Papandreou et al., "PersonLab", 2018, section 3.2).
final class PoseNetSearch {
    struct Settings {
        var height: Int
        var width: Int
        /// The most poses.
        var limit: Int
        /// The least score of a pose, 0 to 1.
        var threshold: Float
        /// Within this many cells, keypoints of the same kind are taken for the same.
        var radius: Float
        /// The pixels of a cell.
        var stride: Float
    }

    private static let keypointCount = PoseNetSkeleton.keypointCount
    private static let refinements = 5

    private let settings: Settings
    private let scores: PoseNetMap
    private let short: PoseNetMap
    private let middle: PoseNetMap
    private let outputs:
        (keypoints: Tensor, keypointScores: Tensor, poseScores: Tensor, count: Tensor)

    private var roots: PoseNetQueue
    private var reached: PoseNetQueue
    /// Poses as found, keypoint by keypoint; scores become probabilities when a pose is complete.
    private let found: Scratch<PoseNetCandidate>
    private let poseScores: Scratch<Float>
    private let order: Scratch<Int>

    init(
        _ settings: Settings, scores: Scratch<Float>, short: Scratch<Float>,
        middle: Scratch<Float>, keypoints: Tensor, keypointScores: Tensor, poseScores: Tensor,
        count: Tensor
    ) {
        self.settings = settings
        func map(_ values: Scratch<Float>, _ channels: Int) -> PoseNetMap {
            PoseNetMap(
                values: values, height: settings.height, width: settings.width, channels: channels)
        }
        self.scores = map(scores, Self.keypointCount)
        self.short = map(short, 2 * Self.keypointCount)
        self.middle = map(middle, 64)
        outputs = (keypoints, keypointScores, poseScores, count)
        roots = PoseNetQueue(capacity: scores.count)
        // The root, and at most two ways to each keypoint's neighbours.
        reached = PoseNetQueue(capacity: 2 * Self.keypointCount)
        found = Scratch(count: settings.limit * Self.keypointCount)
        self.poseScores = Scratch(count: settings.limit)
        order = Scratch(count: settings.limit)
    }

    func run() {
        collectRoots()
        var count = 0
        while count < settings.limit, let root = roots.removeLargest() {
            guard !isNear(root, posesBefore: count) else { continue }
            follow(root, pose: count)
            let score = completeScore(pose: count)
            guard score >= settings.threshold else { continue }
            poseScores.pointer[count] = score
            count += 1
        }
        sortOrder(count)
        rescore(count)
        sortOrder(count)
        write(count)
    }

    /// The cells whose score is sufficient and the largest among their neighbours.
    private func collectRoots() {
        roots.removeAll()
        let least = -logf(1 / (settings.threshold + 1e-6) - 1)
        for row in 0..<settings.height {
            for column in 0..<settings.width {
                for keypoint in 0..<Self.keypointCount {
                    let score = scores[row, column, keypoint]
                    guard score >= least, isLargest(score, row, column, keypoint) else { continue }
                    let down = short[row, column, keypoint]
                    let across = short[row, column, Self.keypointCount + keypoint]
                    roots.insert(
                        PoseNetCandidate(
                            x: PoseNetMap.held(Float(column) + across, settings.width),
                            y: PoseNetMap.held(Float(row) + down, settings.height),
                            score: score, keypoint: Int32(keypoint)))
                }
            }
        }
    }

    private func isLargest(_ score: Float, _ row: Int, _ column: Int, _ keypoint: Int) -> Bool {
        for y in max(row - 1, 0)...min(row + 1, settings.height - 1) {
            for x in max(column - 1, 0)...min(column + 1, settings.width - 1)
            where scores[y, x, keypoint] > score {
                return false
            }
        }
        return true
    }

    private func pose(_ number: Int) -> UnsafeMutablePointer<PoseNetCandidate> {
        found.pointer + number * Self.keypointCount
    }

    private func areNear(_ left: PoseNetCandidate, _ right: PoseNetCandidate) -> Bool {
        let (x, y) = (left.x - right.x, left.y - right.y)
        return x * x + y * y <= settings.radius * settings.radius
    }

    private func isNear(_ root: PoseNetCandidate, posesBefore count: Int) -> Bool {
        (0..<count).contains { areNear(root, pose($0)[Int(root.keypoint)]) }
    }

    /// Goes from a keypoint to all others.
    private func follow(_ root: PoseNetCandidate, pose number: Int) {
        let pose = pose(number)
        var isKnown: UInt32 = 0
        reached.removeAll()
        var start = root
        start.score = scores.sample(root.x, root.y, channel: Int(root.keypoint))
        reached.insert(start)
        while let current = reached.removeLargest() {
            let keypoint = Int(current.keypoint)
            guard isKnown & 1 << keypoint == 0 else { continue }
            isKnown |= 1 << keypoint
            pose[keypoint] = current
            for edge in PoseNetSkeleton.edges[keypoint] where isKnown & 1 << edge.target == 0 {
                var point = middle.moved(
                    current.x, current.y, vertical: edge.channel, horizontal: edge.channel + 16)
                for _ in 0..<Self.refinements {
                    point = short.moved(
                        point.x, point.y, vertical: edge.target,
                        horizontal: Self.keypointCount + edge.target)
                }
                reached.insert(
                    PoseNetCandidate(
                        x: point.x, y: point.y,
                        score: scores.sample(point.x, point.y, channel: edge.target),
                        keypoint: Int32(edge.target)))
            }
        }
    }

    /// Makes probabilities of a pose's logits; their average.
    private func completeScore(pose number: Int) -> Float {
        let pose = pose(number)
        var sum: Float = 0
        for keypoint in 0..<Self.keypointCount {
            pose[keypoint].score = 1 / (1 + expf(-pose[keypoint].score))
            sum += pose[keypoint].score
        }
        return sum / Float(Self.keypointCount)
    }

    /// Poses' numbers by falling score; of equal ones the first found stays first.
    private func sortOrder(_ count: Int) {
        let numbers = order.pointer
        let scores = poseScores.pointer
        for number in 0..<count {
            var place = number
            while place > 0, scores[numbers[place - 1]] < scores[number] {
                numbers[place] = numbers[place - 1]
                place -= 1
            }
            numbers[place] = number
        }
    }

    /// Keypoints that a better pose has too do not count.
    private func rescore(_ count: Int) {
        for place in 0..<count {
            let number = order.pointer[place]
            let current = pose(number)
            var sum: Float = 0
            for keypoint in 0..<Self.keypointCount {
                let isShared = (0..<place).contains {
                    areNear(current[keypoint], pose(order.pointer[$0])[keypoint])
                }
                if !isShared { sum += current[keypoint].score }
            }
            poseScores.pointer[number] = sum / Float(Self.keypointCount)
        }
    }

    private func write(_ count: Int) {
        let places = outputs.keypoints.elements(Float.self)
        let keypointScores = outputs.keypointScores.elements(Float.self)
        let scores = outputs.poseScores.elements(Float.self)
        places.update(repeating: 0)
        keypointScores.update(repeating: 0)
        scores.update(repeating: 0)
        var written = 0
        while written < count {
            let number = order.pointer[written]
            guard poseScores.pointer[number] >= settings.threshold else { break }
            scores[written] = poseScores.pointer[number]
            for keypoint in 0..<Self.keypointCount {
                let place = written * Self.keypointCount + keypoint
                let point = pose(number)[keypoint]
                places[2 * place] = point.y * settings.stride
                places[2 * place + 1] = point.x * settings.stride
                keypointScores[place] = point.score
            }
            written += 1
        }
        outputs.count.elements(Float.self)[0] = Float(written)
    }
}
