/// One node of an operator with all that its shapes, options and scales say, checked. Made once
/// to tell shapes and once more to bind, so that what binds is what was checked.
protocol OperatorPlan: SendableMetatype {
    init(_ request: ShapeRequest) throws(InferenceError)
    /// The outputs' shapes; nil when they depend on values that are not known.
    func outputShapes() throws(InferenceError) -> [Shape]?
    func operations(_ outputs: [Shape]) -> Int
    /// Asked for only when there are outputs to compute.
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel
}

extension OperatorPlan {
    func operations(_ outputs: [Shape]) -> Int {
        outputs.reduce(0) { sum, shape in
            let (total, overflow) = sum.addingReportingOverflow(shape.count)
            return overflow ? .max : total
        }
    }
}

extension OperatorDefinition {
    init<Plan: OperatorPlan>(
        _ code: BuiltinOperator, versions: ClosedRange<Int>, types: [ElementType],
        _ plan: Plan.Type, isView: Bool = false, foldsFromShapes: Bool = false
    ) {
        self.init(
            .builtin(code), versions: versions, types: types, plan, isView: isView,
            foldsFromShapes: foldsFromShapes)
    }

    init<Plan: OperatorPlan>(
        _ name: OperatorName, versions: ClosedRange<Int>, types: [ElementType], _: Plan.Type,
        isView: Bool = false, foldsFromShapes: Bool = false
    ) {
        self.init(
            name, versions: versions, types: types, isView: isView,
            foldsFromShapes: foldsFromShapes,
            operations: { request, outputs in
                (try? Plan(request))?.operations(outputs) ?? 0
            },
            shapes: { (request) throws(InferenceError) in
                guard let shapes = try Plan(request).outputShapes() else { return .needsValues }
                return .shapes(shapes)
            },
            kernel: { (request) throws(InferenceError) in
                guard request.outputs.contains(where: { $0.shape.count > 0 }) else { return {} }
                return try Plan(request.shapeRequest).kernel(request)
            })
    }
}
