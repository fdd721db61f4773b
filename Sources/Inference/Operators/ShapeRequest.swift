/// What is known of a tensor before memory is planned.
public struct KnownTensor {
    public var name: String
    public var type: ElementType
    public var shape: Shape
    public var quantization: Quantization?
    /// How `values` are packed when they are stored without their zeros.
    public var sparsity: Sparsity? = nil
    /// The values, when they are already known: a constant, or computed before this node's turn.
    public var values: UnsafeRawBufferPointer?
}

/// A node whose outputs' shapes are asked for.
public struct ShapeRequest {
    public var node: Node
    /// As in the node: nil where an optional input is left out.
    public var inputs: [KnownTensor?]
    /// The outputs as the model declares them; their shapes are what is asked for and must not be
    /// relied on.
    public var outputs: [KnownTensor]

    /// An input that must be there.
    public func input(_ index: Int) throws(InferenceError) -> KnownTensor {
        guard index < inputs.count, let tensor = inputs[index] else {
            throw error("input \(index) is missing")
        }
        return tensor
    }

    /// An input that may be left out.
    public func optionalInput(_ index: Int) -> KnownTensor? {
        index < inputs.count ? inputs[index] : nil
    }

    public func output(_ index: Int = 0) throws(InferenceError) -> KnownTensor {
        guard index < outputs.count else { throw error("output \(index) is missing") }
        return outputs[index]
    }

    /// The values of an int32 or int64 input (paddings, axes, a new shape); nil when they are
    /// computed while running.
    public func integers(_ index: Int) throws(InferenceError) -> [Int]? {
        let tensor = try input(index)
        // The format stores a constant without elements like a tensor without a value.
        if tensor.shape.count == 0 { return [] }
        guard let values = tensor.values else { return nil }
        switch tensor.type {
        case .int32: return values.bindMemory(to: Int32.self).map(Int.init)
        case .int64: return values.bindMemory(to: Int64.self).map(Int.init)
        default:
            throw error("input \(index) is \(tensor.type); int32 or int64 is expected")
        }
    }

    /// Checks a number of inputs and outputs that must be there.
    public func expect(inputs: ClosedRange<Int>, outputs count: Int = 1) throws(InferenceError) {
        guard inputs.contains(self.inputs.count) else {
            throw error("has \(self.inputs.count) inputs; \(inputs) are expected")
        }
        guard outputs.count == count else {
            throw error("has \(outputs.count) outputs; \(count) are expected")
        }
    }

    /// A fault of the model at this node.
    public func error(_ message: String) -> InferenceError {
        InferenceError(.badModel, place: node.place, message)
    }

    /// A sound node that asks for what is not implemented.
    public func unsupported(_ message: String) -> InferenceError {
        InferenceError(.unsupported, place: node.place, message)
    }
}
