/// Places tensors in one block of memory so that those alive at the same time do not overlap.
///
/// Greedy by size, as in "Efficient Memory Management for Deep Neural Net Inference" (Pisarchyk
/// and Lee, 2020): the largest first, each at the lowest offset that is free while it lives.
struct ArenaPlan {
    struct Request {
        var tensor: Int
        var byteCount: Int
        /// The steps from the one that writes to the last one that reads, both included.
        var lifetime: ClosedRange<Int>
    }

    /// Where each requested tensor begins, in bytes.
    private(set) var offsets: [Int: Int] = [:]
    private(set) var byteCount = 0

    /// Kernels may read this far behind a tensor.
    static let slack = 64
    private static let alignment = 64

    /// Beyond this no more is placed: no machine has as much, and sums of sizes stay countable.
    static let mostBytes = Int.max >> 2

    init(_ requests: [Request]) {
        struct Placed {
            var offset: Int
            var end: Int
            var lifetime: ClosedRange<Int>
        }
        var placed: [Placed] = []
        let order = requests.sorted {
            ($1.byteCount, $0.lifetime.lowerBound, $0.tensor)
                < ($0.byteCount, $1.lifetime.lowerBound, $1.tensor)
        }
        for request in order {
            let size =
                (request.byteCount + Self.slack + Self.alignment - 1) / Self.alignment
                * Self.alignment
            var offset = 0
            // `placed` is in the order of offsets, so the first gap that fits is the lowest.
            for other in placed where other.lifetime.overlaps(request.lifetime) {
                if other.offset >= offset + size { break }
                offset = max(offset, other.end)
            }
            let new = Placed(offset: offset, end: offset + size, lifetime: request.lifetime)
            let place = placed.firstIndex { $0.offset > offset } ?? placed.count
            placed.insert(new, at: place)
            offsets[request.tensor] = offset
            byteCount = max(byteCount, new.end)
            guard byteCount <= Self.mostBytes else { return }
        }
    }
}
