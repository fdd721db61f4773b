/// Operators that look for elements.
enum Searching {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.where, versions: 1...2, types: WhereTrue.types, WhereTrue.self),
        OperatorDefinition(
            .topkV2, versions: 1...3, types: [.float32, .uint8, .int8, .int16, .int32, .int64],
            TopK.self),
        OperatorDefinition(.argMax, versions: 1...3, types: Extreme.types, LargestPlace.self),
        OperatorDefinition(.argMin, versions: 1...3, types: Extreme.types, SmallestPlace.self),
    ]
}

/// WHERE: the places of the elements that are not zero. How many they are is known only once they
/// have been counted.
private struct WhereTrue: OperatorPlan {
    static let types: [ElementType] = [.bool, .float32, .int8, .uint8, .int16, .int32, .int64]

    private let input: KnownTensor
    private let places: Int?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        input = try request.operand(0)
        guard Self.types.contains(input.type), try request.output().type == .int64 else {
            throw request.unsupported("finds places of \(input.type)")
        }
        let (type, count) = (input.type, input.shape.count)
        places = input.values.map { Self.places($0, type, count).count }
    }

    private static func places(
        _ values: UnsafeRawBufferPointer, _ type: ElementType, _ count: Int
    ) -> [Int] {
        guard let start = values.baseAddress else { return [] }
        func found<Element: BitwiseCopyable>(
            _: Element.Type, _ isSet: (Element) -> Bool
        ) -> [Int] {
            let elements = UnsafeBufferPointer(
                start: start.assumingMemoryBound(to: Element.self), count: count)
            return elements.indices.filter { isSet(elements[$0]) }
        }
        return switch type {
        case .float32: found(Float.self) { $0 != 0 }
        case .int16: found(Int16.self) { $0 != 0 }
        case .int32: found(Int32.self) { $0 != 0 }
        case .int64: found(Int64.self) { $0 != 0 }
        default: found(UInt8.self) { $0 != 0 }
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        guard let places else { return nil }
        return [try Shape([places, input.shape.rank])]
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        let strides = source.shape.strides
        return {
            let values = UnsafeRawBufferPointer(start: source.data, count: source.byteCount)
            let found = Self.places(values, source.type, source.shape.count)
            var to = target.data.assumingMemoryBound(to: Int64.self)
            for place in found.prefix(target.shape[0]) {
                var rest = place
                for stride in strides {
                    to.pointee = Int64(rest / stride)
                    rest %= stride
                    to += 1
                }
            }
        }
    }
}

/// TOPK_V2: the largest elements of each row, the largest first, and their places.
private struct TopK: OperatorPlan {
    private let input: KnownTensor
    private let k: Int?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2, outputs: 2)
        input = try request.operand(0)
        guard let width = input.shape.dimensions.last,
            try request.output(0).type == input.type,
            [.int32, .int16].contains(try request.output(1).type)
        else {
            throw request.error("looks in \(input.type) \(input.shape)")
        }
        k = try request.integers(1, count: 1, "number")?[0]
        if let k {
            guard 0...width ~= k else { throw request.error("takes \(k) of \(width) elements") }
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        guard let k else { return nil }
        let shape = try Shape(input.shape.dimensions.dropLast() + [k])
        return [shape, shape]
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch input.type {
        case .float32: return try kernel(request, Float.self)
        case .uint8: return try kernel(request, UInt8.self)
        case .int8: return try kernel(request, Int8.self)
        case .int16: return try kernel(request, Int16.self)
        case .int32: return try kernel(request, Int32.self)
        case .int64: return try kernel(request, Int64.self)
        default: throw request.unsupported("orders \(input.type), which is not implemented")
        }
    }

    private func kernel<Element: BitwiseCopyable & Comparable>(
        _ request: KernelRequest, _ type: Element.Type
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0).elements(type)
        let values = try request.output(0).elements(type)
        let places = try request.output(1)
        let width = input.shape.dimensions.last ?? 0
        let k = places.shape.dimensions.last ?? 0
        guard k > 0 else { return {} }
        let rows = source.count / width
        var order = [Int](repeating: 0, count: width)
        return {
            for row in 0..<rows {
                let start = row * width
                for index in 0..<width { order[index] = index }
                // Equal elements keep their order.
                order.sort {
                    source[start + $1] < source[start + $0]
                        || (!(source[start + $0] < source[start + $1]) && $0 < $1)
                }
                for rank in 0..<k {
                    values[row * k + rank] = source[start + order[rank]]
                    if places.type == .int16 {
                        places.elements(Int16.self)[row * k + rank] = Int16(
                            truncatingIfNeeded: order[rank])
                    } else {
                        places.elements(Int32.self)[row * k + rank] = Int32(
                            truncatingIfNeeded: order[rank])
                    }
                }
            }
        }
    }
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
