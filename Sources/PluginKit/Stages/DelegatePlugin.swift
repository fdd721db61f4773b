import CPoseAnimatePlugin

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
                let made = KernelBox<any DelegateKernel>(
                    try box.stage.prepare(
                        Claim(grown(claim, size: claim.pointee.size)), in: ModelGraph(graph)),
                    box.engine)
                tiles.pointee = UInt32(clamping: made.kernel.tileCount)
                kernel.pointee = made.retained
            }
        }
        interface.run = { _, kernel, tile in
            KernelBox<any DelegateKernel>.status(kernel) { try $0.run(tile: Int(tile)) }
        }
        interface.release = { _, kernel in
            KernelBox<any DelegateKernel>.release(kernel)
        }
        return interface
    }
}
