/// Turns nodes into steps: infers shapes, folds constants, chooses who computes what, plans
/// memory and binds the work to it.
struct Preparation {
    let subgraph: Subgraph
    let definitions: [OperatorDefinition]
    let delegates: [any Delegate]
    let options: Interpreter.Options
    let threads: Int

    /// What every tensor is known to be; grows as nodes are resolved.
    var tensors: [TensorState]
    var diagnostics: [String] = []
    /// The tensor that a view shows under another shape.
    private var roots: [Int]
    private var failures: Set<Partitioner.Failure> = []

    init(
        _ subgraph: Subgraph, definitions: [OperatorDefinition], delegates: [any Delegate],
        options: Interpreter.Options
    ) {
        self.subgraph = subgraph
        self.definitions = definitions
        self.delegates = delegates
        self.options = options
        threads = max(options.threads, 1)
        tensors = subgraph.tensors.map(TensorState.init)
        // A constant without elements has no buffer: the shape of a scalar, no axes.
        let computed = Set(subgraph.inputs + subgraph.nodes.flatMap(\.outputs))
        for tensor in tensors.indices
        where !computed.contains(tensor) && tensors[tensor].description.shape.count == 0
            && !tensors[tensor].description.isVariable && tensors[tensor].constant == nil
        {
            tensors[tensor].constant = OwnedBytes.empty.constant
        }
        roots = Array(subgraph.tensors.indices)
    }

    /// Prepares the nodes from a position on, as far as shapes can be known now.
    ///
    /// - Parameter known: the shapes that the first node gives, where they depend on values.
    mutating func stage(
        from start: Int, leading known: [Shape]? = nil
    ) throws(InferenceError) -> Stage {
        do {
            return try resolveAndBind(from: start, leading: known)
        } catch {
            // The stage's memory goes with it.
            forgetMemory(from: start)
            throw error
        }
    }

    /// Takes the memory from all that nodes from a position on compute.
    mutating func forgetMemory(from start: Int) {
        for node in subgraph.nodes[start...] {
            for output in node.outputs { tensors[output].memory = nil }
        }
    }

    private mutating func resolveAndBind(
        from start: Int, leading known: [Shape]?
    ) throws(InferenceError) -> Stage {
        var live: [Int] = []
        var viewed: Set<Int> = []
        var end = start
        resolving: while end < subgraph.nodes.count {
            let node = subgraph.nodes[end]
            let request = self.request(node)
            let shapes: [Shape]
            if end == start, let known {
                shapes = known
            } else {
                guard case .shapes(let answer) = try definitions[end].shapes(request) else {
                    break resolving
                }
                shapes = answer
            }
            try check(node, shapes)
            for (output, shape) in zip(node.outputs, shapes) { tensors[output].shape = shape }
            if try !fold(node, definitions[end]) {
                if definitions[end].isView, let source = node.inputs.first, let source,
                    !tensors[source].description.isVariable
                {
                    roots[node.outputs[0]] = roots[source]
                    viewed.insert(source)
                    // A view of an earlier stage's tensor lies where that tensor does.
                    tensors[node.outputs[0]].memory = tensors[source].memory
                } else {
                    live.append(end)
                }
            }
            end += 1
        }
        releaseFolded(reading: live, after: start..<end)
        return try bind(
            live, viewed: viewed, range: start..<end, leading: known == nil ? nil : start)
    }

    /// Lets go of what was computed from constants alone and nobody reads any more: the halves of
    /// weights that have become whole, and in the end all that steps do not keep for themselves.
    ///
    /// - Parameter live: positions of nodes that still read.
    mutating func releaseFolded(reading live: [Int], after range: Range<Int>) {
        var needed = kept(after: range)
        for position in live {
            for case let input? in subgraph.nodes[position].inputs { needed.insert(input) }
        }
        for tensor in tensors.indices
        where tensors[tensor].description.constant == nil && !needed.contains(tensor) {
            tensors[tensor].constant = nil
        }
    }

    func request(_ node: Node) -> ShapeRequest {
        ShapeRequest(
            node: node, inputs: node.inputs.map { $0.map { tensors[$0].known } },
            outputs: node.outputs.map { tensors[$0].known })
    }

