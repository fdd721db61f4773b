import Glibc

extension Interpreter {
    /// How a model is run.
    public struct Options: Sendable {
        /// The threads that compute, the calling one included; as many as processors unless set.
        public var threads: Int
        public var delegate: DelegateChoice = .auto
        /// Delegates besides the interpreter's own, which `auto` asks too and `given` alone.
        public var delegates: [any Delegate] = []
        public var precision: Precision = .stored
        /// The most memory that tensors may take, in bytes.
        public var memoryLimit = 2 << 30
        /// The most arithmetic that one run may take; guards against damaged files whose shapes
        /// would compute for days.
        public var operationLimit = 1 << 42
        /// The operators that are known; add custom ones here.
        public var operators = OperatorRegistry.builtIn
        /// Is told of each of the interpreter's diagnostics, for who has no interpreter at hand.
        public var diagnosed: @Sendable (_ diagnostic: String) -> Void = { _ in }

        /// What `threads` may be; more help no model.
        public static let threadNumbers = 1...256

        public init() {
            let processors = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
            threads = min(max(processors, 1), Self.threadNumbers.upperBound)
        }
    }

    /// Who computes.
    public enum DelegateChoice: String, Sendable, CaseIterable {
        /// Whoever is estimated to be the fastest, node by node.
        case auto
        /// The portable kernels alone, which define what is right.
        case reference
        /// Our vector kernels where the processor has what they need, and the reference.
        case vector
        case xnnpack
        case onednn
        /// Those of `Options.delegates`, and the reference.
        case given
    }

    /// The numbers that are computed with.
    public enum Precision: String, Sendable, CaseIterable {
        /// As the model stores them.
        case stored
        /// Quantized models in float32: their weights are turned into reals once.
        case float
    }
}

/// An input or output of an interpreter.
public struct TensorInfo: Sendable {
    /// The tensor's number in the model.
    public var index: Int
    public var name: String
    public var type: ElementType
    public var shape: Shape
    /// -1 where `resize` may choose an extent; empty when the model does not say.
    public var shapeSignature: [Int]
    public var quantization: Quantization?
}
