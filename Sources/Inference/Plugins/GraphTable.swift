import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// A graph as plug-ins' delegates read it: tables in memory that stays where it is.
final class GraphTable: @unchecked Sendable {
    // Belongs to the one thread that prepares the graph.

    private let memory = ForeignMemory()
    private let row: UnsafeMutablePointer<pa_graph>
    private let tensors: UnsafeMutablePointer<pa_graph_tensor>
    private let tensorCount: Int
    private let shown: ShownGraph

    init(_ graph: GraphView) {
        shown = ShownGraph(graph.nodes.map(\.options))
        let memory = memory
        let nodes = graph.nodes.map { memory.row($0) }
        tensorCount = graph.tensors.count
        tensors = memory.array(
            (0..<tensorCount).map { index in
                pa_graph_tensor(
                    size: MemoryLayout<pa_graph_tensor>.size,
                    tensor: memory.row(graph.tensor(index)),
                    name: memory.text(graph.tensor(index).name),
                    is_needed: graph.isNeeded(index) ? 1 : 0,
                    is_variable: graph.isVariable(index) ? 1 : 0)
            })
        row = memory.value(pa_graph())
        row.pointee.size = MemoryLayout<pa_graph>.size
        row.pointee.nodes = UnsafePointer(memory.array(nodes))
        row.pointee.node_count = UInt32(nodes.count)
        row.pointee.tensors = UnsafePointer(tensors)
        row.pointee.tensor_count = UInt32(tensorCount)
        row.pointee.threads = UInt32(graph.threads)
        shown.show(in: &row.pointee)
    }

    var pointer: UnsafePointer<pa_graph> { UnsafePointer(row) }

    /// Holds a graph's table, which is made once for all delegates that ask for it.
    final class Shelf {
        private var table: GraphTable?

        func table(of graph: GraphView) -> GraphTable {
            if let table { return table }
            let made = GraphTable(graph)
            table = made
            return made
        }
    }

    /// Shows where the tensors of a claim lie while `body` runs.
    func binding<Result>(_ bound: [Int: Tensor], _ body: () -> Result) -> Result {
        var before: [Int: pa_tensor] = [:]
        for (index, tensor) in bound where index < tensorCount {
            before[index] = tensors[index].tensor
            tensors[index].tensor.data = tensor.sparsity == nil ? tensor.data : nil
        }
        defer { for (index, tensor) in before { tensors[index].tensor = tensor } }
        return body()
    }
}

extension ShownGraph {
    /// The options of nodes as the model stores them.
    fileprivate convenience init(_ options: [NodeOptions]) {
        self.init(nodeCount: options.count) { node, field, type in
            let table = options[node].table
            do throws(InferenceError) {
                let number: Double? =
                    switch type {
                    case .int8: try table?.scalar(field, Int8.self).map(Double.init)
                    case .int32: try table?.scalar(field, Int32.self).map(Double.init)
                    case .float32:
                        try table?.scalar(field, UInt32.self).map {
                            Double(Float(bitPattern: $0))
                        }
                    }
                return number.map { .number($0) } ?? .leftOut
            } catch {
                return .damaged(reason: error.description)
            }
        }
    }
}

extension ForeignMemory {
    fileprivate func row(_ node: Node) -> pa_graph_node {
        var row = pa_graph_node()
        row.size = MemoryLayout<pa_graph_node>.size
        row.name = text(node.name.description)
        row.place = text(node.place)
        row.version = UInt32(clamping: node.version)
        if case .custom = node.name { row.is_custom = 1 }
        row.inputs = UnsafePointer(array(node.inputs.map { $0.map(UInt32.init) ?? PA_LEFT_OUT }))
        row.input_count = UInt32(node.inputs.count)
        row.outputs = UnsafePointer(array(node.outputs.map { UInt32($0) }))
        row.output_count = UInt32(node.outputs.count)
        row.options = UnsafeRawPointer(array(node.customOptions))
        row.option_byte_count = node.customOptions.count
        return row
    }
}
