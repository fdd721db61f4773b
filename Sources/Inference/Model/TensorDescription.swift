/// A tensor as the model describes it.
public struct TensorDescription: Sendable {
    public var name: String
    public var type: ElementType
    public var shape: Shape
    /// -1 where an extent may be chosen at run time; empty when the model does not say.
    public var shapeSignature: [Int]
    public var quantization: Quantization?
    /// Keeps its value from one run to the next.
    public var isVariable: Bool
    /// How the constant is packed when it is stored without its zeros.
    public var sparsity: Sparsity?
    /// The values, when the model holds them.
    public var constant: ConstantData?
}

/// Bytes of a model that do not change, with whatever keeps them alive.
public struct ConstantData: @unchecked Sendable {
    /// Aligned for the tensor's elements.
    package let bytes: UnsafeRawBufferPointer
    package let owner: AnyObject

    package init(bytes: UnsafeRawBufferPointer, owner: AnyObject) {
        self.bytes = bytes
        self.owner = owner
    }
}

/// A sparse tensor's layout, as in the schema's SparsityParameters: TACO's format of dimensions
/// that are dense or compressed (CSR), after blocks are split off.
public struct Sparsity: Sendable {
    public enum Dimension: Sendable {
        case dense(size: Int)
        /// Segments and indices of the compressed sparse row format.
        case compressed(segments: [Int], indices: [Int])
    }

    public var traversalOrder: [Int]
    public var blockMap: [Int]
    public var dimensions: [Dimension]
}
