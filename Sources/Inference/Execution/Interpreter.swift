/// Runs a model: prepares its graph once, then computes outputs from inputs as often as asked.
///
/// An interpreter belongs to one thread at a time; any number of them can share a model.
public final class Interpreter {
    public let model: Model
    public let options: Options
    /// What could not be done as asked, and what was done instead.
    public private(set) var diagnostics: [String] = []

    let subgraph: Subgraph
    private let definitions: [OperatorDefinition]
    private let delegates: [any Delegate]
    private let workers: Workers
    private var preparation: Preparation
    private var stages: [Stage] = []
    /// Inputs and variables live here, from one run to the next.
    private var persistent: [Int: OwnedBytes] = [:]
    private var inputShapes: [Int: Shape] = [:]
    /// Why the graph could not be prepared while inputs still had placeholders for shapes.
    private var postponed: InferenceError?

    /// Prepares a model's first graph.
    ///
    /// A graph whose inputs leave extents open (-1 in `shapeSignature`) need not be computable with
    /// the placeholders that stand for them: it then has no steps until its inputs are resized.
    /// - Throws: `unsupported` for an operator that is not known, `badModel` where nodes do not
    ///   fit their tensors, `overLimit` where memory or work exceed the options' limits,
    ///   `badArgument` for a number of threads outside `Options.threadNumbers`.
    public init(_ model: Model, options: Options = Options()) throws(InferenceError) {
        let threads = Options.threadNumbers
        guard threads.contains(options.threads) else {
            throw InferenceError(
                .badArgument, source: model.source,
                "cannot run on \(options.threads) threads; \(threads.lowerBound) to "
                    + "\(threads.upperBound) can be used")
        }
        do {
            let model = options.precision == .float ? try model.inFloat() : model
            self.model = model
            self.options = options
            subgraph = model.subgraphs[0]
            var definitions: [OperatorDefinition] = []
            for node in subgraph.nodes {
                definitions.append(try options.operators.definition(of: node))
            }
            self.definitions = definitions
            let (delegates, notes) = options.delegate.delegates(
                besides: options.delegates, threads: options.threads)
            self.delegates = delegates
            workers = Workers(count: options.threads)
            preparation = Preparation(
                subgraph, definitions: definitions, delegates: delegates, options: options)
            report(notes)
            try prepareOrPostpone()
        } catch {
            throw error.of(model.source)
        }
    }

    /// The graph's inputs, in the model's order.
    public var inputs: [TensorInfo] { subgraph.inputs.map(info) }
    /// The graph's outputs. A shape that depends on values is right after a run.
    public var outputs: [TensorInfo] { subgraph.outputs.map(info) }
    /// What a run does, step by step; steps whose shapes depend on values appear after a run.
    public var steps: [StepInfo] { stages.flatMap { $0.steps.map(\.info) } }
    /// The memory of tensors that are computed, scratch memory included.
    public var arenaByteCount: Int {
        stages.reduce(0) { $0 + $1.arena.byteCount + $1.scratch.byteCount }
    }

    /// Gives an input another shape and plans anew.
    /// - Throws: `badArgument` when there is no such input, `badModel` when a node cannot work on
    ///   the shape; the interpreter then keeps its shapes.
    public func resize(input: Int, to dimensions: [Int]) throws(InferenceError) {
        try resize([input: dimensions])
    }

    /// Gives several inputs other shapes at once, where nodes need them to agree.
    /// - Parameter inputs: the new extents by the input's number.
    /// - Throws: as `resize(input:to:)`; the interpreter then keeps all its shapes.
    public func resize(_ inputs: [Int: [Int]]) throws(InferenceError) {
        var tensors: [Int: [Int]] = [:]
        for (input, dimensions) in inputs {
            tensors[try settable(input)] = dimensions
        }
        let before = inputShapes
        do {
            for (tensor, dimensions) in tensors { inputShapes[tensor] = try Shape(dimensions) }
            try prepareOrPostpone()
        } catch {
            inputShapes = before
            try prepareOrPostpone()
            throw error.of(model.source)
        }
    }

    /// Computes the outputs.
    /// - Throws: `badData` for a value that does not fit, such as an index outside its tensor.
    public func invoke() throws(InferenceError) {
        if let postponed { throw postponed }
        workers.beginRun()
        defer { workers.endRun() }
        do {
            try forEachStage { (stage) throws(InferenceError) in
                for step in stage.steps { try run(step.work) }
            }
        } catch {
            throw error.of(model.source)
        }
    }

    /// Sets the variables that a model keeps between runs back to zero.
    public func resetVariables() {
        for (tensor, bytes) in persistent where subgraph.tensors[tensor].isVariable {
            clear(bytes, tensor)
        }
    }

    /// Runs once and tells what each step took, in nanoseconds, in the order of `steps`.
    public func profile() throws(InferenceError) -> [Int] {
        if let postponed { throw postponed }
        var times: [Int] = []
        workers.beginRun()
        defer { workers.endRun() }
        do {
            try forEachStage { (stage) throws(InferenceError) in
                for step in stage.steps {
                    let start = ContinuousClock.now
                    try run(step.work)
                    let (seconds, rest) = (ContinuousClock.now - start).components
                    times.append(Int(seconds) * 1_000_000_000 + Int(rest / 1_000_000_000))
                }
            }
        } catch {
            throw error.of(model.source)
        }
        return times
    }

    @inline(__always)
    private func run(_ work: Work) throws(InferenceError) {
        switch work {
        case .serial(let kernel): try kernel()
        case .tiled(let phases, _): for phase in phases { workers.run(phase) }
        case .fallible(let phases, let check):
            for phase in phases { workers.run(phase) }
            try check()
        }
    }

