/// BATCH_MATMUL: products of the matrices in two tensors' last two axes; the axes before are
/// broadcast against each other.
struct BatchMatMul: OperatorPlan {
    static let definition = OperatorDefinition(
        .batchMatmul, versions: 1...4, types: [.float32, .int8, .int16], BatchMatMul.self)

    /// The axes before the matrices', as many on both sides.
    private var leftExtents: [Int]
    private var rightExtents: [Int]
    private var shape: Shape
    private var rows: Int
    private var columns: Int
    private var depth: Int
    /// The left matrices are stored [depth, rows], the right ones [columns, depth].
    private var isLeftTransposed: Bool
    private var isRightTransposed: Bool
    private var form: Form

    private enum Form {
        case real
        case expanded([Affine])
        case quantized(left: Affine, right: Affine, output: Requantization)
        case sums
    }

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let left = try request.operand(0)
        let right = try request.operand(1)
        guard left.shape.rank >= 2, right.shape.rank >= 2 else {
            throw request.error("multiplies \(left.shape) with \(right.shape)")
        }
        isLeftTransposed = try request.node.options.bool(0)
        isRightTransposed = try request.node.options.bool(1)
        func matrix(_ shape: Shape, _ transposed: Bool) -> (Int, Int) {
            let (outer, inner) = (shape[shape.rank - 2], shape[shape.rank - 1])
            return transposed ? (inner, outer) : (outer, inner)
        }
        let rightDepth: Int
        (rows, depth) = matrix(left.shape, isLeftTransposed)
        (rightDepth, columns) = matrix(right.shape, isRightTransposed)
        guard depth == rightDepth else {
            throw request.error("multiplies \(left.shape) with \(right.shape)")
        }
        let leftBatch = Array(left.shape.dimensions.dropLast(2))
        let rightBatch = Array(right.shape.dimensions.dropLast(2))
        let rank = max(leftBatch.count, rightBatch.count)
        let (leftFull, rightFull) = (
            Array(repeating: 1, count: rank - leftBatch.count) + leftBatch,
            Array(repeating: 1, count: rank - rightBatch.count) + rightBatch
        )
        var batch: [Int] = []
        for (a, b) in zip(leftFull, rightFull) {
            guard a == b || a == 1 || b == 1 else {
                throw request.error("cannot broadcast \(left.shape) with \(right.shape)")
            }
            batch.append(a == 1 ? b : a)
        }
        shape = try Shape(batch + [rows, columns])
        form = try Self.form(request, left, right)
        leftExtents = leftFull
        rightExtents = rightFull
    }

    /// The matrices that are multiplied, by their numbers in the left and right tensor.
    private func pairs() -> [(left: Int, right: Int)] {
        var pairs = [(left: 0, right: 0)]
        for (left, right) in zip(leftExtents, rightExtents) {
            pairs = pairs.flatMap { pair in
                (0..<max(left, right)).map { index in
                    (
                        left: pair.left * left + (left == 1 ? 0 : index),
                        right: pair.right * right + (right == 1 ? 0 : index)
                    )
                }
            }
        }
        return pairs
    }

    private static func form(
        _ request: ShapeRequest, _ left: KnownTensor, _ right: KnownTensor
    ) throws(InferenceError) -> Form {
        let output = try request.output()
        switch (left.type, right.type, output.type) {
        case (.float32, .float32, .float32): return .real
        case (.float32, .int8, .float32):
            guard right.values != nil else {
                throw request.unsupported("quantized weights must be constant beside float32")
            }
            return .expanded([try request.affine(right, "right input")])
        case (.int8, .int8, .int32):
            // Zero points play no part here.
            return .sums
        case (.int8, .int8, .int8), (.int16, .int16, .int16):
            let (a, b, to) = (
                try request.affine(left, "left input"), try request.affine(right, "right input"),
                try request.affine(output, "output")
            )
            if left.type == .int16, a.zeroPoint != 0 || b.zeroPoint != 0 || to.zeroPoint != 0 {
                throw request.error("16-bit numbers must have a zero point of 0")
            }
            return .quantized(
                left: a, right: b,
                output: Requantization(
                    [Double(a.scale * b.scale) / Double(to.scale)], output: to,
                    bounds: output.type == .int8 ? -128...127 : -32768...32767))
        default:
            throw request.unsupported(
                "multiplies \(left.type) with \(right.type) into \(output.type), which is not "
                    + "implemented")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func operations(_ outputs: [Shape]) -> Int { .saturatingProduct(2, outputs[0].count, depth) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let (left, right) = (try request.input(0), try request.input(1))
        let output = try request.output()
        switch form {
        case .real:
            return kernel(left, BoundValues(right), output, RealProducts(bounds: .unbounded))
        case .expanded(let affines):
            let reals = PackedNumbers.reals(right, affines, inner: max(right.shape.count, 1))
            return kernel(left, BoundValues(reals), output, RealProducts(bounds: .unbounded))
        case .sums: return kernel(left, BoundValues(right), output, WholeProducts())
        case .quantized(let a, let b, let stage):
            if left.type == .int8 {
                return kernel(
                    left, BoundValues(right), output,
                    QuantizedProducts<Int8, Int8, Int32>(
                        inputZero: a.zeroPoint, weightZero: b.zeroPoint, output: stage))
            }
            return kernel(
                left, BoundValues(right), output,
                QuantizedProducts<Int16, Int16, Int64>(
                    inputZero: 0, weightZero: 0, output: stage))
        }
    }

    private func kernel<Arithmetic: ProductArithmetic>(
        _ left: Tensor, _ right: BoundValues<Arithmetic.Weight>, _ output: Tensor,
        _ arithmetic: Arithmetic
    ) -> Kernel {
        let sums = Scratch<Arithmetic.Sum>(count: columns)
        let pairs = pairs()
        return {
            let target = output.data.assumingMemoryBound(to: Arithmetic.Output.self)
            let source = UnsafePointer(left.data.assumingMemoryBound(to: Arithmetic.Input.self))
            for (number, pair) in pairs.enumerated() {
                multiply(
                    source + pair.left * rows * depth,
                    right.pointer + pair.right * depth * columns,
                    target + number * rows * columns, sums.pointer, arithmetic)
            }
        }
    }

    private func multiply<Arithmetic: ProductArithmetic>(
        _ left: UnsafePointer<Arithmetic.Input>, _ right: UnsafePointer<Arithmetic.Weight>,
        _ target: UnsafeMutablePointer<Arithmetic.Output>,
        _ sums: UnsafeMutablePointer<Arithmetic.Sum>, _ arithmetic: Arithmetic
    ) {
        let rowStep = isLeftTransposed ? 1 : depth
        let step = isLeftTransposed ? rows : 1
        for row in 0..<rows {
            let line = left + row * rowStep
            for column in 0..<columns { sums[column] = arithmetic.zero }
            if isRightTransposed {
                for column in 0..<columns {
                    let weights = right + column * depth
                    for index in 0..<depth {
                        arithmetic.add(line[index * step], weights[index], to: &sums[column])
                    }
                }
            } else {
                for index in 0..<depth {
                    let value = line[index * step]
                    let weights = right + index * columns
                    for column in 0..<columns {
                        arithmetic.add(value, weights[column], to: &sums[column])
                    }
                }
            }
            for column in 0..<columns {
                target[row * columns + column] = arithmetic.finish(sums[column], channel: 0)
            }
        }
    }
}
