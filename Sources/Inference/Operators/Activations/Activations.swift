import Glibc

/// Operators that bend each element.
enum Activations {
    static let definitions: [OperatorDefinition] = [
        rectifier(.relu, versions: 1...3, sixteenBit: true, 0...Float.infinity),
        rectifier(.relu6, versions: 1...3, sixteenBit: true, 0...6),
        rectifier(.reluN1To1, versions: 1...1, -1...1),
        rectifier(.relu0To1, versions: 1...1, 0...1),
        OperatorDefinition(
            .leakyRelu, versions: 1...2, types: LeakyRelu.types, LeakyRelu.self),
        OperatorDefinition(
            .prelu, versions: 1...1, types: ParametricRelu.types, ParametricRelu.self),
        OperatorDefinition(
            .elu, versions: 1...1, types: [.float32, .int8],
            RealFunction { $0 < 0 ? expm1f($0) : $0 }),
        OperatorDefinition(
            .hardSwish, versions: 1...1, types: [.float32, .int8, .uint8], HardSwish.self),
        OperatorDefinition(.gelu, versions: 1...2, types: Gelu.types, Gelu.self),
        sigmoid(.logistic, .logistic, RealFunction { 1 / (1 + expf(-$0)) }),
        sigmoid(.tanh, .tanh, RealFunction { tanhf($0) }),
    ]

    /// An operator that holds elements in a range.
    private static func rectifier(
        _ code: BuiltinOperator, versions: ClosedRange<Int>, sixteenBit: Bool = false,
        _ range: ClosedRange<Float>
    ) -> OperatorDefinition {
        let types: [ElementType] = [.float32, .int8, .uint8] + (sixteenBit ? [.int16] : [])
        return OperatorDefinition(
            .builtin(code), versions: versions, types: types,
            shapes: { (request) throws(InferenceError) in
                .shapes([try Rectifier(request, types, range).shape])
            },
            kernel: { (request) throws(InferenceError) in
                try Rectifier(request.shapeRequest, types, range).kernel(request)
            })
    }

    /// LOGISTIC or TANH, which have a fixed-point rule of their own on 16-bit numbers.
    private static func sigmoid(
        _ code: BuiltinOperator, _ rule: SixteenBitSigmoid.Rule, _ function: RealFunction
    ) -> OperatorDefinition {
        let types: [ElementType] = [.float32, .int8, .uint8]
        return OperatorDefinition(
            .builtin(code), versions: 1...3, types: types + [.int16],
            shapes: { (request) throws(InferenceError) in
                if try request.input(0).type == .int16 {
                    _ = try SixteenBitSigmoid(request, rule)
                    return .shapes([try request.input(0).shape])
                }
                return .shapes([try Curve(request, types, function).shape])
            },
            kernel: { (request) throws(InferenceError) in
                let known = request.shapeRequest
                if try request.input(0).type == .int16 {
                    return try SixteenBitSigmoid(known, rule).kernel(request)
                }
                return try Curve(known, types, function).kernel(request)
            })
    }
}

/// GELU: x times the normal distribution's share below x, exactly or by the usual approximation.
private struct Gelu: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16]

    private let curve: Curve

    init(_ request: ShapeRequest) throws(InferenceError) {
        let isApproximate = try request.node.options.bool(0)
        curve = try Curve(request, Self.types, isApproximate ? Self.approximate : Self.exact)
    }

    private static let exact = RealFunction { x in 0.5 * x * erfcf(x * -0.707_106_77) }
    private static let approximate = RealFunction { x in
        0.5 * x * (1 + tanhf(0.797_884_6 * (x + 0.044715 * x * x * x)))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [curve.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try curve.kernel(request)
    }
}
