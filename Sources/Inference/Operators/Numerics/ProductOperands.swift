/// The operands of an operator that multiplies inputs with weights: their types and scales, checked.
///
/// Reals with reals, reals with quantized weights (the reals are rounded as they come or, where an
/// operator does not ask for that, the weights are expanded while binding), and the format's three
/// quantized forms: 8 bits unsigned, 8 bits signed, and 16 bits with weights of 8.
struct ProductOperands {
    var input: KnownTensor
    var weights: KnownTensor
    var bias: KnownTensor?
    /// The number of outputs that have weights, and perhaps a scale, of their own.
    var channels: Int
    private var form: Form

    private enum Form {
        case real
        /// The weights' scales, and the elements that follow one another under one of them.
        case expanded([Affine], inner: Int)
        /// The weights' scales: one, or one for each channel.
        case hybrid(RowRounding, scales: [Float])
        case quantized(input: Affine, weights: Affine, output: Requantization)
    }

    /// Where operators differ.
    struct Rules {
        /// The axis of the weights that has a scale for each extent.
        var axis = 0
        /// Sums are scaled with one rounding instead of two.
        var roundsOnce = false
        /// Signed weights may have a zero point.
        var allowsWeightZero = false
        /// 16-bit inputs without a bias are summed in 64 bits.
        var isWideWithoutBias = false
        /// How reals are rounded for quantized weights; nil where those are expanded instead.
        var rounding: RowRounding?
    }

    init(
        _ request: ShapeRequest, input: KnownTensor, weights: KnownTensor, bias: KnownTensor?,
        channels: Int, activation: FusedActivation, rules: Rules
    ) throws(InferenceError) {
        self.input = input
        self.weights = weights
        self.bias = bias
        self.channels = channels
        self.rules = rules
        let output = try request.output()
        try request.expect(output, "output", type: input.type)
        if let bias {
            guard bias.shape.count == channels else {
                throw request.error("its bias has \(bias.shape.count) values for \(channels)")
            }
            let types: [ElementType] =
                switch input.type {
                case .float32: [.float32]
                case .int16: [.int64, .int32]
                default: [.int32]
                }
            guard types.contains(bias.type) else {
                throw request.unsupported("its bias is \(bias.type); \(types[0]) is expected")
            }
        }
        switch (input.type, weights.type) {
        case (.float32, .float32): form = .real
        case (.float32, .int8), (.float32, .int4), (.float32, .uint8):
            guard weights.values != nil else {
                throw request.unsupported("quantized weights must be constant beside float32")
            }
            let affines = try request.affines(
                weights, "weights", axis: rules.axis, count: channels)
            let isCentred = weights.type == .uint8 || affines.allSatisfy { $0.zeroPoint == 0 }
            if let rounding = rules.rounding, isCentred {
                form = .hybrid(rounding, scales: affines.map(\.scale))
                break
            }
            // Extents beside one of 0 are not held to a sensible product.
            let after = weights.shape.dimensions.dropFirst(rules.axis + 1)
            form = .expanded(affines, inner: weights.shape.count == 0 ? 1 : after.reduce(1, *))
        case (.uint8, .uint8), (.int8, .int8), (.int8, .int4), (.int16, .int8), (.int16, .int4):
            guard weights.type != .int4 || weights.values != nil else {
                throw request.unsupported("4-bit weights must be constant")
            }
            form = try Self.quantized(
                request, input, weights, output, channels, activation, rules)
        default:
            throw request.unsupported(
                "multiplies \(input.type) with \(weights.type), which is not implemented")
        }
        bounds = activation.bounds
    }

    private let rules: Rules
    let bounds: ClosedRange<Float>

    private static func quantized(
        _ request: ShapeRequest, _ input: KnownTensor, _ weights: KnownTensor,
        _ output: KnownTensor, _ channels: Int, _ activation: FusedActivation, _ rules: Rules
    ) throws(InferenceError) -> Form {
        let from = try request.affine(input, "input")
        let to = try request.affine(output, "output")
        let affines = try request.affines(weights, "weights", axis: rules.axis, count: channels)
        let zero = affines.first?.zeroPoint ?? 0
        let isSingle = weights.quantization?.scales.count == 1
        if weights.type == .uint8 {
            guard isSingle else {
                throw request.unsupported("unsigned weights have a scale for each channel")
            }
        } else {
            guard affines.allSatisfy({ $0.zeroPoint == 0 }) || (rules.allowsWeightZero && isSingle)
            else {
                throw request.unsupported("signed weights with a zero point are not implemented")
            }
        }
        if input.type == .int16, from.zeroPoint != 0 || to.zeroPoint != 0 {
            throw request.error("16-bit numbers must have a zero point of 0")
        }
        let isFloatProduct = input.type == .uint8
        let factors = affines.prefix(isSingle ? 1 : channels).map { affine in
            (isFloatProduct
                ? Double(from.scale * affine.scale) : Double(from.scale) * Double(affine.scale))
                / Double(to.scale)
        }
        return .quantized(
            input: from, weights: Affine(scale: 1, zeroPoint: zero),
            output: Requantization(
                factors.isEmpty ? [0] : factors, output: to,
                bounds: activation.bounds(output.type, to.quantization),
                roundsOnce: rules.roundsOnce))
    }
}

extension Affine {
    var quantization: Quantization { Quantization(scale: scale, zeroPoint: Int(zeroPoint)) }
}

/// A loop over products that works on any arithmetic.
protocol ProductKernel {
    var input: Tensor { get set }
    func kernel<Arithmetic: ProductArithmetic>(
        _ arithmetic: Arithmetic, weights: BoundValues<Arithmetic.Weight>
    ) -> Kernel
}

extension ProductOperands {
    /// Binds a loop to the arithmetic of these types.
    /// - Parameter items: The parts of the input that are rounded on their own.
    func kernel(
        weights: Tensor, bias: Tensor?, items: Int = 1, _ loop: some ProductKernel
    ) -> Kernel {
        switch form {
        case .real:
            return loop.kernel(
                RealProducts(bias: bias.map(BoundValues.init), bounds: bounds),
                weights: BoundValues(weights))
        case .expanded(let affines, let inner):
            return loop.kernel(
                RealProducts(bias: bias.map(BoundValues.init), bounds: bounds),
                weights: BoundValues(PackedNumbers.reals(weights, affines, inner: inner)))
        case .hybrid(let rounding, let scales):
            return hybrid(
                rounding, scales: scales, items: items, weights: weights,
                bias: bias.map(BoundValues.init), loop)
        case .quantized(let input, let affine, let output):
            func products<Element, Weight, Sum>(
                _: Element.Type, _: Weight.Type, _: Sum.Type
            ) -> QuantizedProducts<Element, Weight, Sum> {
                QuantizedProducts(
                    inputZero: Sum(input.zeroPoint), weightZero: Sum(affine.zeroPoint),
                    bias: bias.map(BoundValues.init), output: output)
            }
            let signed = PackedNumbers.signed(weights)
            switch self.input.type {
            case .uint8:
                return loop.kernel(
                    products(UInt8.self, UInt8.self, Int32.self), weights: BoundValues(weights))
            case .int16:
                let isWide = bias.map { $0.type == .int64 } ?? rules.isWideWithoutBias
                return isWide
                    ? loop.kernel(products(Int16.self, Int8.self, Int64.self), weights: signed)
                    : loop.kernel(products(Int16.self, Int8.self, Int32.self), weights: signed)
            default:
                return loop.kernel(products(Int8.self, Int8.self, Int32.self), weights: signed)
            }
        }
    }
}
