import CPoseAnimatePlugin
import PluginInterface
import PluginKit
import Synchronization

extension OperatorDefinition {
    /// A plug-in's operator. It is made when a model first asks for it: most runs compute none that has it.
    ///
    /// - Throws: `PluginError` when what it says makes no sense.
    package init(_ stage: PluginStage) throws(PluginError) {
        let traits = try PluginOperatorTraits(of: stage)
        let maker = OperatorMaker(stage)
        self.init(
            .custom(traits.name), versions: traits.versions, types: traits.types,
            shapes: { (request) throws(InferenceError) in
                let handle = try maker.handle(at: request.node.place)
                let node = NodeTable(request)
                let count = request.outputs.count
                var ranks = [UInt32](repeating: 0, count: count)
                var shapes = [Int64](repeating: 0, count: count * Int(PA_HIGHEST_RANK))
                let status = handle.ask {
                    handle.functions.infer?(handle.pointer, node.pointer, &ranks, &shapes)
                        ?? pa_status(PA_FAULT)
                }
                guard status != PA_NEEDS_VALUES else { return .needsValues }
                try handle.check(status, .badModel, at: request.node.place)
                return .shapes(try request.told(ranks, shapes))
            },
            kernel: { (request) throws(InferenceError) in
                let kernel = try PluginKernel(
                    maker.handle(at: request.node.place), request)
                return { () throws(InferenceError) in try kernel.run() }
            })
    }
}

/// Makes a plug-in's operator once.
private final class OperatorMaker: Sendable {
    private let stage: PluginStage
    private let made = Mutex<StageHandle<pa_operator>?>(nil)

    init(_ stage: PluginStage) { self.stage = stage }

    /// - Parameter place: the node that asks.
    /// - Throws: why there is none.
    func handle(at place: String) throws(InferenceError) -> StageHandle<pa_operator> {
        do throws(PluginError) {
            return try made.withLock { (made) throws(PluginError) in
                if let made { return made }
                let handle = try stage.make(pa_operator.self, values: [:])
                _ = try handle.require("infer", handle.functions.infer)
                _ = try handle.require("run", handle.functions.run)
                made = handle
                return handle
            }
        } catch {
            throw InferenceError(error, .badData, at: place)
        }
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
        let numbers = traits.typeNumbers
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
    private let kernel: UnsafeMutableRawPointer?

    init(
        _ handle: StageHandle<pa_operator>, _ request: KernelRequest
    ) throws(InferenceError) {
        let node = NodeTable(request)
        var kernel: UnsafeMutableRawPointer?
        if let prepare = handle.functions.prepare {
            let status = handle.ask { prepare(handle.pointer, node.pointer, &kernel) }
            // Nothing is released that was not prepared.
            try handle.check(status, .badModel, at: request.node.place)
        }
        self.handle = handle
        self.request = request
        self.node = node
        self.kernel = kernel
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
