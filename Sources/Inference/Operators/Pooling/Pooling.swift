import Glibc

/// Operators that reduce each channel over a window.
enum Pooling {
    static let definitions: [OperatorDefinition] = [
        definition(.averagePool2d, versions: 1...3, [.float32, .int8, .uint8, .int16]) { plan in
            switch plan.type {
            case .int8: plan.kernel(WholeAverage<Int8>(bounds: plan.bounds))
            case .uint8: plan.kernel(WholeAverage<UInt8>(bounds: plan.bounds))
            case .int16: plan.kernel(WholeAverage<Int16>(bounds: plan.bounds))
            default: plan.kernel(RealAverage(bounds: plan.activation.bounds))
            }
        },
        definition(.maxPool2d, versions: 1...3, [.float32, .int8, .uint8, .int16]) { plan in
            switch plan.type {
            case .int8: plan.kernel(WholeMaximum<Int8>(bounds: plan.bounds))
            case .uint8: plan.kernel(WholeMaximum<UInt8>(bounds: plan.bounds))
            case .int16: plan.kernel(WholeMaximum<Int16>(bounds: plan.bounds))
            default: plan.kernel(RealMaximum(bounds: plan.activation.bounds))
            }
        },
        definition(.l2Pool2d, versions: 1...1, [.float32]) { plan in
            plan.kernel(RootMeanSquare(bounds: plan.activation.bounds))
        },
    ]

    private static func definition(
        _ code: BuiltinOperator, versions: ClosedRange<Int>, _ types: [ElementType],
        _ bind: @escaping @Sendable (BoundPool) -> Kernel
    ) -> OperatorDefinition {
        OperatorDefinition(
            .builtin(code), versions: versions, types: types,
            operations: { request, shapes in
                guard let plan = try? PoolPlan(request, types), shapes.count == 1 else { return 0 }
                return .saturatingProduct(
                    shapes[0].count, plan.window.rows.size, plan.window.columns.size)
            },
            shapes: { (request) throws(InferenceError) in
                let plan = try PoolPlan(request, types)
                return .shapes([try plan.window.output(channels: plan.channels)])
            },
            kernel: { (request) throws(InferenceError) in
                bind(
                    BoundPool(
                        plan: try PoolPlan(request.shapeRequest, types),
                        input: try request.input(0), output: try request.output()))
            })
    }
}

/// The average of reals.
private struct RealAverage: PoolReduction {
    let bounds: ClosedRange<Float>
    var start: Float { 0 }

    @inline(__always)
    func add(_ element: Float, to sum: inout Float) { sum += element }

    @inline(__always)
    func finish(_ sum: Float, count: Int) -> Float { bounds.clamped(sum / Float(count)) }
}

/// The root of the average square.
private struct RootMeanSquare: PoolReduction {
    let bounds: ClosedRange<Float>
    var start: Float { 0 }

    @inline(__always)
    func add(_ element: Float, to sum: inout Float) { sum += element * element }

    @inline(__always)
    func finish(_ sum: Float, count: Int) -> Float {
        bounds.clamped((sum / Float(count)).squareRoot())
    }
}

private struct RealMaximum: PoolReduction {
    let bounds: ClosedRange<Float>
    var start: Float { -Float.greatestFiniteMagnitude }

    @inline(__always)
    func add(_ element: Float, to maximum: inout Float) {
        if element > maximum { maximum = element }
    }

    @inline(__always)
    func finish(_ maximum: Float, count: Int) -> Float { bounds.clamped(maximum) }
}

/// The average of whole numbers, rounded half away from zero.
private struct WholeAverage<Element: FixedWidthInteger & BitwiseCopyable>: PoolReduction {
    let bounds: ClosedRange<Int32>
    var start: Int { 0 }

    @inline(__always)
    func add(_ element: Element, to sum: inout Int) { sum &+= Int(truncatingIfNeeded: element) }

    @inline(__always)
    func finish(_ sum: Int, count: Int) -> Element {
        let average = (sum > 0 ? sum + count / 2 : sum - count / 2) / count
        return Element(
            truncatingIfNeeded: min(max(average, Int(bounds.lowerBound)), Int(bounds.upperBound)))
    }
}

private struct WholeMaximum<Element: FixedWidthInteger & BitwiseCopyable>: PoolReduction {
    let bounds: ClosedRange<Int32>
    var start: Element { .min }

    @inline(__always)
    func add(_ element: Element, to maximum: inout Element) { maximum = max(maximum, element) }

    @inline(__always)
    func finish(_ maximum: Element, count: Int) -> Element {
        Element(
            truncatingIfNeeded: min(
                max(Int32(truncatingIfNeeded: maximum), bounds.lowerBound), bounds.upperBound))
    }
}
