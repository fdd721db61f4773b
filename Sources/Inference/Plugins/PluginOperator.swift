import CPoseAnimatePlugin
import PluginInterface
import PluginKit

extension OperatorDefinition {
    /// A plug-in's operator.
    ///
    /// - Throws: `PluginError` when what it says makes no sense.
    package init(_ stage: PluginStage) throws(PluginError) {
        let traits = try PluginOperatorTraits(of: stage)
        let handle = try stage.make(pa_operator.self, values: [:])
        let infer = try handle.require("infer", handle.functions.infer)
        _ = try handle.require("run", handle.functions.run)
        self.init(
            .custom(traits.name), versions: traits.versions, types: traits.types,
            shapes: { (request) throws(InferenceError) in
                let node = NodeTable(request)
                let count = request.outputs.count
                var ranks = [UInt32](repeating: 0, count: count)
                var shapes = [Int64](repeating: 0, count: count * Int(PA_HIGHEST_RANK))
                let status = handle.ask {
                    infer(handle.pointer, node.pointer, &ranks, &shapes)
                }
                guard status != PA_NEEDS_VALUES else { return .needsValues }
                try handle.check(status, .badModel, at: request.node.place)
                return .shapes(try request.told(ranks, shapes))
            },
            kernel: { (request) throws(InferenceError) in
                let kernel = try PluginKernel(handle, request)
                return { () throws(InferenceError) in try kernel.run() }
            })
    }
}

/// What a plug-in's operator says of itself besides its description.
struct PluginOperatorTraits {
    var name: String
    var versions: ClosedRange<Int>
    var types: [ElementType]

    /// - Throws: `badData` when they make no sense.
    init(of stage: PluginStage) throws(PluginError) {
        guard let pointer = stage.traits?.assumingMemoryBound(to: pa_operator_traits.self) else {
            throw stage.error(.badData, "its `traits` are missing")
        }
        let traits = grown(pointer, size: pointer.pointee.size)
        let numbers = UnsafeBufferPointer(
            start: traits.types, count: traits.types == nil ? 0 : Int(min(traits.type_count, 64)))
        types = numbers.compactMap { Int8(exactly: $0).flatMap(ElementType.init) }
        let name = traits.name.map { String(cString: $0) } ?? ""
        guard !name.isEmpty, !types.isEmpty, types.count == numbers.count,
            (1...traits.last_version).contains(traits.first_version), traits.last_version < 1 << 16
        else {
            throw stage.error(
                .badData, "its `traits` need a name, versions from 1 and element types")
        }
        self.name = name
        versions = Int(traits.first_version)...Int(traits.last_version)
    }
}

/// A node's kernel of a plug-in's operator.
private final class PluginKernel {
    private let handle: StageHandle<pa_operator>
    private let node: NodeTable
    private let request: KernelRequest
    private var kernel: UnsafeMutableRawPointer?

    init(
        _ handle: StageHandle<pa_operator>, _ request: KernelRequest
    ) throws(InferenceError) {
        self.handle = handle
        self.request = request
        node = NodeTable(request)
        if let prepare = handle.functions.prepare {
            let status = handle.ask { prepare(handle.pointer, node.pointer, &kernel) }
            try handle.check(status, .badModel, at: request.node.place)
        }
    }

    deinit {
        if let release = handle.functions.release {
            handle.ask { release(handle.pointer, kernel) }
        }
    }

    func run() throws(InferenceError) {
        let status = handle.ask {
            handle.functions.run?(handle.pointer, kernel, node.pointer) ?? pa_status(PA_FAULT)
        }
        try handle.check(status, .badData, at: request.node.place)
    }
}

extension ShapeRequest {
    /// The shapes that a plug-in told.
    ///
    /// - Throws: `badModel` when a shape cannot be.
    fileprivate func told(
        _ ranks: [UInt32], _ numbers: [Int64]
    ) throws(InferenceError) -> [Shape] {
        var shapes: [Shape] = []
        for (output, rank) in ranks.enumerated() {
            guard rank <= UInt32(PA_HIGHEST_RANK) else {
                throw error("output \(output) would have rank \(rank)")
            }
            let first = output * Int(PA_HIGHEST_RANK)
            shapes.append(try Shape(numbers[first..<first + Int(rank)].map { Int($0) }))
        }
        return shapes
    }
}
