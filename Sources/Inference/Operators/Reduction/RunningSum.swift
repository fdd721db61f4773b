/// CUMSUM: sums of all elements up to each one along an axis.
struct RunningSum: OperatorPlan {
    private let type: ElementType
    private let shape: Shape
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
        (type, shape) = (tensor.type, tensor.shape)
        isExclusive = try request.node.options.bool(0)
        isReversed = try request.node.options.bool(1)
        guard let place = try request.integers(1, count: 1, "axis")?[0] else {
            throw request.unsupported("its axis is computed while running")
        }
        axis = try request.axis(place, of: tensor.shape)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch type {
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
        let count = shape[axis]
        let inner = shape.dimensions[(axis + 1)...].reduce(1, *)
        let outer = shape.dimensions[..<axis].reduce(1, *)
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
