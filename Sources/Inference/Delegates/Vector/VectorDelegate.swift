import CVectorKernels

/// Our own vector kernels (`CVectorKernels`), for what neither library computes fast enough.
struct VectorDelegate: Delegate {
    let name = "vector"
    let level: pose_vector_level
    let kernels: pose_vector_kernels
    let threads: Int
    /// Computes pools, behind the interface of plug-ins.
    private let pools: PluginDelegate?

    /// Whether the processor has one of the instruction sets that the kernels are written for.
    static let isAvailable = VectorDelegate(threads: 1, pools: nil) != nil

    /// Nil where the processor has none of the instruction sets that the kernels are written for.
    init?(
        threads: Int, level: pose_vector_level = pose_vector_detect(),
        pools: PluginDelegate? = PoolStage.delegate()
    ) {
        var kernels = pose_vector_kernels()
        guard pose_vector_kernels_for(level, &kernels) else { return nil }
        self.level = level
        self.kernels = kernels
        self.threads = threads
        self.pools = pools
    }

    func claims(in graph: GraphView) throws(InferenceError) -> [Claim] {
        var claims = try pools?.claims(in: graph) ?? []
        for position in graph.nodes.indices {
            claims += FloatConvolutionPattern.claims(at: position, in: graph, of: self)
            claims += QuantizedConvolution.claims(at: position, in: graph, of: self)
            claims += VectorQuantize.claims(at: position, in: graph, of: self)
            claims += QuantizedSum.claims(at: position, in: graph, of: self)
            claims += ByteFunction.claims(at: position, in: graph)
            claims += FloatElementwise.claims(at: position, in: graph, of: self)
            claims += VectorResize.claims(at: position, in: graph, of: self)
            claims += QuantizedDepthwise.claims(at: position, in: graph, of: self)
        }
        assert(
            DelegateCoverage.lists(claims, of: name, in: graph), "list the operator's delegate")
        return claims
    }

    func work(of claim: Claim, _ binding: ClaimBinding) throws(InferenceError) -> Work {
        if claim.recipe is PluginDelegate.Recipe, let pools {
            return try pools.work(of: claim, binding)
        }
        guard let recipe = claim.recipe as? any VectorRecipe else {
            throw InferenceError(.unsupported, "the claim is not one of this delegate's")
        }
        return try recipe.work(binding, self)
    }

    /// Elements for a tile of an operation on single elements.
    func elementsPerTile(_ count: Int) -> Int {
        threads == 1 ? max(count, 1) : max((count + threads * 4 - 1) / (threads * 4), 1 << 14)
    }

    /// Tiles that share output rows: as few as keep every thread busy and a strip's inputs in the
    /// second cache.
    ///
    /// - Parameters:
    ///   - operations: the arithmetic of one row.
    ///   - bytes: what one row reads of its input.
    func rowTiles(rows: Int, operations: Int, bytes: Int) -> Int {
        guard rows > 0 else { return 1 }
        var tile = max(VectorRates.cacheBytes / max(bytes, 1), 1)
        if threads > 1 {
            // Tiles of a few microseconds at least: taking one costs a fraction of one.
            let enough = max(VectorRates.tileOperations / max(operations, 1), 1)
            tile = min(tile, max(enough, rows / (threads * 4)))
        }
        let tiles = (rows + tile - 1) / tile
        guard tiles > 1 else { return 1 }
        // As many for each thread.
        return min((tiles + threads - 1) / threads * threads, rows)
    }
}

/// What a claim of the vector delegate becomes once it is bound.
protocol VectorRecipe: Sendable {
    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work
}

/// The rates that estimates are made of, in operations or bytes a nanosecond on one thread.
///
/// Measured with `make bench` on AVX-512; only their order against other delegates' rates matters.
enum VectorRates {
    static let product = 90.0
    static let depthwise = 35.0
    static let quantizedProduct = 250.0
    static let quantizedDepthwise = 60.0
    static let bytes = 10.0
    /// What a step costs besides, in nanoseconds.
    static let overhead = 200.0
    /// What a strip may take of the second cache.
    static let cacheBytes = 192 << 10
    /// Weights that every thread may read for itself.
    static let sharedWeightBytes = 2 << 20
    /// The least arithmetic of a tile that is worth sharing.
    static let tileOperations = 250_000
}

/// A context for kernels in C, with all that it points to.
final class VectorContext<Context> {
    let pointer: UnsafeMutablePointer<Context>
    private let kept: [AnyObject]

    init(_ context: Context, keeping kept: [AnyObject?]) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: context)
        self.kept = kept.compactMap { $0 }
    }

    /// Work of one phase on this context.
    func work(_ function: pose_tile?, tiles: Int) -> Work {
        guard let function else { return .tiled([], owner: self) }
        return .tiled([TiledPhase(function, UnsafeRawPointer(pointer), count: tiles)], owner: self)
    }

    deinit {
        pointer.deinitialize(count: 1)
        pointer.deallocate()
    }
}
