/// Operators that reduce each channel over a window.
enum Pooling {
    private static let types: [ElementType] = [.float32, .int8, .uint8, .int16]

    static let definitions = [
        OperatorDefinition(.averagePool2d, versions: 1...3, types: types, AveragePool.self),
        OperatorDefinition(.maxPool2d, versions: 1...3, types: types, MaximumPool.self),
        OperatorDefinition(.l2Pool2d, versions: 1...1, types: [.float32], RootMeanSquarePool.self),
    ]
}

private struct AveragePool: Pool {
    var window: PoolWindow

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch window.type {
        case .int8: try window.kernel(request, WholeAverage<Int8>(bounds: window.bounds))
        case .uint8: try window.kernel(request, WholeAverage<UInt8>(bounds: window.bounds))
        case .int16: try window.kernel(request, WholeAverage<Int16>(bounds: window.bounds))
        default: try window.kernel(request, RealAverage(bounds: window.activation.bounds))
        }
    }
}

private struct MaximumPool: Pool {
    var window: PoolWindow

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch window.type {
        case .int8: try window.kernel(request, WholeMaximum<Int8>(bounds: window.bounds))
        case .uint8: try window.kernel(request, WholeMaximum<UInt8>(bounds: window.bounds))
        case .int16: try window.kernel(request, WholeMaximum<Int16>(bounds: window.bounds))
        default: try window.kernel(request, RealMaximum(bounds: window.activation.bounds))
        }
    }
}

private struct RootMeanSquarePool: Pool {
    static let types: [ElementType] = [.float32]
    var window: PoolWindow

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try window.kernel(request, RootMeanSquare(bounds: window.activation.bounds))
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
