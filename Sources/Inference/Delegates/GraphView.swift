/// A graph as delegates see it: shapes known, constants folded, views taken out.
public struct GraphView {
    /// In an order of execution.
    public let nodes: [Node]
    let definitions: [OperatorDefinition]
    let tensors: [TensorState]
    /// The threads that run what is prepared, the calling one included.
    public let threads: Int
    /// The nodes that read each tensor, by position in `nodes`; a view counts as position -1.
    private let consumers: [[Int]]
    private let producers: [Int?]
    private let kept: Set<Int>
    /// The graph as plug-ins read it.
    let shown = GraphTable.Shelf()

    init(
        nodes: [Node], definitions: [OperatorDefinition], tensors: [TensorState],
        kept: Set<Int>, viewed: Set<Int>, threads: Int
    ) {
        self.nodes = nodes
        self.definitions = definitions
        self.tensors = tensors
        self.kept = kept
        self.threads = threads
        var consumers = [[Int]](repeating: [], count: tensors.count)
        var producers = [Int?](repeating: nil, count: tensors.count)
        for tensor in viewed { consumers[tensor].append(-1) }
        for (position, node) in nodes.enumerated() {
            for case let input? in node.inputs { consumers[input].append(position) }
            for output in node.outputs { producers[output] = position }
        }
        self.consumers = consumers
        self.producers = producers
    }

    public func tensor(_ index: Int) -> KnownTensor { tensors[index].known }

    /// Whether a tensor's values are part of the model.
    public func isConstant(_ index: Int) -> Bool { tensors[index].constant != nil }

    public func isVariable(_ index: Int) -> Bool { tensors[index].description.isVariable }

    /// Whether more than these nodes needs a tensor: the graph's user, later nodes, a view.
    public func isNeeded(_ tensor: Int) -> Bool {
        kept.contains(tensor) || consumers[tensor].contains(-1)
    }

    /// Whether some nodes alone need a tensor.
    func isRead(_ tensor: Int, only nodes: [Int]) -> Bool {
        !isNeeded(tensor) && consumers[tensor].allSatisfy(nodes.contains)
    }

    /// The one node that reads a tensor, when nothing else needs it.
    public func soleConsumer(of tensor: Int) -> Int? {
        guard !kept.contains(tensor), consumers[tensor].count == 1, consumers[tensor][0] >= 0 else {
            return nil
        }
        return consumers[tensor][0]
    }

    /// The node that computes a tensor, when it is one of these.
    public func producer(of tensor: Int) -> Int? { producers[tensor] }

    /// The arithmetic of a node's run; a multiply-add counts as two.
    public func operations(_ position: Int) -> Int {
        let node = nodes[position]
        let shapes = node.outputs.map { tensors[$0].shape }
        return definitions[position].operations?(request(position), shapes)
            ?? shapes.reduce(0) { $0 + $1.count }
    }

    /// The bytes that a node reads and writes.
    public func bytes(_ position: Int) -> Int {
        let node = nodes[position]
        return (node.inputs.compactMap { $0 } + node.outputs).reduce(0) {
            $0 + tensors[$1].byteCount
        }
    }

    func request(_ position: Int) -> ShapeRequest {
        let node = nodes[position]
        return ShapeRequest(
            node: node, inputs: node.inputs.map { $0.map { tensors[$0].known } },
            outputs: node.outputs.map { tensors[$0].known })
    }
}
