import Glibc

/// NON_MAX_SUPPRESSION_V4 and V5: the boxes with the highest scores among those that overlap; the
/// later version may lower the scores of boxes that overlap a better one instead of dropping them.
struct NonMaxSuppression: ParametricPlan {
    static let definition = OperatorDefinition(
        .nonMaxSuppressionV4, versions: 1...1, types: [.float32], NonMaxSuppression.self)
    static let softDefinition = OperatorDefinition(
        .nonMaxSuppressionV5, versions: 1...1, types: [.float32], NonMaxSuppression.self)
    static let parameters = 2..<3

    private var isSoft: Bool
    private var count: Int
    /// The most boxes that are chosen.
    private var limit: Int?

    init(_ request: ShapeRequest) throws(InferenceError) {
        isSoft = request.node.name == .builtin(.nonMaxSuppressionV5)
        try request.expect(inputs: isSoft ? 6...6 : 5...5, outputs: isSoft ? 3 : 2)
        let boxes = try request.operand(0)
        try request.expect(boxes, "boxes", type: .float32, rank: 2)
        count = boxes.shape[0]
        try request.expect(boxes, "boxes", shape: [count, 4])
        try request.expect(request.operand(1), "scores", type: .float32)
        try request.expect(request.operand(1), "scores", shape: [count])
        for index in 3..<(isSoft ? 6 : 5) {
            let number = try request.operand(index)
            try request.expect(number, "input \(index)", type: .float32)
            guard number.shape.count == 1 else {
                throw request.error("its input \(index) has the shape \(number.shape)")
            }
        }
        for (index, output) in request.outputs.enumerated() {
            let isScore = isSoft && index == 1
            try request.expect(output, "output \(index)", type: isScore ? .float32 : .int32)
        }
        guard Int32(exactly: count) != nil else {
            throw request.unsupported("chooses among \(count) boxes")
        }
        guard let limit = try request.parameter(2, "limit", types: [.int32]) else { return }
        guard limit >= 0 else { throw request.error("cannot choose \(limit) boxes") }
        self.limit = limit
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        guard let limit else { return nil }
        let chosen = try Shape([limit])
        return isSoft ? [chosen, chosen, []] : [chosen, []]
    }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let chosen = try request.output(0)
        let scores = isSoft ? try request.output(1) : nil
        let number = try request.output(isSoft ? 2 : 1)
        guard let limit, limit > 0, count > 0 else {
            return {
                for output in [chosen, scores, number] {
                    guard let output, output.shape.count > 0 else { continue }
                    output.data.initializeMemory(
                        as: UInt8.self, repeating: 0, count: output.byteCount)
                }
            }
        }
        let inputs = (try request.input(0), try request.input(1))
        let thresholds = (try request.input(3), try request.input(4))
        let sigma = isSoft ? try request.input(5) : nil
        let search = BoxSearch(boxes: inputs.0, scores: inputs.1)
        return {
            let indices = chosen.elements(Int32.self)
            let kept = scores?.elements(Float.self)
            let found = search.choose(
                indices, kept, overlap: thresholds.0.elements(Float.self)[0],
                score: thresholds.1.elements(Float.self)[0],
                sigma: sigma?.elements(Float.self)[0] ?? 0)
            for place in found..<indices.count {
                indices[place] = 0
                kept?[place] = 0
            }
            number.elements(Int32.self)[0] = Int32(truncatingIfNeeded: found)
        }
    }
}

/// Chooses boxes, the best first.
private final class BoxSearch {
    struct Candidate {
        var index: Int
        var score: Float
        /// The chosen boxes that have lowered its score already.
        var compared: Int
    }

    private let boxes: Tensor
    private let scores: Tensor
    /// A heap whose root has the highest score. Equal scores come out in the order in which the
    /// heap of the C++ library that LiteRT is built with gives them.
    private let heap: UnsafeMutableBufferPointer<Candidate>
    private var count = 0

    init(boxes: Tensor, scores: Tensor) {
        self.boxes = boxes
        self.scores = scores
        heap = .allocate(capacity: scores.shape.count)
        heap.initialize(repeating: Candidate(index: 0, score: 0, compared: 0))
    }

    deinit { heap.deallocate() }

    /// Gives the number of boxes that were chosen.
    func choose(
        _ chosen: UnsafeMutableBufferPointer<Int32>, _ kept: UnsafeMutableBufferPointer<Float>?,
        overlap limit: Float, score least: Float, sigma: Float
    ) -> Int {
        count = 0
        for (index, score) in scores.elements(Float.self).enumerated() where score > least {
            push(Candidate(index: index, score: score, compared: 0))
        }
        let decay: Float = sigma > 0 ? -0.5 / sigma : 0
        var found = 0
        while found < chosen.count, count > 0 {
            var next = pop()
            let score = next.score
            var isDropped = false
            for place in stride(from: found - 1, through: next.compared, by: -1) {
                let overlap = overlap(next.index, Int(chosen[place]))
                if overlap >= limit {
                    isDropped = true
                    break
                }
                if sigma > 0 { next.score *= expf(decay * overlap * overlap) }
                if next.score <= least { break }
            }
            next.compared = found
            if isDropped { continue }
            if next.score == score {
                chosen[found] = Int32(truncatingIfNeeded: next.index)
                kept?[found] = score
                found += 1
            }
            // One that was chosen comes back too, and is dropped for overlapping itself.
            if next.score > least { push(next) }
        }
        return found
    }

    /// The shared part of two boxes' areas, as a part of the area that either covers.
    private func overlap(_ first: Int, _ second: Int) -> Float {
        let corners = UnsafePointer(boxes.elements(Float.self).baseAddress)
        guard let corners else { return 0 }
        let (a, b) = (corners + 4 * first, corners + 4 * second)
        let top = (min(a[0], a[2]), min(b[0], b[2]))
        let left = (min(a[1], a[3]), min(b[1], b[3]))
        let bottom = (max(a[0], a[2]), max(b[0], b[2]))
        let right = (max(a[1], a[3]), max(b[1], b[3]))
        let areas = (
            (bottom.0 - top.0) * (right.0 - left.0), (bottom.1 - top.1) * (right.1 - left.1)
        )
        guard areas.0 > 0, areas.1 > 0 else { return 0 }
        let height = max(min(bottom.0, bottom.1) - max(top.0, top.1), 0)
        let width = max(min(right.0, right.1) - max(left.0, left.1), 0)
        let shared = height * width
        return shared / (areas.0 + areas.1 - shared)
    }

    private func push(_ candidate: Candidate) {
        count += 1
        rise(candidate, from: count - 1)
    }

    private func rise(_ candidate: Candidate, from start: Int) {
        var place = start
        while place > 0, heap[(place - 1) / 2].score < candidate.score {
            heap[place] = heap[(place - 1) / 2]
            place = (place - 1) / 2
        }
        heap[place] = candidate
    }

    /// Fills the root's place from below down to a leaf; from there the last one rises.
    private func pop() -> Candidate {
        let root = heap[0]
        count -= 1
        var hole = 0
        while 2 * hole + 2 < count {
            let right = 2 * hole + 2
            let child = heap[right].score < heap[right - 1].score ? right - 1 : right
            heap[hole] = heap[child]
            hole = child
        }
        if 2 * hole + 2 == count {
            heap[hole] = heap[count - 1]
            hole = count - 1
        }
        rise(heap[count], from: hole)
        return root
    }
}
