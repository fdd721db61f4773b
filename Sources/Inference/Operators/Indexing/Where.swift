/// WHERE: the places of all elements that are not zero, in their order.
struct Where: OperatorPlan {
    static let definition = OperatorDefinition(
        .where, versions: 1...2, types: [.bool, .float32, .int8, .uint8, .int32, .uint32, .int64],
        Where.self)

    private var condition: KnownTensor
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        condition = try request.operand(0)
        guard Self.definition.types.contains(condition.type) else {
            throw request.unsupported("examines \(condition.type), which is not implemented")
        }
        try request.expect(request.output(), "output", type: .int64)
        guard condition.values != nil || condition.shape.count == 0 else { return }
        var count = 0
        if let data = condition.values?.baseAddress {
            Self.forEach(condition.type, data, condition.shape.count) { _ in count += 1 }
        }
        shape = try request.shape([count, condition.shape.rank])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let dimensions = input.shape.dimensions
        let capacity = output.shape.rank == 2 ? output.shape[0] : 0
        guard output.shape.dimensions == [capacity, dimensions.count] else {
            throw request.badData("cannot write places of \(dimensions) to \(output.shape)")
        }
        return { () throws(InferenceError) in
            let places = output.elements(Int64.self)
            var row = 0
            Self.forEach(input.type, input.data, input.shape.count) { element in
                if row < capacity {
                    var rest = element
                    for axis in dimensions.indices.reversed() {
                        places[row * dimensions.count + axis] = Int64(rest % dimensions[axis])
                        rest /= dimensions[axis]
                    }
                }
                row += 1
            }
            guard row == capacity else {
                throw request.badData("finds \(row) elements where \(capacity) were expected")
            }
        }
    }

    @inline(__always)
    private static func forEach(
        _ type: ElementType, _ data: UnsafeRawPointer, _ count: Int, _ body: (Int) -> Void
    ) {
        func find<Number: BitwiseCopyable & Equatable>(_: Number.Type, _ zero: Number) {
            let numbers = data.assumingMemoryBound(to: Number.self)
            for index in 0..<count where numbers[index] != zero { body(index) }
        }
        switch type {
        case .float32: find(Float.self, 0)
        case .int32, .uint32: find(UInt32.self, 0)
        case .int64: find(UInt64.self, 0)
        default: find(UInt8.self, 0)
        }
    }
}
