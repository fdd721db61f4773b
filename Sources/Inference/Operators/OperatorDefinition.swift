/// What the interpreter knows of one operator: the shapes it gives and how it is computed.
///
/// The table of definitions is the one place that lists what is supported; dispatch, the document
/// of supported operators and the inspection of models come from it.
public struct OperatorDefinition: Sendable {
    public var name: OperatorName
    /// The versions of the operator that are understood.
    public var versions: ClosedRange<Int>
    /// The element types that the principal input may have.
    public var types: [ElementType]
    /// The shapes of the outputs, from shapes and known values of the inputs. Checks all that can
    /// be checked before running: number of inputs, types, ranks, options, quantization.
    public var shapes: @Sendable (ShapeRequest) throws(InferenceError) -> ShapeAnswer
    /// The reference kernel, bound to memory: everything that does not depend on the values is
    /// computed here, once.
    public var kernel: @Sendable (KernelRequest) throws(InferenceError) -> Kernel
    /// The arithmetic of one run: a multiply-add counts as two. Nil counts one an output element.
    public var operations: (@Sendable (ShapeRequest, [Shape]) -> Int)?
    /// The output is the input's bytes under another shape: no kernel needs to run when both can
    /// share memory.
    public var isView: Bool
    /// The outputs depend on shapes alone (SHAPE, RANK): computed while preparing.
    public var foldsFromShapes: Bool

    public init(
        _ name: OperatorName, versions: ClosedRange<Int>, types: [ElementType],
        isView: Bool = false, foldsFromShapes: Bool = false,
        operations: (@Sendable (ShapeRequest, [Shape]) -> Int)? = nil,
        shapes: @escaping @Sendable (ShapeRequest) throws(InferenceError) -> ShapeAnswer,
        kernel: @escaping @Sendable (KernelRequest) throws(InferenceError) -> Kernel
    ) {
        self.name = name
        self.versions = versions
        self.types = types
        self.isView = isView
        self.foldsFromShapes = foldsFromShapes
        self.operations = operations
        self.shapes = shapes
        self.kernel = kernel
    }
}

/// One run of a bound operator. Throws only for values that cannot be known before, such as an
/// index outside its tensor.
public typealias Kernel = () throws(InferenceError) -> Void

/// What an operator answers when asked for its outputs' shapes.
public enum ShapeAnswer: Sendable {
    case shapes([Shape])
    /// The shapes depend on values of an input that are computed while running.
    case needsValues
}
