/// UNIQUE: a vector's different elements in the order of their first appearance, and for each
/// element its place among them.
struct Unique: OperatorPlan {
    static let definition = OperatorDefinition(
        .unique, versions: 1...1, types: [.float32, .int8, .uint8, .int16, .int32, .int64],
        Unique.self)

    private var input: KnownTensor
    private var count: Int?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1, outputs: 2)
        input = try request.operand(0)
        guard Self.definition.types.contains(input.type) else {
            throw request.unsupported("compares \(input.type), which is not implemented")
        }
        try request.expect(input, "input", type: input.type, rank: 1)
        try request.expect(request.output(0), "output", type: input.type)
        guard [.int32, .int64].contains(try request.output(1).type) else {
            throw request.unsupported("gives places as \(try request.output(1).type)")
        }
        guard input.shape.count <= Int(Int32.max) else {
            throw request.unsupported("a vector of \(input.shape) is too long")
        }
        if input.shape.count == 0 { count = 0 }
        if let data = input.values?.baseAddress {
            count = Self.find(input.type, data, input.shape.count) { _, _, _ in }
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        guard let count else { return nil }
        return [try Shape([count]), input.shape]
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let values = try request.output(0)
        let places = try request.output(1)
        let capacity = values.shape.count
        let elementSize = input.type.byteCount ?? 1
        guard places.shape.count == input.shape.count else {
            throw request.badData("cannot write places of \(input.shape) to \(places.shape)")
        }
        return { () throws(InferenceError) in
            let found = Self.find(input.type, input.data, input.shape.count) {
                index, place, isNew in
                if isNew, place < capacity {
                    (values.data + place * elementSize).copyMemory(
                        from: input.data + index * elementSize, byteCount: elementSize)
                }
                if places.type == .int64 {
                    places.elements(Int64.self)[index] = Int64(place)
                } else {
                    places.elements(Int32.self)[index] = Int32(truncatingIfNeeded: place)
                }
            }
            guard found == capacity else {
                throw request.badData("finds \(found) elements where \(capacity) were expected")
            }
        }
    }

    /// Tells of each element its place among the different ones and whether it is the first of its
    /// kind; gives the number of different ones.
    private static func find(
        _ type: ElementType, _ data: UnsafeRawPointer, _ count: Int,
        _ body: (_ index: Int, _ place: Int, _ isNew: Bool) -> Void
    ) -> Int {
        func find<Number: Hashable>(_: Number.Type) -> Int {
            let numbers = data.assumingMemoryBound(to: Number.self)
            var places: [Number: Int] = [:]
            for index in 0..<count {
                if let place = places[numbers[index]] {
                    body(index, place, false)
                } else {
                    body(index, places.count, true)
                    places[numbers[index]] = places.count
                }
            }
            return places.count
        }
        return switch type {
        case .float32: find(Float.self)
        case .int16: find(Int16.self)
        case .int32: find(Int32.self)
        case .int64: find(Int64.self)
        default: find(UInt8.self)
        }
    }
}
