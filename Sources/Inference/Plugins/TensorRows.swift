import CPoseAnimatePlugin
import PluginKit

/// Tensors as plug-ins read them.
extension ForeignMemory {
    func row(_ tensor: KnownTensor?) -> pa_tensor {
        guard let tensor else { return .none }
        var row = row(tensor.type, tensor.shape, tensor.quantization)
        // A sparse constant's bytes are not its elements.
        if tensor.sparsity == nil, let values = tensor.values, values.count >= row.byte_count {
            row.data = UnsafeMutableRawPointer(mutating: values.baseAddress)
        }
        row.is_constant = tensor.values == nil ? 0 : 1
        return row
    }

    func row(_ tensor: Tensor?) -> pa_tensor {
        guard let tensor else { return .none }
        var row = row(tensor.type, tensor.shape, tensor.quantization)
        if tensor.sparsity == nil { row.data = tensor.data }
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
    static var none: pa_tensor {
        var row = pa_tensor()
        row.type = UInt32(PA_NO_TENSOR)
        return row
    }
}
