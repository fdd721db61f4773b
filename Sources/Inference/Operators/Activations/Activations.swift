import Glibc

/// Operators that bend each element.
enum Activations {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.relu, versions: 1...4, types: Rectifier.types, Relu.self),
        OperatorDefinition(.relu6, versions: 1...3, types: Rectifier.types, Relu6.self),
        OperatorDefinition(.reluN1To1, versions: 1...2, types: Rectifier.types, ReluN1To1.self),
        OperatorDefinition(
            .leakyRelu, versions: 1...2, types: [.float32, .int8, .uint8, .int16],
            LeakyRelu.self),
        OperatorDefinition(
            .prelu, versions: 1...1, types: [.float32, .int8, .uint8], ParametricRelu.self),
        OperatorDefinition(
            .hardSwish, versions: 1...1, types: [.float32, .int8, .uint8], HardSwish.self),
        curve(.logistic, versions: 1...3, .logistic) { 1 / (1 + expf(-$0)) },
        curve(.tanh, versions: 1...3, .hyperbolicTangent) { tanhf($0) },
        OperatorDefinition(.relu0To1, versions: 1...1, types: Rectifier.types, Relu0To1.self),
        OperatorDefinition(.gelu, versions: 1...2, types: [.float32, .int8, .uint8], Gelu.self),
    ]

    /// A smooth curve; on 8-bit numbers a table, on 16-bit ones lines between places of one.
    private static func curve(
        _ code: BuiltinOperator, versions: ClosedRange<Int>, _ lines: SigmoidLines.Curve,
        _ function: @escaping @Sendable (Float) -> Float
    ) -> OperatorDefinition {
        OperatorDefinition(
            .builtin(code), versions: versions, types: [.float32, .int8, .uint8, .int16],
            shapes: { (request) throws(InferenceError) in
                let input = try request.sameTypeOperand([.float32, .int8, .uint8, .int16])
                switch input.type {
                case .float32: break
                case .int16: _ = try SigmoidLines(request, lines)
                default: _ = try ByteTable(request, function)
                }
                return .shapes([input.shape])
            },
            kernel: { (request) throws(InferenceError) in
                if try request.input(0).type == .int16 {
                    return try SigmoidLines(request.shapeRequest, lines).kernel(request)
                }
                return try smooth(request, function)
            })
    }

    static func smooth(
        _ request: KernelRequest, _ function: @escaping (Float) -> Float
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        guard source.type == .float32 else {
            return try ByteTable(request.shapeRequest, function).kernel(request)
        }
        let output = try request.output().elements(Float.self)
        return {
            let input = source.elements(Float.self)
            for index in input.indices { output[index] = function(input[index]) }
        }
    }
}

/// GELU: x times the normal distribution's share below x, exactly or by the usual approximation.
private struct Gelu: OperatorPlan {
    private let shape: Shape
    private let isApproximate: Bool

    init(_ request: ShapeRequest) throws(InferenceError) {
        let input = try request.sameTypeOperand([.float32, .int8, .uint8])
        shape = input.shape
        isApproximate = try request.node.options.bool(0)
        if input.type != .float32 { _ = try ByteTable(request) { $0 } }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        if isApproximate {
            return try Activations.smooth(request) { x in
                0.5 * x * (1 + tanhf(0.797_884_6 * (x + 0.044715 * x * x * x)))
            }
        }
        return try Activations.smooth(request) { x in 0.5 * x * erfcf(x * -0.707_106_77) }
    }
}

/// A range, on reals and quantized numbers.
private struct Rectifier {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16]

    private let shape: Shape
    private let bounds: ClosedRange<Float>
    /// From the input's numbers to the output's.
    private var scaling: (zeroPoint: Int32, Requantization)?

    init(_ request: ShapeRequest, _ activation: FusedActivation) throws(InferenceError) {
        try self.init(request, bounds: activation.bounds)
    }

    init(_ request: ShapeRequest, bounds: ClosedRange<Float>) throws(InferenceError) {
        let input = try request.sameTypeOperand(Self.types)
        shape = input.shape
        self.bounds = bounds
        guard input.type != .float32 else { return }
        let from = try request.affine(input, "input")
        let to = try request.affine(try request.output(), "output")
        let numbers = FusedActivation.bounds(
            bounds, input.type, Quantization(scale: to.scale, zeroPoint: Int(to.zeroPoint)))
        scaling = (
            from.zeroPoint,
            Requantization([Double(from.scale / to.scale)], output: to, bounds: numbers)
        )
    }

    func outputShapes() -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        switch source.type {
        case .int8: return wholes(source, target.elements(Int8.self))
        case .uint8: return wholes(source, target.elements(UInt8.self))
        case .int16: return wholes(source, target.elements(Int16.self))
        default: break
        }
        let bounds = bounds
        let output = target.elements(Float.self)
        return {
            let input = source.elements(Float.self)
            for index in input.indices { output[index] = bounds.clamped(input[index]) }
        }
    }

    private func wholes<Number: FixedWidthInteger & BitwiseCopyable>(
        _ source: Tensor, _ output: UnsafeMutableBufferPointer<Number>
    ) -> Kernel {
        guard let (zeroPoint, requantization) = scaling else { return {} }
        return {
            let input = source.elements(Number.self)
            for index in input.indices {
                output[index] = Number(
                    truncatingIfNeeded: requantization.apply(
                        Int32(input[index]) - zeroPoint, channel: 0))
            }
        }
    }
}

private struct Relu: OperatorPlan {
    private let rectifier: Rectifier
    init(_ request: ShapeRequest) throws(InferenceError) {
        rectifier = try Rectifier(request, .relu)
    }
    func outputShapes() throws(InferenceError) -> [Shape]? { rectifier.outputShapes() }
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try rectifier.kernel(request)
    }
}

private struct Relu0To1: OperatorPlan {
    private let rectifier: Rectifier
    init(_ request: ShapeRequest) throws(InferenceError) {
        rectifier = try Rectifier(request, bounds: 0...1)
    }
    func outputShapes() throws(InferenceError) -> [Shape]? { rectifier.outputShapes() }
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try rectifier.kernel(request)
    }
}

private struct Relu6: OperatorPlan {
    private let rectifier: Rectifier
    init(_ request: ShapeRequest) throws(InferenceError) {
        rectifier = try Rectifier(request, .relu6)
    }
    func outputShapes() throws(InferenceError) -> [Shape]? { rectifier.outputShapes() }
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try rectifier.kernel(request)
    }
}

private struct ReluN1To1: OperatorPlan {
    private let rectifier: Rectifier
    init(_ request: ShapeRequest) throws(InferenceError) {
        rectifier = try Rectifier(request, .reluMinus1To1)
    }
    func outputShapes() throws(InferenceError) -> [Shape]? { rectifier.outputShapes() }
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try rectifier.kernel(request)
    }
}