    /// The request with values that earlier stages have computed.
    func requestWithValues(_ node: Node) -> ShapeRequest {
        var request = self.request(node)
        for (place, input) in node.inputs.enumerated() {
            guard let input, let memory = tensors[input].memory else { continue }
            request.inputs[place]?.values = UnsafeRawBufferPointer(
                start: memory, count: tensors[input].byteCount)
        }
        return request
    }

    private func check(_ node: Node, _ shapes: [Shape]) throws(InferenceError) {
        guard shapes.count == node.outputs.count else {
            throw InferenceError(
                .badModel, place: node.place,
                "has \(node.outputs.count) outputs where \(shapes.count) are computed")
        }
        for (output, shape) in zip(node.outputs, shapes) {
            let size = shape.count.multipliedReportingOverflow(
                by: tensors[output].description.type.byteCount ?? 1)
            guard !size.overflow, size.partialValue <= options.memoryLimit else {
                throw InferenceError(
                    .overLimit, place: node.place,
                    "its output of \(shape) exceeds the memory limit of "
                        + "\(options.memoryLimit >> 20) MiB; raise memoryLimit")
            }
            guard tensors[output].description.type.byteCount != nil else {
                throw InferenceError(
                    .unsupported, place: node.place,
                    "computes \(tensors[output].description.type) elements, which is not "
                        + "implemented")
            }
        }
    }

    /// Computes a node now when all it reads is constant.
    private mutating func fold(
        _ node: Node, _ definition: OperatorDefinition
    ) throws(InferenceError) -> Bool {
        let foldsFromShapes = definition.foldsFromShapes
        guard !node.inputs.isEmpty || foldsFromShapes,
            foldsFromShapes
                || node.inputs.allSatisfy({ $0.map { tensors[$0].constant != nil } ?? true })
        else { return false }
        var outputs: [OwnedBytes] = []
        for output in node.outputs {
            let bytes = try OwnedBytes(reserving: tensors[output].byteCount)
            outputs.append(bytes)
            tensors[output].memory = bytes.address
        }
        let kernel = try definition.kernel(
            KernelRequest(
                node: node,
                inputs: node.inputs.map { input in
                    guard let input else { return nil }
                    var state = tensors[input]
                    // What depends on shapes alone does not look at the bytes.
                    if state.bound == nil { state.memory = OwnedBytes.empty.address }
                    return state.bound
                }, outputs: node.outputs.compactMap { tensors[$0].bound }))
        try kernel()
        for (output, bytes) in zip(node.outputs, outputs) {
            tensors[output].memory = nil
            tensors[output].constant = bytes.constant
        }
        return true
    }

    /// Chooses, plans and binds; starts over without a claim whose work cannot be made.
    private mutating func bind(
        _ live: [Int], viewed: Set<Int>, range: Range<Int>, leading: Int?
    ) throws(InferenceError) -> Stage {
        let graph = GraphView(
            nodes: live.map { subgraph.nodes[$0] }, definitions: live.map { definitions[$0] },
            tensors: tensors, kept: kept(after: range), viewed: viewed,
            threads: threads)
        try checkWork(graph)
        while true {
            var partitioner = Partitioner(graph)
            for delegate in delegates { claim(by: delegate, in: graph, &partitioner) }
            let parts = partitioner.parts()
            var layout = MemoryLayoutPlan(
                parts, graph: graph, roots: roots, kept: kept(after: range), threads: threads)
            try layout.allocate(&tensors, limit: options.memoryLimit)
            for tensor in tensors.indices where roots[tensor] != tensor {
                tensors[tensor].memory = tensors[roots[tensor]].memory ?? tensors[tensor].memory
                if tensors[roots[tensor]].constant != nil { tensors[tensor].memory = nil }
            }
            if let steps = try bind(parts, graph: graph, layout: layout, leading: leading) {
                return Stage(
                    nodes: range, steps: steps, arena: layout.arena, scratch: layout.scratch)
            }
        }
    }

