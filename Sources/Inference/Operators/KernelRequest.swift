/// A tensor bound to memory.
public struct Tensor {
    public var name: String
    public var type: ElementType
    public var shape: Shape
    public var quantization: Quantization?
    /// How a constant's bytes are packed when they are stored without their zeros.
    public var sparsity: Sparsity? = nil
    /// Aligned to 64 bytes in the arena, to the element's size where it is a constant; 64 bytes
    /// behind its end may be read. It stays in place as long as the kernel bound to it lives.
    public var data: UnsafeMutableRawPointer
    /// What keeps a constant's bytes alive; nil in the arena.
    public var owner: AnyObject?
    public var isConstant: Bool
    /// The values were known when the shapes were told: the kernel is bound anew for others.
    var valuesAreKnown = false
    /// The bytes of a constant as they are stored: fewer than its elements take where it is
    /// sparse or packed.
    public var storedByteCount = 0

    public var byteCount: Int { shape.count * (type.byteCount ?? 0) }

    /// The elements. The caller has checked the type (in the operator's `shapes`).
    public func elements<Element: BitwiseCopyable>(
        _ type: Element.Type
    ) -> UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(
            start: data.assumingMemoryBound(to: type), count: shape.count)
    }
}

/// A node whose reference kernel is asked for: tensors have their final shapes and memory.
public struct KernelRequest {
    public var node: Node
    public var inputs: [Tensor?]
    public var outputs: [Tensor]

    /// An input that must be there (the operator's `shapes` has checked).
    public func input(_ index: Int) throws(InferenceError) -> Tensor {
        guard index < inputs.count, let tensor = inputs[index] else {
            throw InferenceError(.badModel, place: node.place, "input \(index) is missing")
        }
        return tensor
    }

    public func optionalInput(_ index: Int) -> Tensor? {
        index < inputs.count ? inputs[index] : nil
    }

    public func output(_ index: Int = 0) throws(InferenceError) -> Tensor {
        guard index < outputs.count else {
            throw InferenceError(.badModel, place: node.place, "output \(index) is missing")
        }
        return outputs[index]
    }

    /// A value met while running that does not fit.
    public func badData(_ message: String) -> InferenceError {
        InferenceError(.badData, place: node.place, message)
    }

    public func unsupported(_ message: String) -> InferenceError {
        InferenceError(.unsupported, place: node.place, message)
    }
}
