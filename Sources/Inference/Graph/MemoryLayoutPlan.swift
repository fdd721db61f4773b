/// The memory of one stage: which tensors it needs, how long each lives and where it lies.
struct MemoryLayoutPlan {
    private var requests: [ArenaPlan.Request] = []
    private let scratchByteCount: Int
    private let threads: Int
    private(set) var arena = OwnedBytes(byteCount: 0)
    private(set) var scratch = OwnedBytes(byteCount: 0)

    /// What one worker has, a whole number of cache lines and an odd one at that, so that workers
    /// do not share sets of the cache.
    let scratchStride: Int

    init(
        _ parts: [Partitioner.Part], graph: GraphView, roots: [Int], kept: Set<Int>, threads: Int
    ) {
        self.threads = threads
        scratchByteCount = parts.reduce(0) { max($0, $1.claim.scratchByteCount) }
        scratchStride = (scratchByteCount + 127) / 128 * 128 + 64
        var first: [Int: Int] = [:]
        var last: [Int: Int] = [:]
        for (step, part) in parts.enumerated() {
            for output in part.claim.outputs {
                first[roots[output]] = min(first[roots[output]] ?? step, step)
                last[roots[output]] = max(last[roots[output]] ?? step, step)
            }
            for input in part.claim.inputs where first[roots[input]] != nil {
                last[roots[input]] = step
            }
        }
        for (tensor, start) in first {
            let end = kept.contains(tensor) ? parts.count : last[tensor] ?? start
            requests.append(
                ArenaPlan.Request(
                    tensor: tensor, byteCount: graph.tensors[tensor].byteCount,
                    lifetime: start...end))
        }
    }

    /// Reserves the memory and tells each tensor its place.
    mutating func allocate(
        _ tensors: inout [TensorState], limit: Int
    ) throws(InferenceError) {
        let plan = ArenaPlan(requests)
        let limit = min(limit, ArenaPlan.mostBytes)
        let scratchTotal = scratchStride.multipliedReportingOverflow(by: threads)
        let scratchByteCount =
            scratchTotal.overflow
            ? ArenaPlan.mostBytes : min(scratchTotal.partialValue, ArenaPlan.mostBytes)
        let total = plan.byteCount + scratchByteCount
        guard total <= limit else {
            throw InferenceError(
                .overLimit,
                "needs \(total >> 20) MiB of memory, which exceeds the limit of "
                    + "\(limit >> 20) MiB; raise memoryLimit")
        }
        arena = try OwnedBytes(reserving: plan.byteCount)
        scratch = try OwnedBytes(reserving: scratchByteCount)
        for (tensor, offset) in plan.offsets {
            tensors[tensor].memory = arena.address + offset
        }
    }

    var scratchAddress: UnsafeMutableRawPointer { scratch.address }
}
