/// RANGE: numbers from one to another, at equal distances.
struct CountedNumbers: ParametricPlan {
    static let definition = OperatorDefinition(
        .range, versions: 1...1, types: [.float32, .int32, .int64], CountedNumbers.self)
    static let parameters = 0..<3

    private var type: ElementType
    private var count: Int?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        type = try request.operand(0).type
        guard Self.definition.types.contains(type) else {
            throw request.unsupported("counts in \(type), which is not implemented")
        }
        var known = true
        for (index, role) in ["start", "limit", "step"].enumerated() {
            let tensor = try request.operand(index)
            try request.expect(tensor, role, type: type)
            guard tensor.shape.count == 1 else {
                throw request.error("its \(role) has the shape \(tensor.shape); one is expected")
            }
            known = known && tensor.values != nil
        }
        try request.expect(request.output(), "output", type: type)
        guard known else { return }
        if type == .float32 {
            var reals: [Float] = []
            for index in 0..<3 { reals.append(try Self.real(request, index)) }
            guard reals.allSatisfy(\.isFinite), reals[2] != 0,
                (reals[1] - reals[0]) * reals[2].signum >= 0
            else {
                throw request.error("cannot step from \(reals[0]) to \(reals[1]) by \(reals[2])")
            }
            count = Int(exactly: ((reals[1] - reals[0]) / reals[2]).magnitude.rounded(.up))
        } else {
            var wholes: [Int] = []
            for index in 0..<3 { wholes.append(try request.parameter(index, "number") ?? 0) }
            let (distance, overflow) = wholes[1].subtractingReportingOverflow(wholes[0])
            guard wholes[2] != 0, !overflow, distance == 0 || (distance > 0) == (wholes[2] > 0)
            else {
                throw request.error(
                    "cannot step from \(wholes[0]) to \(wholes[1]) by \(wholes[2])")
            }
            let steps = distance.magnitude / wholes[2].magnitude
            let rest = distance.magnitude % wholes[2].magnitude
            count = Int(exactly: steps + (rest > 0 ? 1 : 0))
        }
        guard count != nil else { throw request.error("counts too many numbers") }
    }

    private static func real(_ request: ShapeRequest, _ index: Int) throws(InferenceError) -> Float
    {
        try request.operand(index).values?.loadUnaligned(as: Float.self) ?? 0
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        guard let count else { return nil }
        return [try Shape([count])]
    }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch type {
        case .float32: try count(Float.self, request, +)
        case .int32: try count(Int32.self, request, &+)
        default: try count(Int64.self, request, &+)
        }
    }

    /// Each number is the one before it and the step, errors of rounding included.
    private func count<Number: BitwiseCopyable>(
        _: Number.Type, _ request: KernelRequest, _ sum: @escaping (Number, Number) -> Number
    ) throws(InferenceError) -> Kernel {
        let start = try request.input(0)
        let step = try request.input(2)
        let output = try request.output()
        return {
            let numbers = output.elements(Number.self)
            var number = start.elements(Number.self)[0]
            for index in numbers.indices {
                numbers[index] = number
                number = sum(number, step.elements(Number.self)[0])
            }
        }
    }
}

extension Float {
    fileprivate var signum: Float { self < 0 ? -1 : 1 }
}
