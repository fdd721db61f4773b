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

    fileprivate func row(_ tensor: KnownTensor?) -> pa_tensor {
        guard let tensor else { return .none }
        var row = row(tensor.type, tensor.shape, tensor.quantization)
        row.data = UnsafeMutableRawPointer(mutating: tensor.values?.baseAddress)
        row.is_constant = tensor.values == nil ? 0 : 1
        return row
    }

    fileprivate func row(_ tensor: Tensor?) -> pa_tensor {
        guard let tensor else { return .none }
        var row = row(tensor.type, tensor.shape, tensor.quantization)
        row.data = tensor.data
        row.is_constant = tensor.isConstant ? 1 : 0
        return row
    }

    private func row(
        _ type: ElementType, _ shape: Shape, _ quantization: Quantization?
    ) -> pa_tensor {
        var row = pa_tensor()
        row.type = UInt32(type.rawValue)
        // Higher ranks than plug-ins know are shown as one side.
        let sides =
            shape.dimensions.count > Int(PA_HIGHEST_RANK) ? [shape.count] : shape.dimensions
        row.rank = UInt32(sides.count)
        withUnsafeMutableBytes(of: &row.shape) { bytes in
            bytes.copyBytes(from: sides.map(Int64.init).withUnsafeBytes { Array($0) })
        }
        row.byte_count = shape.count * (type.byteCount ?? 0)
        if let quantization {
            row.scales = UnsafePointer(array(quantization.scales))
            row.zero_points = UnsafePointer(array(quantization.zeroPoints.map(Int64.init)))
            row.scale_count = UInt32(quantization.scales.count)
            row.quantized_axis = UInt32(clamping: quantization.dimension)
        }
        return row
    }
}

extension pa_tensor {
    /// An optional input that is left out.
    fileprivate static var none: pa_tensor {
        var row = pa_tensor()
        row.type = UInt32(PA_NO_TENSOR)
        return row
    }
}
