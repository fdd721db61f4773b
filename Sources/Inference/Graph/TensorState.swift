/// What is known of a tensor while a graph is prepared, and where it lies once it is.
struct TensorState {
    var description: TensorDescription
    /// The shape in this run; the description's until a node has told it.
    var shape: Shape
    /// The values, when they do not change.
    var constant: ConstantData?
    /// Where the tensor lies; nil until memory is planned.
    var memory: UnsafeMutableRawPointer?

    init(_ description: TensorDescription) {
        self.description = description
        shape = description.shape
        // A sparse constant has the bytes of its non-zero values only: DENSIFY reads those.
        constant = description.constant
    }

    var byteCount: Int { shape.count * (description.type.byteCount ?? 1) }

    var known: KnownTensor {
        KnownTensor(
            name: description.name, type: description.type, shape: shape,
            quantization: description.quantization, sparsity: description.sparsity,
            values: constant?.bytes)
    }

    /// The tensor bound to its memory; nil before memory is planned.
    var bound: Tensor? {
        let data: UnsafeMutableRawPointer
        if let constant {
            data =
                constant.bytes.baseAddress.map(UnsafeMutableRawPointer.init(mutating:))
                ?? OwnedBytes.empty.address
        } else if let memory {
            data = memory
        } else if shape.count == 0 {
            data = OwnedBytes.empty.address
        } else {
            return nil
        }
        return Tensor(
            name: description.name, type: description.type, shape: shape,
            quantization: description.quantization, sparsity: description.sparsity, data: data,
            owner: constant?.owner, isConstant: constant != nil,
            storedByteCount: constant?.bytes.count ?? 0)
    }
}
