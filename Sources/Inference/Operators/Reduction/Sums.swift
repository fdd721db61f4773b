/// SUM.
struct Total: OperatorPlan {
    private let sums: Sums
    init(_ request: ShapeRequest) throws(InferenceError) { sums = try Sums(request, isMean: false) }
    func outputShapes() throws(InferenceError) -> [Shape]? { sums.outputShapes() }
    func operations(_ outputs: [Shape]) -> Int { sums.operations }
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try sums.kernel(request)
    }
}

/// MEAN.
struct Mean: OperatorPlan {
    private let sums: Sums
    init(_ request: ShapeRequest) throws(InferenceError) { sums = try Sums(request, isMean: true) }
    func outputShapes() throws(InferenceError) -> [Shape]? { sums.outputShapes() }
    func operations(_ outputs: [Shape]) -> Int { sums.operations }
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try sums.kernel(request)
    }
}

/// A reduction by sums, of plain and of quantized numbers.
struct Sums {
    private let reduction: Reduction?
    private let isMean: Bool
    private var rule: SumRule?

    init(_ request: ShapeRequest, isMean: Bool) throws(InferenceError) {
        self.isMean = isMean
        reduction = try Reduction(
            request, types: Reductions.Numbers.all + (isMean ? [] : [.bool]))
        let input = try request.operand(0)
        guard input.type.isQuantizable else { return }
        let from = try request.affine(input, "input")
        let to = try request.affine(try request.output(), "output")
        guard let reduction else { return }
        rule = SumRule(
            from, to, count: reduction.count, isMean: isMean,
            range: input.type.quantizedRange ?? 0...0)
    }

    func outputShapes() -> [Shape]? { reduction.map { [$0.output] } }
    var operations: Int { reduction?.input.count ?? 0 }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let reduction else { return {} }
        switch reduction.type {
        case .int8: return try quantized(request, reduction, Int8.self)
        case .uint8: return try quantized(request, reduction, UInt8.self)
        case .int16: return try quantized(request, reduction, Int16.self)
        case .int32: return try wholes(request, reduction, Int32.self)
        case .int64: return try wholes(request, reduction, Int64.self)
        case .bool: return try truths(request, reduction)
        default: return try reals(request, reduction)
        }
    }

    private func reals(
        _ request: KernelRequest, _ reduction: Reduction
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(Float.self)
        let isMean = isMean
        let count = Float(reduction.count)
        return {
            reduction.fold(
                source.elements(Float.self), into: output, empty: 0, first: { $0 },
                next: { $0 + $1 })
            if isMean { for index in output.indices { output[index] /= count } }
        }
    }

    private func wholes<Number: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ reduction: Reduction, _ type: Number.Type
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(type)
        let scratch = Scratch<Int64>(count: output.count)
        let divisor = isMean ? Int64(max(reduction.count, 1)) : 1
        return {
            let sums = scratch.elements
            reduction.fold(
                source.elements(type), into: sums, empty: 0, first: { Int64($0) },
                next: { $0 &+ Int64($1) })
            for index in output.indices {
                output[index] = Number(truncatingIfNeeded: sums[index] / divisor)
            }
        }
    }

    private func quantized<Number: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ reduction: Reduction, _ type: Number.Type
    ) throws(InferenceError) -> Kernel {
        guard let rule else { return {} }
        let source = try request.input(0)
        let output = try request.output().elements(type)
        let scratch = Scratch<Int64>(count: output.count)
        return {
            let sums = scratch.elements
            reduction.fold(
                source.elements(type), into: sums, empty: 0, first: { Int64($0) },
                next: { $0 &+ Int64($1) })
            for index in output.indices {
                output[index] = Number(truncatingIfNeeded: rule.apply(sums[index]))
            }
        }
    }

    /// A sum of truths is whether there is one.
    private func truths(
        _ request: KernelRequest, _ reduction: Reduction
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(UInt8.self)
        return {
            reduction.fold(
                source.elements(UInt8.self), into: output, empty: 0, first: { min($0, 1) },
                next: { $0 | min($1, 1) })
        }
    }
}

/// From a sum of quantized numbers to the output's number, as TensorFlow Lite's reference kernel
/// (reduce.h, `QuantizedMeanOrSum`) has it: a mean's division is part of the factor.
private struct SumRule: Sendable {
    private let zero: Int64
    private let output: Int32
    private let factor: FixedPointMultiplier
    private let range: ClosedRange<Int32>

    init(_ from: Affine, _ to: Affine, count: Int, isMean: Bool, range: ClosedRange<Int32>) {
        zero = Int64(from.zeroPoint) * Int64(count)
        output = to.zeroPoint
        self.range = range
        let factor = FixedPointMultiplier(Double(from.scale) / Double(to.scale))
        self.factor = isMean && count > 0 ? factor.divided(by: count) : factor
    }

    func apply(_ sum: Int64) -> Int32 {
        let scaled = factor.apply(Int32(truncatingIfNeeded: sum - zero)) &+ output
        return min(max(scaled, range.lowerBound), range.upperBound)
    }
}

extension FixedPointMultiplier {
    /// A factor that divides by a count as well, with as many bits of the quotient as fit.
    fileprivate func divided(by count: Int) -> FixedPointMultiplier {
        let shift = min(63 - count.leadingZeroBitCount, 32, 31 + exponent)
        return FixedPointMultiplier(
            fraction: Int32(truncatingIfNeeded: (Int64(fraction) << Int64(shift)) / Int64(count)),
            exponent: exponent - shift)
    }
}
