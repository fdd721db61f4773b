/// Computes nodes of a graph faster than the reference kernels do.
///
/// A delegate looks at a graph whose shapes are known and claims single nodes or groups that it
/// can compute, each with an estimate of its time; the partitioner chooses among all claims, and
/// asks for the work of those it takes.
public protocol Delegate: Sendable {
    /// The name by which it is chosen and reported: "vector", "xnnpack".
    var name: String { get }

    /// What the delegate can compute of a graph, single nodes and groups. An error leaves all nodes to
    /// others, with a diagnostic.
    func claims(in graph: GraphView) throws(InferenceError) -> [Claim]

    /// The work of a claim that was taken, bound to memory. An error makes the interpreter fall
    /// back to the next best way for these nodes, with a diagnostic.
    func work(of claim: Claim, _ binding: ClaimBinding) throws(InferenceError) -> Work
}

/// An offer to compute some nodes of a graph.
public struct Claim: Sendable {
    /// Positions in the graph's `nodes`, ascending. All but the last give tensors that only nodes
    /// of this claim read.
    public var nodes: [Int]
    /// The tensors that are read, constants included, by the graph's indices.
    public var inputs: [Int]
    /// The tensors that are written.
    public var outputs: [Int]
    /// The estimated time of one run, in nanoseconds on one thread.
    public var cost: Double
    /// Memory that each thread needs while this claim runs, in bytes.
    public var scratchByteCount: Int
    /// Constants that the work packs for itself while it is made; nobody keeps them for it.
    public var packed: [Int]
    /// What the delegate wants to know again when it is asked for the work.
    public var recipe: any Sendable

    public init(
        nodes: [Int], inputs: [Int], outputs: [Int], cost: Double, scratchByteCount: Int = 0,
        packed: [Int] = [], recipe: any Sendable = ()
    ) {
        self.nodes = nodes
        self.inputs = inputs
        self.outputs = outputs
        self.cost = cost
        self.scratchByteCount = scratchByteCount
        self.packed = packed
        self.recipe = recipe
    }
}

/// The memory that a claim is bound to.
public struct ClaimBinding {
    let tensors: [Int: Tensor]
    /// What every tensor of the graph is, bound or not.
    let known: (Int) -> KnownTensor
    /// Scratch memory; worker k has `scratchByteCount` bytes at k x `scratchStride`.
    public let scratch: UnsafeMutableRawPointer
    public let scratchStride: Int
    /// The threads that run, the calling one included.
    public let threads: Int

    public func tensor(_ index: Int) throws(InferenceError) -> Tensor {
        guard let tensor = tensors[index] else {
            throw InferenceError(.badModel, place: "tensor \(index)", "is not bound")
        }
        return tensor
    }

    /// A tensor that may be inside a claim and then has no memory of its own: its data must not be
    /// touched.
    func described(_ index: Int) -> Tensor {
        if let tensor = tensors[index] { return tensor }
        let known = known(index)
        return Tensor(
            name: known.name, type: known.type, shape: known.shape,
            quantization: known.quantization, data: OwnedBytes.empty.address, owner: nil,
            isConstant: false)
    }

    /// The elements of an 8-bit tensor.
    func bytes(_ index: Int) throws(InferenceError) -> UnsafePointer<UInt8> {
        UnsafePointer(try tensor(index).data.assumingMemoryBound(to: UInt8.self))
    }

    /// The elements of a float32 tensor; nil without a tensor.
    func floats(_ index: Int?) throws(InferenceError) -> UnsafePointer<Float>? {
        guard let index else { return nil }
        return UnsafePointer(try tensor(index).data.assumingMemoryBound(to: Float.self))
    }
}

/// What a step of a prepared graph does when it runs.
public enum Work {
    /// Runs on the calling thread.
    case serial(Kernel)
    /// Phases that run one after the other, each cut into tiles that threads take in any order.
    /// What a tile writes must not depend on which thread runs it.
    case tiled([TiledPhase], owner: AnyObject)
    /// Such phases, of which a tile may fail: what it has noted is thrown when all are done.
    case fallible([TiledPhase], check: Kernel)
}

/// Independent pieces of work.
public struct TiledPhase {
    /// Computes one tile; called with the context, the tile and the worker's number.
    public typealias Function = @convention(c) (UnsafeRawPointer?, Int, Int) -> Void

    public var function: Function
    public var context: UnsafeRawPointer
    public var count: Int

    public init(_ function: @escaping Function, _ context: UnsafeRawPointer, count: Int) {
        self.function = function
        self.context = context
        self.count = count
    }
}
