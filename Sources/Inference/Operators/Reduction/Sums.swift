/// SUM and MEAN.
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
    private var affine: (from: Affine, to: Affine)?

    init(_ request: ShapeRequest, isMean: Bool) throws(InferenceError) {
        self.isMean = isMean
        reduction = try Reduction(request, types: Reduction.quantized)
        let input = try request.operand(0)
        if input.type.isQuantizable {
            affine = (
                try request.affine(input, "input"),
                try request.affine(try request.output(), "output")
            )
        }
    }

    func outputShapes() -> [Shape]? { reduction.map { [$0.output] } }
    var operations: Int { reduction?.input.shape.count ?? 0 }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let reduction else { return {} }
        switch reduction.input.type {
        case .int8: return try quantized(request, reduction, Int8.self)
        case .uint8: return try quantized(request, reduction, UInt8.self)
        case .int16: return try quantized(request, reduction, Int16.self)
        case .int32: return try wholes(request, reduction, Int32.self)
        case .int64: return try wholes(request, reduction, Int64.self)
        default: break
        }
        let source = try request.input(0)
        let output = try request.output().elements(Float.self)
        let isMean = isMean
        let count = Float(reduction.count)
        return {
            output.update(repeating: 0)
            reduction.fold(source.elements(Float.self), into: output) { $0 += $1 }
            if isMean { for index in output.indices { output[index] /= count } }
        }
    }

    private func wholes<Number: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ reduction: Reduction, _ type: Number.Type
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(type)
        let sums = ScratchSums(output.count)
        let divisor = isMean ? Int64(max(reduction.count, 1)) : 1
        return {
            let totals = sums.totals
            totals.update(repeating: 0)
            reduction.fold(source.elements(type), into: totals) {
                $0 &+= Int64(truncatingIfNeeded: $1)
            }
            for index in output.indices {
                output[index] = Number(truncatingIfNeeded: totals[index] / divisor)
            }
        }
    }

    private func quantized<Number: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ reduction: Reduction, _ type: Number.Type
    ) throws(InferenceError) -> Kernel {
        guard let affine else { return {} }
        let source = try request.input(0)
        let output = try request.output().elements(type)
        let sums = ScratchSums(output.count)
        let rule = QuantizedSum(
            affine.from, affine.to, count: reduction.count, isMean: isMean,
            range: reduction.input.type.quantizedRange ?? 0...0)
        return {
            let totals = sums.totals
            totals.update(repeating: 0)
            reduction.fold(source.elements(type), into: totals) { $0 &+= Int64($1) }
            for index in output.indices {
                output[index] = Number(truncatingIfNeeded: rule.apply(totals[index]))
            }
        }
    }

    /// Room for sums, made once.
    private final class ScratchSums {
        private let bytes: OwnedBytes
        init(_ count: Int) { bytes = OwnedBytes(byteCount: count * 8) }
        var totals: UnsafeMutableBufferPointer<Int64> {
            bytes.mutableBytes.bindMemory(to: Int64.self)
        }
    }

    /// From a sum of quantized numbers to the output's number, as the reference kernel has it.
    private struct QuantizedSum {
        private let from: Affine
        private let to: Affine
        private let count: Int64
        private let scale: Float
        private let range: ClosedRange<Int32>
        private let isMean: Bool

        init(_ from: Affine, _ to: Affine, count: Int, isMean: Bool, range: ClosedRange<Int32>) {
            self.from = from
            self.to = to
            self.count = Int64(max(count, 1))
            self.isMean = isMean
            self.range = range
            scale = from.scale / to.scale
        }

        /// In float32, as `QuantizedMeanOrSum` has it.
        func apply(_ sum: Int64) -> Int32 {
            let value: Float
            if isMean {
                value = Float(sum) / Float(count) * scale - Float(from.zeroPoint) * scale
            } else {
                value = Float(sum) * scale - Float(from.zeroPoint) * scale * Float(count)
            }
            let number = Int64(NearestWhole.int32(value)) + Int64(to.zeroPoint)
            return Int32(min(max(number, Int64(range.lowerBound)), Int64(range.upperBound)))
        }
    }
}

/// CUMSUM: sums of all elements up to each one along an axis.
struct RunningSum: OperatorPlan {
    private let input: Reduction.KnownShape
    private let axis: Int?
    private let isExclusive: Bool
    private let isReversed: Bool

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let tensor = try request.operand(0)
        guard [.float32, .int32, .int64].contains(tensor.type) else {
            throw request.unsupported("sums up \(tensor.type)")
        }
        try request.expectSameType(tensor)
        input = Reduction.KnownShape(type: tensor.type, shape: tensor.shape)
        isExclusive = try request.node.options.bool(0)
        isReversed = try request.node.options.bool(1)
        guard let place = try request.integers(1, count: 1, "axis")?[0] else {
            throw request.unsupported("its axis is computed while running")
        }
        axis = try request.axis(place, of: tensor.shape)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [input.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch input.type {
        case .float32: try kernel(request, Float.self, 0) { $0 + $1 }
        case .int32: try kernel(request, Int32.self, 0) { $0 &+ $1 }
        default: try kernel(request, Int64.self, 0) { $0 &+ $1 }
        }
    }

    private func kernel<Number: BitwiseCopyable>(
        _ request: KernelRequest, _ type: Number.Type, _ zero: Number,
        _ sum: @escaping (Number, Number) -> Number
    ) throws(InferenceError) -> Kernel {
        guard let axis else { return {} }
        let source = try request.input(0)
        let output = try request.output().elements(type)
        let count = input.shape[axis]
        let inner = input.shape.dimensions[(axis + 1)...].reduce(1, *)
        let outer = input.shape.dimensions[..<axis].reduce(1, *)
        let (isExclusive, isReversed) = (isExclusive, isReversed)
        return {
            let input = source.elements(type)
            for row in 0..<outer {
                for column in 0..<inner {
                    var total = zero
                    for step in 0..<count {
                        let place = isReversed ? count - 1 - step : step
                        let at = (row * count + place) * inner + column
                        let next = sum(total, input[at])
                        output[at] = isExclusive ? total : next
                        total = next
                    }
                }
            }
        }
    }
}
