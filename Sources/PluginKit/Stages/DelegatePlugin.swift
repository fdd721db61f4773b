import CPoseAnimatePlugin

/// Nodes of a graph that a delegate offers to compute.
public struct Claim: Sendable, Equatable {
    /// Places in the graph, rising. What all but the last compute is read by nodes of the claim alone.
    public var nodes: [Int]
    /// Nanoseconds that a run is thought to take on one thread; above 0.
    public var cost: Double
    /// The delegate's own; it comes back in `prepare`.
    public var recipe: Int

    public init(_ nodes: [Int], cost: Double, recipe: Int = 0) {
        self.nodes = nodes
        self.cost = cost
        self.recipe = recipe
    }
}

/// Computes nodes of models in its own way: faster, or on another processor.
public protocol DelegatePlugin: StagePlugin {
    init(_ setup: Setup<Void>) throws

    /// All that it can compute of a graph; claims may overlap, and the engine chooses among them. Called on any
    /// thread.
    func claims(in graph: ModelGraph) throws -> [Claim]

    /// What computes a claim that was taken: all that does not depend on values is done here, once. The data of what
    /// it reads and writes stay where they are as long as the kernel lives. An error leaves the nodes to others, with
    /// a warning. Called on any thread.
    func prepare(_ claim: Claim, in graph: ModelGraph) throws -> any DelegateKernel
}

/// Computes the nodes of one claim, again and again.
public protocol DelegateKernel: AnyObject {
    /// How many pieces the work has; they are computed in any order, on several threads at once.
    var tileCount: Int { get }

    /// Allocates nothing.
    func run(tile: Int) throws
}

extension DelegateKernel {
    public var tileCount: Int { 1 }
}

extension DelegatePlugin {
    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.delegate/1") { engine, values, _ in
            let stage = try Self(Setup((), engine, about, values))
            return StageBox<any DelegatePlugin, pa_delegate>.make(stage, engine, interface)
        }
    }

    private static func interface(_ data: UnsafeMutableRawPointer) -> pa_delegate {
        typealias Box = StageBox<any DelegatePlugin, pa_delegate>
        var interface = pa_delegate()
        interface.size = MemoryLayout<pa_delegate>.size
        interface.data = data
        interface.destroy = { Box.release($0?.pointee.data) }
        interface.claim = { delegate, graph, claims in
            Box.status(delegate?.pointee.data) { stage in
                guard let graph, let claims else { return }
                for claim in try stage.claims(in: ModelGraph(graph)) {
                    let status = claim.told {
                        claims.pointee.add?(claims, $0) ?? pa_status(PA_FAULT)
                    }
                    guard status == PA_OK else { throw EngineRefusal(status: status) }
                }
            }
        }
        interface.prepare = { delegate, graph, claim, kernel, tiles in
            guard let box = Box.at(delegate?.pointee.data), let graph, let claim, let kernel,
                let tiles
            else { return pa_status(PA_FAULT) }
            return box.engine.status {
                let made = KernelBox(
                    try box.stage.prepare(Claim(claim), in: ModelGraph(graph)), box.engine)
                tiles.pointee = UInt32(clamping: made.kernel.tileCount)
                kernel.pointee = Unmanaged.passRetained(made).toOpaque()
            }
        }
        interface.run = { _, kernel, tile in
            guard let kernel else { return pa_status(PA_FAULT) }
            let box = Unmanaged<KernelBox>.fromOpaque(kernel).takeUnretainedValue()
            return box.engine.status { try box.kernel.run(tile: Int(tile)) }
        }
        interface.release = { _, kernel in
            if let kernel { Unmanaged<KernelBox>.fromOpaque(kernel).release() }
        }
        return interface
    }
}

extension Claim {
    fileprivate init(_ claim: UnsafePointer<pa_claim>) {
        let row = claim.pointee
        self.init(
            UnsafeBufferPointer(start: row.nodes, count: Int(row.node_count)).map { Int($0) },
            cost: row.cost, recipe: Int(row.recipe))
    }

    fileprivate func told<Result>(_ body: (UnsafePointer<pa_claim>) -> Result) -> Result {
        nodes.map { UInt32(clamping: $0) }.withUnsafeBufferPointer { nodes in
            var row = pa_claim()
            row.size = MemoryLayout<pa_claim>.size
            row.nodes = nodes.baseAddress
            row.node_count = UInt32(nodes.count)
            row.recipe = UInt32(clamping: recipe)
            row.cost = cost
            return body(&row)
        }
    }
}

private final class KernelBox {
    let kernel: any DelegateKernel
    let engine: Engine

    init(_ kernel: any DelegateKernel, _ engine: Engine) {
        self.kernel = kernel
        self.engine = engine
    }
}
