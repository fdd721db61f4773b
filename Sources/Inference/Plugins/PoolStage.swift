import CPoseAnimatePlugin
import CVectorKernels
import PluginInterface
import PluginKit

/// MAX_POOL_2D and AVERAGE_POOL_2D of float32 images by the vector kernels, behind the interface of plug-ins, so that
/// models which are run every day go through it.
struct PoolStage: DelegatePlugin {
    static let about = About("vector-pool", "pools of float32 images by vector kernels")

    private static let plugin = BuiltInPlugin([PoolStage.self])

    /// Nil only for want of memory; then others compute pools.
    static func delegate() -> PluginDelegate? {
        try? PluginDelegate(plugin.stage(.delegate, about.id))
    }

    init(_ setup: Setup<Void>) {}

    func claims(in graph: ModelGraph) throws -> [PluginKit.Claim] {
        guard VectorDelegate.isAvailable else { return [] }
        return graph.nodes.compactMap { node in
            // What is not as it should be is refused, with reasons, by the reference kernel.
            guard let pool = try? FloatPool(node, in: graph) else { return nil }
            return PluginKit.Claim([node.place], cost: pool.cost)
        }
    }

    func prepare(
        _ claim: PluginKit.Claim, in graph: ModelGraph
    ) throws -> any PluginKit.DelegateKernel {
        guard let node = claim.nodes.first.flatMap(graph.node),
            let delegate = VectorDelegate(threads: graph.threads, pools: nil),
            let function = delegate.kernels.pool_f32
        else { throw PluginFailure(.unavailable, "this processor has no vector kernels") }
        guard let pool = try FloatPool(node, in: graph)?.bound(to: node, in: graph, delegate) else {
            throw PluginFailure(.badData, "a tensor has no memory")
        }
        return BoundPool(pool, function)
    }

    private final class BoundPool: PluginKit.DelegateKernel {
        private let context: VectorContext<pose_pool_f32>
        private let function: pose_tile
        let tileCount: Int

        init(_ pool: pose_pool_f32, _ function: @escaping pose_tile) {
            context = VectorContext(pool, keeping: [])
            self.function = function
            tileCount = pool.row_tiles
        }

        func run(tile: Int) { function(context.pointer, tile, 0) }
    }
}

/// A pool of a float32 image.
private struct FloatPool {
    private var pool: pose_pool_f32
    private let outputCount: Int

    /// Nil for other nodes.
    ///
    /// - Throws: `badModel` for options that make no sense.
    init?(_ node: GraphNode, in graph: ModelGraph) throws {
        guard !node.isCustom,
            ["MAX_POOL_2D", "AVERAGE_POOL_2D"].contains(node.name), node.outputs.count == 1,
            let input = (node.inputs.first ?? nil).flatMap(graph.tensor)?.tensor,
            let output = graph.tensor(node.outputs[0])?.tensor,
            input.type == UInt32(PA_FLOAT32), input.rank == 4, output.type == UInt32(PA_FLOAT32),
            // The schema's Pool2DOptions.
            let padding = PaddingRule(rawValue: try node.byte(0)),
            let activation = FusedActivation(rawValue: try node.byte(5)), activation.isClamp
        else { return nil }
        let shape = input.sides
        let horizontal = try padding.axis(
            input: shape[2], size: try node.integer(3), stride: try node.integer(1), at: "")
        let vertical = try padding.axis(
            input: shape[1], size: try node.integer(4), stride: try node.integer(2), at: "")
        pool = pose_pool_f32()
        pool.window = pose_window(
            input_height: shape[1], input_width: shape[2], input_channels: shape[3],
            output_height: vertical.output, output_width: horizontal.output,
            output_channels: shape[3], kernel_height: vertical.size,
            kernel_width: horizontal.size, stride_height: vertical.stride,
            stride_width: horizontal.stride, dilation_height: 1, dilation_width: 1,
            padding_top: vertical.padding, padding_left: horizontal.padding, batch: shape[0])
        pool.is_mean = node.name == "AVERAGE_POOL_2D"
        pool.lower = activation.bounds.lowerBound
        pool.upper = activation.bounds.upperBound
        outputCount = output.elementCount
    }

    /// In nanoseconds.
    var cost: Double {
        let taps = pool.window.kernel_height * pool.window.kernel_width
        return VectorRates.overhead + Double(outputCount * taps * 4) / VectorRates.bytes
    }

    /// Nil when a tensor has no memory.
    func bound(
        to node: GraphNode, in graph: ModelGraph, _ delegate: VectorDelegate
    ) -> pose_pool_f32? {
        guard let input = (node.inputs.first ?? nil).flatMap(graph.tensor)?.tensor.data,
            let output = graph.tensor(node.outputs[0])?.tensor.data
        else { return nil }
        var pool = pool
        let window = pool.window
        pool.input = UnsafePointer(input.assumingMemoryBound(to: Float.self))
        pool.output = output.assumingMemoryBound(to: Float.self)
        pool.row_tiles = delegate.rowTiles(
            rows: window.batch * window.output_height,
            operations: window.output_width * window.input_channels * window.kernel_height
                * window.kernel_width * 4,
            bytes: window.input_width * window.input_channels * 4 * window.stride_height)
        return pool
    }
}
