/// TOPK_V2: the largest elements of each row, the largest first, and their places.
struct TopK: ParametricPlan {
    static let definition = OperatorDefinition(
        .topkV2, versions: 1...3, types: [.float32, .uint8, .int8, .int16, .int32, .int64],
        TopK.self)
    static let parameters = 1..<2

    private var rows: Int
    private var extent: Int
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2, outputs: 2)
        let input = try request.operand(0)
        guard Self.definition.types.contains(input.type) else {
            throw request.unsupported("compares \(input.type), which is not implemented")
        }
        try request.expect(request.output(0), "output", type: input.type)
        guard [.int16, .int32].contains(try request.output(1).type) else {
            throw request.unsupported("gives places as \(try request.output(1).type)")
        }
        guard let extent = input.shape.dimensions.last else {
            throw request.error("a scalar has no largest elements")
        }
        self.extent = extent
        rows = input.shape.dimensions.dropLast().reduce(1, *)
        if try request.output(1).type == .int16, extent > Int(Int16.max) {
            throw request.unsupported("places in rows of \(extent) do not fit int16")
        }
        guard Int32(exactly: extent) != nil else {
            throw request.unsupported("places in rows of \(extent) do not fit int32")
        }
        let count = try request.parameter(1, "count", types: [.int16, .int32])
        guard let count else { return }
        guard (0...extent).contains(count) else {
            throw request.error("cannot find \(count) elements in rows of \(extent)")
        }
        shape = try request.shape(input.shape.dimensions.dropLast() + [count])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0, $0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch try request.input(0).type {
        case .float32: try find(Float.self, request)
        case .uint8: try find(UInt8.self, request)
        case .int8: try find(Int8.self, request)
        case .int16: try find(Int16.self, request)
        case .int32: try find(Int32.self, request)
        default: try find(Int64.self, request)
        }
    }

    private func find<Number: BitwiseCopyable & Comparable>(
        _: Number.Type, _ request: KernelRequest
    ) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let values = try request.output(0)
        let places = try request.output(1)
        let count = values.shape.dimensions.last ?? 0
        let best = BestPlaces<Number>(capacity: count)
        let (rows, extent) = (rows, extent)
        return {
            let elements = input.data.assumingMemoryBound(to: Number.self)
            let found = values.elements(Number.self)
            for row in 0..<rows {
                let numbers = UnsafeBufferPointer(start: elements + row * extent, count: extent)
                best.find(in: numbers)
                for rank in 0..<count {
                    let place = best.places[rank]
                    found[row * count + rank] = numbers[Int(place)]
                    if places.type == .int16 {
                        places.elements(Int16.self)[row * count + rank] = Int16(
                            truncatingIfNeeded: place)
                    } else {
                        places.elements(Int32.self)[row * count + rank] = place
                    }
                }
            }
        }
    }
}

/// The places of a row's largest numbers, found with a heap whose root is the worst of them.
private final class BestPlaces<Number: Comparable> {
    let places: UnsafeMutableBufferPointer<Int32>

    init(capacity: Int) {
        places = .allocate(capacity: capacity)
        places.initialize(repeating: 0)
    }

    deinit { places.deallocate() }

    /// Of equal numbers the earlier one is better.
    @inline(__always)
    private func isWorse(
        _ first: Int32, _ second: Int32, _ numbers: UnsafeBufferPointer<Number>
    ) -> Bool {
        let (a, b) = (numbers[Int(first)], numbers[Int(second)])
        return a < b || (!(b < a) && first > second)
    }

    /// Leaves the places with the best first. There are as many numbers as places at least.
    func find(in numbers: UnsafeBufferPointer<Number>) {
        guard !places.isEmpty else { return }
        for rank in places.indices { places[rank] = Int32(rank) }
        for root in stride(from: places.count / 2 - 1, through: 0, by: -1) {
            sink(root, places.count, numbers)
        }
        for place in places.count..<numbers.count
        where isWorse(places[0], Int32(place), numbers) {
            places[0] = Int32(place)
            sink(0, places.count, numbers)
        }
        for end in stride(from: places.count - 1, to: 0, by: -1) {
            places.swapAt(0, end)
            sink(0, end, numbers)
        }
    }

    private func sink(_ start: Int, _ count: Int, _ numbers: UnsafeBufferPointer<Number>) {
        var parent = start
        while true {
            var worst = parent
            for child in 2 * parent + 1...2 * parent + 2
            where child < count && isWorse(places[child], places[worst], numbers) {
                worst = child
            }
            if worst == parent { return }
            places.swapAt(parent, worst)
            parent = worst
        }
    }
}
