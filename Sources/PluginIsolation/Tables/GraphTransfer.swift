import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// Graphs of models in messages: the structure, then its nodes and tensors, then what is stored of the nodes'
/// options. The constants lie in memory that both sides see.
extension MessageWriter {
    mutating func add(_ graph: pa_graph, _ shown: ShownGraph, _ values: SharedTensors) {
        add(values.byteCount)
        add(structure: graph)
        for place in 0..<Int(graph.node_count) { add(graph.nodes[place]) }
        for place in 0..<Int(graph.tensor_count) {
            let tensor = graph.tensors[place]
            add(structure: tensor)
            add(tensor.name)
            add(tensor.tensor, at: values.offsets[place])
        }
        for place in 0..<Int(graph.node_count) { add(StoredOptions(of: place, shown)) }
    }

    private mutating func add(_ node: pa_graph_node) {
        add(structure: node)
        add(node.name)
        add(node.place)
        add(node.inputs, count: Int(node.input_count))
        add(node.outputs, count: Int(node.output_count))
        add(UnsafeRawBufferPointer(start: node.options, count: node.option_byte_count))
    }
}

extension MessageReader {
    /// - Parameter descriptor: what came beside the message.
    mutating func graph(_ descriptor: Int32?) throws(BrokenMessage) -> SeenGraph {
        // Constants of a model are not to be written by anybody.
        let values = try tensorMemory(descriptor, isWritable: false)
        let memory = ForeignMemory()
        var graph = try value(pa_graph.self)
        var nodes: [pa_graph_node] = []
        for _ in 0..<graph.node_count { nodes.append(try graphNode(in: memory)) }
        var tensors: [pa_graph_tensor] = []
        for _ in 0..<graph.tensor_count {
            var tensor = try value(pa_graph_tensor.self)
            tensor.name = try optionalText().map { memory.text($0) }
            tensor.tensor = try self.tensor(in: memory, values)
            tensors.append(tensor)
        }
        var options: [StoredOptions] = []
        for _ in nodes { options.append(try storedOptions()) }
        graph.nodes = UnsafePointer(memory.array(nodes))
        let rows = memory.array(tensors)
        graph.tensors = UnsafePointer(rows)
        return SeenGraph(graph, tensors: rows, options, memory, values)
    }

    private mutating func graphNode(
        in memory: ForeignMemory
    ) throws(BrokenMessage) -> pa_graph_node {
        var node = try value(pa_graph_node.self)
        node.name = try optionalText().map { memory.text($0) }
        node.place = try optionalText().map { memory.text($0) }
        node.inputs = UnsafePointer(try array(of: Int(node.input_count), in: memory))
        node.outputs = UnsafePointer(try array(of: Int(node.output_count), in: memory))
        node.options = UnsafeRawPointer(
            try array(of: node.option_byte_count, in: memory, UInt8.self))
        return node
    }
}

/// A graph on the plug-in's side, with what it points to.
final class SeenGraph {
    private let row: UnsafeMutablePointer<pa_graph>
    private let tensors: UnsafeMutablePointer<pa_graph_tensor>
    private let shown: ShownGraph
    private let memory: ForeignMemory
    private let values: TensorMemory

    fileprivate init(
        _ graph: pa_graph, tensors: UnsafeMutablePointer<pa_graph_tensor>,
        _ options: [StoredOptions], _ memory: ForeignMemory, _ values: TensorMemory
    ) {
        row = memory.value(graph)
        shown = ShownGraph(nodeCount: options.count) { node, field, type in
            options[node].field(field, as: type)
        }
        self.tensors = tensors
        self.memory = memory
        self.values = values
        shown.show(in: &row.pointee)
    }

    var pointer: UnsafePointer<pa_graph> { UnsafePointer(row) }

    func byteCount(ofTensor place: UInt32) throws(BrokenMessage) -> Int {
        guard place < row.pointee.tensor_count else { throw BrokenMessage() }
        return tensors[Int(place)].tensor.byte_count
    }

    /// Shows where tensors lie while `body` runs.
    func binding<Result>(
        _ bound: [UInt32: UnsafeMutableRawPointer], _ body: () -> Result
    ) -> Result {
        for (place, data) in bound { tensors[Int(place)].tensor.data = data }
        defer { for place in bound.keys { tensors[Int(place)].tensor.data = nil } }
        return body()
    }
}
