/// Operators that tell where the largest or smallest elements are.
enum ExtremePlaces {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.argMax, versions: 1...3, types: Extreme.types, LargestPlace.self),
        OperatorDefinition(.argMin, versions: 1...3, types: Extreme.types, SmallestPlace.self),
    ]
}

/// The place of an extreme element along an axis; the first where several are equal.
private struct Extreme {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16, .int32, .int64, .bool]

    private let input: KnownTensor
    private let axis: Int?
    private let isLargest: Bool

    init(_ request: ShapeRequest, isLargest: Bool) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        self.isLargest = isLargest
        input = try request.operand(0)
        guard Self.types.contains(input.type),
            [.int32, .int64].contains(try request.output().type)
        else {
            throw request.unsupported("looks for an extreme among \(input.type)")
        }
        guard let axis = try request.integers(1, count: 1, "axis")?[0] else {
            self.axis = nil
            return
        }
        let place = try request.axis(axis, of: input.shape)
        guard input.shape[place] > 0 else { throw request.error("looks at no elements") }
        self.axis = place
    }

    func outputShape() throws(InferenceError) -> Shape? {
        guard let axis else { return nil }
        var extents = input.shape.dimensions
        extents.remove(at: axis)
        return try Shape(extents)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch input.type {
        case .float32: try kernel(request, Float.self)
        case .int8: try kernel(request, Int8.self)
        case .uint8, .bool: try kernel(request, UInt8.self)
        case .int16: try kernel(request, Int16.self)
        case .int32: try kernel(request, Int32.self)
        default: try kernel(request, Int64.self)
        }
    }

    private func kernel<Element: BitwiseCopyable & Comparable>(
        _ request: KernelRequest, _ type: Element.Type
    ) throws(InferenceError) -> Kernel {
        guard let axis else { return {} }
        let source = try request.input(0).elements(type)
        let target = try request.output()
        let count = input.shape[axis]
        let inner = input.shape.dimensions[(axis + 1)...].reduce(1, *)
        let outer = input.shape.dimensions[..<axis].reduce(1, *)
        let isLargest = isLargest
        return {
            for row in 0..<outer {
                for column in 0..<inner {
                    let start = row * count * inner + column
                    var best = 0
                    for place in 1..<Swift.max(count, 1) {
                        let (a, b) = (source[start + place * inner], source[start + best * inner])
                        if isLargest ? a > b : a < b { best = place }
                    }
                    let at = row * inner + column
                    if target.type == .int64 {
                        target.elements(Int64.self)[at] = Int64(best)
                    } else {
                        target.elements(Int32.self)[at] = Int32(truncatingIfNeeded: best)
                    }
                }
            }
        }
    }
}

/// ARG_MAX.
private struct LargestPlace: OperatorPlan {
    private let extreme: Extreme
    init(_ request: ShapeRequest) throws(InferenceError) {
        extreme = try Extreme(request, isLargest: true)
    }
    func outputShapes() throws(InferenceError) -> [Shape]? {
        try extreme.outputShape().map { [$0] }
    }
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try extreme.kernel(request)
    }
}

/// ARG_MIN.
private struct SmallestPlace: OperatorPlan {
    private let extreme: Extreme
    init(_ request: ShapeRequest) throws(InferenceError) {
        extreme = try Extreme(request, isLargest: false)
    }
    func outputShapes() throws(InferenceError) -> [Shape]? {
        try extreme.outputShape().map { [$0] }
    }
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try extreme.kernel(request)
    }
}
