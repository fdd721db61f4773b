import CPoseAnimatePlugin
import PluginKit

/// A node as plug-ins read it: tables in memory that stays where it is.
struct NodeTable {
    let pointer: UnsafePointer<pa_node>
    private let memory = ForeignMemory()
    /// What keeps constants alive.
    private let owners: [AnyObject]

    init(_ request: ShapeRequest) {
        let memory = memory
        owners = []
        pointer = memory.node(
            request.node, inputs: request.inputs.map { memory.row($0) },
            outputs: request.outputs.map { memory.row($0) })
    }

    init(_ request: KernelRequest) {
        let memory = memory
        owners = (request.inputs.compactMap(\.self) + request.outputs).compactMap(\.owner)
        pointer = memory.node(
            request.node, inputs: request.inputs.map { memory.row($0) },
            outputs: request.outputs.map { memory.row($0) })
    }
}

extension ForeignMemory {
    fileprivate func node(
        _ node: Node, inputs: [pa_tensor], outputs: [pa_tensor]
    ) -> UnsafePointer<pa_node> {
        var row = pa_node()
        row.size = MemoryLayout<pa_node>.size
        row.place = text(node.place)
        row.version = UInt32(clamping: node.version)
        row.inputs = UnsafePointer(array(inputs))
        row.input_count = UInt32(inputs.count)
        row.outputs = UnsafePointer(array(outputs))
        row.output_count = UInt32(outputs.count)
        row.options = UnsafeRawPointer(array(node.customOptions))
        row.option_byte_count = node.customOptions.count
        return UnsafePointer(value(row))
    }
}