    /// Asks a delegate; one that cannot say what it computes computes nothing.
    private mutating func claim(
        by delegate: any Delegate, in graph: GraphView, _ partitioner: inout Partitioner
    ) {
        do throws(InferenceError) {
            partitioner.add(try delegate.claims(in: graph), by: delegate, failed: failures)
        } catch {
            let diagnostic =
                "\(error.place): delegate \(delegate.name) failed (\(error.message)); computed "
                + "otherwise"
            if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
        }
    }

    private func checkWork(_ graph: GraphView) throws(InferenceError) {
        var total = 0
        for position in graph.nodes.indices {
            let sum = total.addingReportingOverflow(max(graph.operations(position), 0))
            guard !sum.overflow, sum.partialValue <= options.operationLimit else {
                throw InferenceError(
                    .overLimit, place: graph.nodes[position].place,
                    "one run takes more than the limit of \(options.operationLimit) operations; "
                        + "raise operationLimit")
            }
            total = sum.partialValue
        }
    }

    /// Nil when a delegate failed and the choice must be made anew.
    private mutating func bind(
        _ parts: [Partitioner.Part], graph: GraphView, layout: MemoryLayoutPlan, leading: Int?
    ) throws(InferenceError) -> [Step]? {
        var steps: [Step] = []
        steps.reserveCapacity(parts.count)
        for part in parts {
            let nodes = part.claim.nodes.map { graph.nodes[$0] }
            let work: Work
            if let delegate = part.delegate {
                do {
                    work = try delegate.work(of: part.claim, binding(part.claim, layout))
                } catch {
                    diagnostics.append(
                        "\(nodes.map(\.place).joined(separator: ", ")): delegate "
                            + "\(delegate.name) failed (\(error.message)); computed otherwise")
                    failures.insert(
                        Partitioner.Failure(delegate: delegate.name, nodes: nodes.map(\.index)))
                    return nil
                }
            } else {
                // A kernel is bound to values that its shapes depend on.
                let knowsValues = leading.map { subgraph.nodes[$0].index } == nodes[0].index
                let request = KernelRequest(
                    node: nodes[0],
                    inputs: nodes[0].inputs.map { input in
                        guard let input, var tensor = tensors[input].bound else { return nil }
                        tensor.valuesAreKnown = knowsValues
                        return tensor
                    }, outputs: nodes[0].outputs.compactMap { tensors[$0].bound })
                work = .serial(try graph.definitions[part.claim.nodes[0]].kernel(request))
            }
            let constants = Set(part.claim.inputs).subtracting(part.claim.packed)
                .compactMap { tensors[$0].constant?.owner }
            steps.append(
                Step(work: work, constants: constants, info: info(part, nodes, graph)))
        }
        return steps
    }

    private func binding(_ claim: Claim, _ layout: MemoryLayoutPlan) -> ClaimBinding {
        var bound: [Int: Tensor] = [:]
        for tensor in claim.inputs + claim.outputs { bound[tensor] = tensors[tensor].bound }
        let states = tensors
        return ClaimBinding(
            tensors: bound, known: { states[$0].known }, scratch: layout.scratchAddress,
            scratchStride: layout.scratchStride,
            threads: threads)
    }

    private func info(
        _ part: Partitioner.Part, _ nodes: [Node], _ graph: GraphView
    ) -> StepInfo {
        StepInfo(
            nodes: nodes.map(\.index),
            operators: nodes.map(\.name.description).joined(separator: " + "),
            delegate: part.delegate?.name ?? "reference",
            operations: part.claim.nodes.reduce(0) { $0 + graph.operations($1) },
            bytes: Set(part.claim.inputs + part.claim.outputs).reduce(0) {
                $0 + tensors[$1].byteCount
            },
            outputShape: part.claim.outputs.first.map { tensors[$0].shape } ?? [])
    }

    /// Tensors that must outlive the stage: the graph's outputs and what later nodes read.
    private func kept(after range: Range<Int>) -> Set<Int> {
        var kept = Set(subgraph.outputs)
        for node in subgraph.nodes[range.upperBound...] {
            for case let input? in node.inputs { kept.insert(input) }
        }
        return Set(kept.flatMap { [$0, roots[$0]] })
    }
}
