import CPoseAnimatePlugin
import PluginKit

/// Tensors and nodes of models in messages; the tensors' values lie in memory that both sides see.
extension MessageWriter {
    /// - Parameter offset: where its values lie.
    mutating func add(_ tensor: pa_tensor, at offset: UInt64) {
        add(structure: tensor)
        add(offset)
        add(tensor.scales, count: Int(tensor.scale_count))
        add(tensor.zero_points, count: Int(tensor.scale_count))
    }

    /// A node, behind the memory that its tensors lie in.
    mutating func add(_ node: pa_node, _ values: SharedTensors) {
        add(values.byteCount)
        add(structure: node)
        add(node.place)
        for (tensor, offset) in zip(node.tensors, values.offsets) { add(tensor, at: offset) }
        add(UnsafeRawBufferPointer(start: node.options, count: node.option_byte_count))
    }
}

extension MessageReader {
    /// - Parameter memory: keeps what it points to, but for its values.
    mutating func tensor(
        in memory: ForeignMemory, _ values: TensorMemory
    ) throws(BrokenMessage) -> pa_tensor {
        var tensor = try value(pa_tensor.self)
        tensor.data = try values.address(try value(), tensor.byte_count)
        let count = Int(tensor.scale_count)
        tensor.scales = UnsafePointer(try array(of: count, in: memory))
        tensor.zero_points = UnsafePointer(try array(of: count, in: memory))
        return tensor
    }

    mutating func tensors(
        _ count: UInt32, in memory: ForeignMemory, _ values: TensorMemory
    ) throws(BrokenMessage) -> UnsafePointer<pa_tensor> {
        var tensors: [pa_tensor] = []
        for _ in 0..<count { tensors.append(try tensor(in: memory, values)) }
        return UnsafePointer(memory.array(tensors))
    }

    mutating func node(_ descriptor: Int32?) throws(BrokenMessage) -> SeenNode {
        let values = try tensorMemory(descriptor)
        let memory = ForeignMemory()
        var node = try value(pa_node.self)
        node.place = try optionalText().map { memory.text($0) }
        node.inputs = try tensors(node.input_count, in: memory, values)
        node.outputs = try tensors(node.output_count, in: memory, values)
        node.options = UnsafeRawPointer(
            try array(of: node.option_byte_count, in: memory, UInt8.self))
        return SeenNode(
            pointer: UnsafePointer(memory.value(node)), memory: memory, values: values)
    }
}

/// A node on the plug-in's side, with what it points to.
struct SeenNode {
    let pointer: UnsafePointer<pa_node>
    private let memory: ForeignMemory
    private let values: TensorMemory

    fileprivate init(
        pointer: UnsafePointer<pa_node>, memory: ForeignMemory, values: TensorMemory
    ) {
        self.pointer = pointer
        self.memory = memory
        self.values = values
    }
}

extension pa_node {
    /// The inputs, then the outputs.
    var tensors: [pa_tensor] {
        Array(UnsafeBufferPointer(start: inputs, count: Int(input_count)))
            + Array(UnsafeBufferPointer(start: outputs, count: Int(output_count)))
    }
}
