/// An operator that some inputs' values tell what to do: begins, sizes, paddings, axes. Where they
/// are constant the work is laid out once; where they are computed, in each run.
protocol ParametricPlan: OperatorPlan {
    /// The inputs that tell what to do.
    static var parameters: Range<Int> { get }
    /// The work; asked for only when the parameters' values are known.
    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel
}

extension ParametricPlan {
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let computed = Self.parameters.filter { index in
            guard let tensor = request.optionalInput(index) else { return false }
            return !tensor.isConstant && !tensor.valuesAreKnown && tensor.shape.count > 0
        }
        if computed.isEmpty { return try work(request) }
        let shapes = request.outputs.map(\.shape)
        return { () throws(InferenceError) in
            var known = request.shapeRequest
            for index in computed {
                guard let tensor = request.inputs[index] else { continue }
                known.inputs[index]?.values = UnsafeRawBufferPointer(
                    start: tensor.data, count: tensor.byteCount)
            }
            let plan: Self
            do throws(InferenceError) { plan = try Self(known) } catch {
                throw request.badData(error.message)
            }
            guard try plan.outputShapes() == shapes else {
                throw request.badData("its computed inputs ask for other shapes than before")
            }
            try plan.work(request)()
        }
    }
}

extension ShapeRequest {
    /// The whole numbers of an input that tells what to do; nil when they are computed while
    /// running.
    func parameters(
        _ index: Int, _ role: String, types: [ElementType] = [.int32, .int64], rank: Int? = 1
    ) throws(InferenceError) -> [Int]? {
        let tensor = try operand(index)
        guard types.contains(tensor.type) else {
            throw unsupported("its \(role) cannot be \(tensor.type)")
        }
        if let rank, tensor.shape.rank != rank {
            throw error("its \(role) has the shape \(tensor.shape); rank \(rank) is expected")
        }
        if tensor.shape.count == 0 { return [] }
        guard let values = tensor.values else { return nil }
        let count = tensor.shape.count
        return switch tensor.type {
        case .int8: values.bindMemory(to: Int8.self).prefix(count).map(Int.init)
        case .int16: values.bindMemory(to: Int16.self).prefix(count).map(Int.init)
        case .int32: values.bindMemory(to: Int32.self).prefix(count).map(Int.init)
        default: values.bindMemory(to: Int64.self).prefix(count).map(Int.init)
        }
    }

    /// The one whole number of an input that tells what to do.
    func parameter(
        _ index: Int, _ role: String, types: [ElementType] = [.int32, .int64]
    ) throws(InferenceError) -> Int? {
        let shape = try operand(index).shape
        guard shape.count == 1 else {
            throw error("its \(role) has the shape \(shape); one number is expected")
        }
        return try parameters(index, role, types: types, rank: nil)?.first
    }

    /// A shape that is calculated from what the model says.
    func shape(_ dimensions: [Int]) throws(InferenceError) -> Shape {
        do { return try Shape(dimensions) } catch { throw self.error(error.message) }
    }

    /// An axis counted from the front, where the format also counts from the back.
    func axis(_ axis: Int, rank: Int) throws(InferenceError) -> Int {
        let positive = axis < 0 ? axis + rank : axis
        guard positive >= 0, positive < rank else {
            throw error("axis \(axis) is outside a tensor of rank \(rank)")
        }
        return positive
    }
}
