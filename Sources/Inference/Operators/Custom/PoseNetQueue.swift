/// A keypoint that may be part of a pose, in cells of the maps.
struct PoseNetCandidate: BitwiseCopyable {
    var x: Float
    var y: Float
    /// As a logit.
    var score: Float
    var keypoint: Int32
}

/// Candidates by falling score, in memory that is kept from run to run.
///
/// Quantized maps have many equal scores, and the order among equals decides which pose is found
/// first. It is that of a binary heap from which the largest is taken by moving larger children
/// up to a leaf and the last element from there towards the root.
struct PoseNetQueue {
    private let items: Scratch<PoseNetCandidate>
    private(set) var count = 0

    init(capacity: Int) { items = Scratch(count: capacity) }

    mutating func removeAll() { count = 0 }

    mutating func insert(_ candidate: PoseNetCandidate) {
        guard count < items.count else { return }
        count += 1
        rise(candidate, from: count - 1)
    }

    mutating func removeLargest() -> PoseNetCandidate? {
        guard count > 0 else { return nil }
        let heap = items.pointer
        let largest = heap[0]
        count -= 1
        guard count > 0 else { return largest }
        let last = heap[count]
        var hole = 0
        while 2 * hole + 1 < count {
            let (first, second) = (2 * hole + 1, 2 * hole + 2)
            // Of equal children the second moves up.
            let child = second < count && heap[second].score >= heap[first].score ? second : first
            heap[hole] = heap[child]
            hole = child
        }
        rise(last, from: hole)
        return largest
    }

    private func rise(_ candidate: PoseNetCandidate, from place: Int) {
        let heap = items.pointer
        var hole = place
        while hole > 0, heap[(hole - 1) / 2].score < candidate.score {
            heap[hole] = heap[(hole - 1) / 2]
            hole = (hole - 1) / 2
        }
        heap[hole] = candidate
    }
}
