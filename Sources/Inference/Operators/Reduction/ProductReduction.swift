import Glibc

/// REDUCE_PROD.
struct ProductReduction: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .int16, .int32, .int64, .bool]

    private let plain: Reducing<Multiplying>?
    private let reduction: Reduction?
    private var quantized: Quantized?

    /// Each product is rescaled at once, so that sums of exponents stay small: by the input's
    /// scale over the root of the output's, as TensorFlow Lite's reference kernel (reduce.cc).
    private struct Quantized: Sendable {
        var from: Int32
        var to: Int32
        var factor: FixedPointMultiplier

        @inline(__always)
        func product(_ a: Int32, _ b: Int32) -> Int32 {
            factor.apply(Int64(a) &* Int64(b &- from))
        }
    }

    init(_ request: ShapeRequest) throws(InferenceError) {
        let input = try request.operand(0)
        guard input.type.isQuantizable else {
            plain = try Reducing(request)
            reduction = nil
            return
        }
        plain = nil
        reduction = try Reduction(request, types: Self.types)
        let from = try request.affine(input, "input")
        let to = try request.affine(try request.output(), "output")
        guard let reduction else { return }
        let root = pow(Double(to.scale), 1 / Double(max(reduction.count, 1)))
        quantized = Quantized(
            from: from.zeroPoint, to: to.zeroPoint,
            factor: FixedPointMultiplier(Double(from.scale) / root))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        guard let plain else { return reduction.map { [$0.output] } }
        return try plain.outputShapes()
    }

    func operations(_ outputs: [Shape]) -> Int {
        plain?.operations(outputs) ?? reduction?.input.count ?? 0
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let reduction, let quantized else {
            return try plain?.kernel(request) ?? {}
        }
        return reduction.type == .int8
            ? try kernel(request, reduction, quantized, Int8.self)
            : try kernel(request, reduction, quantized, Int16.self)
    }

    private func kernel<Number: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ reduction: Reduction, _ rule: Quantized, _ type: Number.Type
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(type)
        let scratch = Scratch<Int32>(count: output.count)
        return {
            let products = scratch.elements
            reduction.fold(
                source.elements(type), into: products, empty: 1,
                first: { Int32($0) - rule.from }, next: { rule.product($0, Int32($1)) })
            for index in output.indices {
                let scaled = rule.factor.apply(Int64(products[index])) &+ rule.to
                output[index] = Number(clamping: scaled)
            }
        }
    }
}
