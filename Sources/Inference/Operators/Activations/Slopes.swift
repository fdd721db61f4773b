/// LEAKY_RELU: negative elements times one slope.
struct LeakyRelu: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16]

    private let shape: Shape
    private let slope: Float
    private var scaling: SlopedScaling?

    init(_ request: ShapeRequest) throws(InferenceError) {
        let input = try request.sameTypeOperand(Self.types)
        shape = input.shape
        slope = try request.node.options.float(0)
        guard slope.isFinite else { throw request.error("has a slope of \(slope)") }
        guard input.type != .float32 else { return }
        let from = try request.affine(input, "input")
        let to = try request.affine(try request.output(), "output")
        scaling = SlopedScaling(
            zeroPoint: from.zeroPoint, output: to.zeroPoint,
            positive: FixedPointMultiplier(Double(from.scale / to.scale)),
            negative: FixedPointMultiplier(Double(from.scale * slope / to.scale)),
            range: input.type.quantizedRange ?? 0...0)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        switch source.type {
        case .int8: return wholes(source, target.elements(Int8.self))
        case .uint8: return wholes(source, target.elements(UInt8.self))
        case .int16: return wholes(source, target.elements(Int16.self))
        default: break
        }
        let output = target.elements(Float.self)
        let slope = slope
        return {
            let input = source.elements(Float.self)
            for index in input.indices {
                let value = input[index]
                output[index] = value > 0 ? value : value * slope
            }
        }
    }

    private func wholes<Number: FixedWidthInteger & BitwiseCopyable>(
        _ source: Tensor, _ output: UnsafeMutableBufferPointer<Number>
    ) -> Kernel {
        guard let scaling else { return {} }
        return {
            let input = source.elements(Number.self)
            for index in input.indices {
                output[index] = Number(
                    truncatingIfNeeded: scaling.apply(Int32(input[index]), slope: 1))
            }
        }
    }
}

/// PRELU: negative elements times slopes of their own.
struct ParametricRelu: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16]

    private let broadcasting: Broadcasting
    private let type: ElementType
    private var scaling: SlopedScaling?
    private var slopeZero: Int32 = 0

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let input = try request.operand(0)
        let slopes = try request.operand(1)
        type = input.type
        guard Self.types.contains(type), slopes.type == type,
            try request.output().type == type
        else {
            throw request.unsupported("bends \(type) by slopes of \(slopes.type)")
        }
        broadcasting = try request.broadcasting([input.shape, slopes.shape])
        guard type != .float32 else { return }
        let from = try request.affine(input, "input")
        let slope = try request.affine(slopes, "slopes")
        let to = try request.affine(try request.output(), "output")
        slopeZero = slope.zeroPoint
        scaling = SlopedScaling(
            zeroPoint: from.zeroPoint, output: to.zeroPoint,
            positive: FixedPointMultiplier(Double(from.scale / to.scale)),
            negative: FixedPointMultiplier(Double(from.scale * slope.scale / to.scale)),
            range: type.quantizedRange ?? 0...0)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [broadcasting.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let (first, second) = (try request.input(0), try request.input(1))
        let target = try request.output()
        let broadcasting = broadcasting
        switch type {
        case .int8: return wholes(first, second, target.elements(Int8.self))
        case .uint8: return wholes(first, second, target.elements(UInt8.self))
        case .int16: return wholes(first, second, target.elements(Int16.self))
        default: break
        }
        let output = target.elements(Float.self)
        return {
            broadcasting.map(first.elements(Float.self), second.elements(Float.self), output) {
                $0 >= 0 ? $0 : $0 * $1
            }
        }
    }

    private func wholes<Number: FixedWidthInteger & BitwiseCopyable>(
        _ first: Tensor, _ second: Tensor, _ output: UnsafeMutableBufferPointer<Number>
    ) -> Kernel {
        guard let scaling else { return {} }
        let (broadcasting, slopeZero) = (broadcasting, slopeZero)
        return {
            broadcasting.map(first.elements(Number.self), second.elements(Number.self), output) {
                Number(
                    truncatingIfNeeded: scaling.apply(Int32($0), slope: Int32($1) - slopeZero))
            }
        }
    }
}

/// From a quantized input to an output, by one factor above zero and another below.
struct SlopedScaling: Sendable {
    var zeroPoint: Int32
    var output: Int32
    var positive: FixedPointMultiplier
    var negative: FixedPointMultiplier
    var range: ClosedRange<Int32>

    @inline(__always)
    func apply(_ number: Int32, slope: Int32) -> Int32 {
        let value = number - zeroPoint
        let scaled = value >= 0 ? positive.apply(value) : negative.apply(value &* slope)
        return min(max(scaled &+ output, range.lowerBound), range.upperBound)
    }
}