    /// Goes through the stages; prepares those that depend on values that were just computed.
    private func forEachStage(
        _ body: (borrowing Stage) throws(InferenceError) -> Void
    ) throws(InferenceError) {
        var number = 0
        while true {
            try body(stages[number])
            let next = stages[number].nodes.upperBound
            guard next < subgraph.nodes.count else { return }
            number += 1
            let node = subgraph.nodes[next]
            // Kernels are bound to the values, so a stage that depends on them is made for each run.
            stages.removeSubrange(number...)
            preparation.forgetMemory(from: next)
            guard
                case .shapes(let shapes) = try definitions[next].shapes(
                    preparation.requestWithValues(node))
            else {
                throw InferenceError(
                    .unsupported, place: node.place, "its shape cannot be determined")
            }
            stages.append(try preparation.stage(from: next, leading: shapes))
        }
    }

    /// Prepares; where that fails for want of an input's shape, waits for it.
    private func prepareOrPostpone() throws(InferenceError) {
        postponed = nil
        do {
            try prepare()
        } catch {
            let open = subgraph.inputs.filter {
                subgraph.tensors[$0].shapeSignature.contains(-1) && inputShapes[$0] == nil
            }
            guard let first = open.first, error.kind == .badModel else { throw error }
            stages = []
            var reason = error.of(model.source)
            reason.message +=
                "; input \(subgraph.tensors[first].name) of "
                + "\(subgraph.tensors[first].shape) leaves its shape open: resize it first"
            postponed = reason
        }
    }

    private func prepare() throws(InferenceError) {
        preparation = Preparation(
            subgraph, definitions: definitions, delegates: delegates, options: options)
        stages = []
        for tensor in subgraph.inputs {
            guard preparation.tensors[tensor].constant == nil else { continue }
            try reserve(tensor, inputShapes[tensor] ?? subgraph.tensors[tensor].shape)
        }
        for (tensor, description) in subgraph.tensors.enumerated() where description.isVariable {
            try reserve(tensor, description.shape)
        }
        stages = [try preparation.stage(from: 0)]
        if stages[0].nodes.upperBound == subgraph.nodes.count {
            preparation.releaseFolded(reading: [], after: stages[0].nodes)
        }
        // What steps have packed for themselves was read from the file for the last time.
        model.file.giveBack()
        report(preparation.diagnostics)
    }

    private func report(_ remarks: [String]) {
        diagnostics += remarks
        for remark in remarks { options.diagnosed("\(model.source): \(remark)") }
    }

    /// Memory that stays for the interpreter's life; kept, with its values, while its size fits.
    private func reserve(_ tensor: Int, _ shape: Shape) throws(InferenceError) {
        preparation.tensors[tensor].shape = shape
        guard subgraph.tensors[tensor].type.byteCount != nil else {
            throw InferenceError(
                .unsupported, place: "tensor \(tensor)",
                "inputs of type \(subgraph.tensors[tensor].type) are not implemented")
        }
        let count = preparation.tensors[tensor].byteCount
        guard count <= options.memoryLimit else {
            throw InferenceError(
                .overLimit, place: "tensor \(tensor)",
                "an input of \(shape) exceeds the memory limit of "
                    + "\(options.memoryLimit >> 20) MiB; raise memoryLimit")
        }
        if persistent[tensor]?.byteCount != count {
            let bytes = try OwnedBytes(reserving: count)
            clear(bytes, tensor)
            persistent[tensor] = bytes
        }
        preparation.tensors[tensor].memory = persistent[tensor]?.address
    }

    /// Zero, in the tensor's own numbers.
    private func clear(_ bytes: OwnedBytes, _ tensor: Int) {
        let description = subgraph.tensors[tensor]
        var zero: UInt8 = 0
        if description.type == .int8 || description.type == .uint8,
            let quantization = description.quantization
        {
            zero = UInt8(truncatingIfNeeded: quantization.zeroPoint)
        }
        bytes.mutableBytes.initializeMemory(as: UInt8.self, repeating: zero)
    }

    private func info(_ tensor: Int) -> TensorInfo {
        let state = preparation.tensors[tensor]
        return TensorInfo(
            index: tensor, name: state.description.name, type: state.description.type,
            shape: state.shape, shapeSignature: state.description.shapeSignature,
            quantization: state.description.quantization)
    }

    func tensor(
        _ index: Int, of tensors: [Int], _ kind: String
    ) throws(InferenceError) -> Int {
        guard tensors.indices.contains(index) else {
            throw InferenceError(
                .badArgument, source: model.source,
                "has no \(kind) \(index); it has \(tensors.count)")
        }
        return tensors[index]
    }

    /// The memory of an input or output.
    func bound(_ tensor: Int) throws(InferenceError) -> Tensor {
        guard let bound = preparation.tensors[tensor].bound else {
            throw InferenceError(
                .badArgument, source: model.source, place: "tensor \(tensor)",
                "has no value before a run has computed it")
        }
        guard bound.sparsity == nil else {
            throw InferenceError(
                .unsupported, source: model.source, place: "tensor \(tensor)",
                "is a sparse constant; its values can be read where a DENSIFY node expands them")
        }
        return bound
    }

    /// The number of the tensor of an input that the caller may set.
    func settable(_ index: Int) throws(InferenceError) -> Int {
        let tensor = try tensor(index, of: subgraph.inputs, "input")
        // Constants lie in the file, which is mapped to be read only.
        guard preparation.tensors[tensor].constant == nil else {
            throw InferenceError(
                .badArgument, source: model.source,
                place: "input \(index) (\(subgraph.tensors[tensor].name))",
                "is a constant of the model and cannot be set")
        }
        return tensor
    }
}
