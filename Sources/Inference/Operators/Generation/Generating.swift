/// Operators that make tensors from shapes and single values.
enum Generating {
    static let definitions: [OperatorDefinition] =
        [
            OperatorDefinition(.fill, versions: 1...4, types: [.int32, .int64], Fill.self),
            OperatorDefinition(
                .range, versions: 1...2, types: [.int32, .int64, .float32], Range.self),
            OperatorDefinition(
                .zerosLike, versions: 1...1, types: ElementType.movable, ZerosLike.self),
        ] + [shape, rank]

    /// SHAPE: known as soon as the input's shape is.
    private static let shape = fromShape(.shape) { $0.dimensions }
    /// RANK.
    private static let rank = fromShape(.rank) { [$0.rank] }

    private static func fromShape(
        _ code: BuiltinOperator, _ numbers: @escaping @Sendable (Shape) -> [Int]
    ) -> OperatorDefinition {
        OperatorDefinition(
            .builtin(code), versions: 1...1, types: ElementType.allCases, foldsFromShapes: true,
            shapes: { (request) throws(InferenceError) in
                try request.expect(inputs: 1...1)
                guard [.int32, .int64].contains(try request.output().type) else {
                    throw request.unsupported("tells a shape as \(try request.output().type)")
                }
                let input = try request.input(0).shape
                return .shapes([code == .rank ? [] : try Shape([input.rank])])
            },
            kernel: { (request) throws(InferenceError) in
                let numbers = numbers(try request.input(0).shape)
                let output = try request.output()
                return {
                    for (index, number) in numbers.enumerated() {
                        if output.type == .int64 {
                            output.elements(Int64.self)[index] = Int64(number)
                        } else {
                            output.elements(Int32.self)[index] = Int32(clamping: number)
                        }
                    }
                }
            })
    }
}

/// FILL: one value in every element.
private struct Fill: OperatorPlan {
    private let shape: Shape?
    private let size: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let value = try request.operand(1)
        try request.expectSameType(value)
        size = try request.elementSize(value)
        guard value.shape.count == 1 else { throw request.error("its value must be one element") }
        guard let extents = try request.integers(0) else {
            shape = nil
            return
        }
        shape = try request.shape(extents)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let value = try request.input(1)
        let target = try request.output()
        let size = size
        return { target.fill(with: value.data, size: size) }
    }
}

/// ZEROS_LIKE.
private struct ZerosLike: OperatorPlan {
    private let input: KnownTensor

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        input = try request.operand(0)
        try request.expectSameType(input)
        _ = try request.elementSize(input)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [input.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let target = try request.output()
        return {
            target.data.initializeMemory(as: UInt8.self, repeating: 0, count: target.byteCount)
        }
    }
}

/// RANGE: numbers from a start up to, and without, a limit.
private struct Range: OperatorPlan {
    private let type: ElementType
    private let count: Int?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        type = try request.operand(0).type
        for index in 0..<3 {
            let tensor = try request.operand(index)
            guard tensor.type == type, tensor.shape.count == 1 else {
                throw request.error("input \(index) must be one \(type)")
            }
        }
        try request.expectSameType(try request.operand(0))
        switch type {
        case .float32: count = try Self.count(request, reals: ())
        case .int32, .int64: count = try Self.count(request)
        default: throw request.unsupported("counts in \(type), which is not implemented")
        }
        if let count, count > 1 << 40 { throw request.error("counts \(count) numbers") }
    }

    private static func count(_ request: ShapeRequest) throws(InferenceError) -> Int? {
        guard let start = try request.integers(0)?[0], let limit = try request.integers(1)?[0],
            let delta = try request.integers(2)?[0]
        else { return nil }
        let span = limit.subtractingReportingOverflow(start)
        guard delta != 0, delta != .min, !span.overflow, span.partialValue != .min else {
            throw request.error("cannot count from \(start) to \(limit) by \(delta)")
        }
        guard (span.partialValue > 0) == (delta > 0), span.partialValue != 0 else { return 0 }
        return (abs(span.partialValue) - 1) / abs(delta) + 1
    }

    private static func count(
        _ request: ShapeRequest, reals: Void
    ) throws(InferenceError) -> Int? {
        var numbers: [Float] = []
        for index in 0..<3 {
            guard let values = try request.operand(index).values else { return nil }
            numbers.append(values.loadUnaligned(as: Float.self))
        }
        let steps = ((numbers[1] - numbers[0]) / numbers[2]).rounded(.up)
        guard steps.isFinite, steps < 1e12 else {
            throw request.error("cannot count from \(numbers[0]) to \(numbers[1])")
        }
        return max(Int(steps), 0)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        guard let count else { return nil }
        return [try Shape([count])]
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let start = try request.input(0)
        let delta = try request.input(2)
        let target = try request.output()
        switch type {
        case .float32:
            return {
                var value = start.elements(Float.self)[0]
                let elements = target.elements(Float.self)
                for index in elements.indices {
                    elements[index] = value
                    value += delta.elements(Float.self)[0]
                }
            }
        case .int64:
            return {
                let elements = target.elements(Int64.self)
                for index in elements.indices {
                    elements[index] = Int64(start.index(0) &+ index &* delta.index(0))
                }
            }
        default:
            return {
                let elements = target.elements(Int32.self)
                for index in elements.indices {
                    elements[index] = Int32(
                        truncatingIfNeeded: start.index(0) &+ index &* delta.index(0))
                }
            }
        }
    }
}
