/// A node that computes each output element from two input elements.
struct Binary<Function: BinaryFunction>: OperatorPlan {
    private let broadcasting: Broadcasting
    private let type: ElementType
    private let activation: FusedActivation
    private var quantized: QuantizedBinary?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let a = try request.operand(0)
        let b = try request.operand(1)
        type = a.type
        guard b.type == type, try request.output().type == type else {
            throw request.unsupported(
                "combines \(type) and \(b.type) to \(try request.output().type)")
        }
        broadcasting = try request.broadcasting([a.shape, b.shape])
        activation =
            try Function.activation.map { (field) throws(InferenceError) in
                try FusedActivation(request.node, field: field)
            } ?? .none
        // Numbers of 16 bits may be plain ones; those of 8 bits are not added or multiplied so.
        let isPlain = Function.types.contains(type) && a.quantization == nil
        if let rule = Function.quantized, type.isQuantizable, !isPlain {
            quantized = try QuantizedBinary(request, rule, activation)
        } else {
            guard Function.types.contains(type) else {
                throw request.unsupported("works on no \(type)")
            }
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [broadcasting.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        if let quantized { return try quantized.kernel(request, broadcasting) }
        switch type {
        case .float32: return try reals(request)
        case .int8: return try wholes(request, Int8.self)
        case .uint8: return try unsigned(request, UInt8.self, Int16.self)
        case .uint32: return try unsigned(request, UInt32.self, Int64.self)
        case .int16: return try wholes(request, Int16.self)
        case .int32: return try wholes(request, Int32.self)
        default: return try wholes(request, Int64.self)
        }
    }

    private func reals(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let (first, second) = (try request.input(0), try request.input(1))
        let output = try request.output().elements(Float.self)
        let (broadcasting, bounds) = (broadcasting, activation.bounds)
        let clamps = activation != .none
        return {
            let a = first.elements(Float.self)
            let b = second.elements(Float.self)
            if clamps {
                broadcasting.map(a, b, output) { bounds.clamped(Function.of($0, $1)) }
            } else {
                broadcasting.map(a, b, output) { Function.of($0, $1) }
            }
        }
    }

    private func wholes<Whole: FixedWidthInteger & SignedInteger & BitwiseCopyable>(
        _ request: KernelRequest, _: Whole.Type
    ) throws(InferenceError) -> Kernel {
        let (first, second) = (try request.input(0), try request.input(1))
        let output = try request.output().elements(Whole.self)
        let broadcasting = broadcasting
        let bounds = WholeBounds<Whole>(activation)
        return { () throws(InferenceError) in
            var fault: ArithmeticFault?
            broadcasting.map(
                first.elements(Whole.self), second.elements(Whole.self), output
            ) { a, b in
                do throws(ArithmeticFault) {
                    return bounds.clamped(try Function.of(a, b))
                } catch {
                    fault = error
                    return 0
                }
            }
            if let fault { throw request.badData(fault.message) }
        }
    }

    /// Unsigned numbers, by way of larger signed ones.
    private func unsigned<
        Whole: FixedWidthInteger & BitwiseCopyable, Larger: FixedWidthInteger & SignedInteger
    >(
        _ request: KernelRequest, _: Whole.Type, _: Larger.Type
    ) throws(InferenceError) -> Kernel {
        let (first, second) = (try request.input(0), try request.input(1))
        let output = try request.output().elements(Whole.self)
        let broadcasting = broadcasting
        let bounds = WholeBounds<Whole>(activation)
        return {
            broadcasting.map(
                first.elements(Whole.self), second.elements(Whole.self), output
            ) { a, b in
                let result = try? Function.of(Larger(a), Larger(b))
                return bounds.clamped(Whole(truncatingIfNeeded: result ?? 0))
            }
        }
    }
}

/// An activation's range in whole numbers.
private struct WholeBounds<Whole: FixedWidthInteger> {
    private var lower: Whole = .min
    private var upper: Whole = .max

    init(_ activation: FusedActivation) {
        switch activation {
        case .relu: lower = 0
        case .relu6: (lower, upper) = (0, 6)
        case .reluMinus1To1: (lower, upper) = (Whole(clamping: -1), 1)
        default: break
        }
    }

    @inline(__always)
    func clamped(_ value: Whole) -> Whole { min(max(value, lower), upper) }
}
