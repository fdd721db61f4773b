/// Products of reals that are rounded to 8 bits as they come with weights of 8 bits.
struct HybridProducts: ProductArithmetic {
    private let weights: BoundValues<Float>
    private let perChannel: Int
    private let bias: BoundValues<Float>?
    private let bounds: ClosedRange<Float>
    private let affines: Scratch<Affine>
    private var inputZero: Int32 = 0
    private var inputScale: Float = 1

    /// - Parameters:
    ///   - scales: The weights' scales: one, or one for each channel.
    ///   - affines: What each item's rounded numbers stand for; written before each run.
    init(
        scales: [Float], bias: BoundValues<Float>?, bounds: ClosedRange<Float>,
        affines: Scratch<Affine>
    ) {
        weights = BoundValues(scales)
        perChannel = scales.count == 1 ? 0 : 1
        self.bias = bias
        self.bounds = bounds
        self.affines = affines
    }

    func ofItem(_ index: Int) -> HybridProducts {
        var products = self
        products.inputZero = affines.pointer[index].zeroPoint
        products.inputScale = affines.pointer[index].scale
        return products
    }

    var zero: Int32 { 0 }

    @inline(__always)
    func add(_ input: Int8, _ weight: Int8, to sum: inout Int32) {
        sum &+= (Int32(input) &- inputZero) &* Int32(weight)
    }

    @inline(__always)
    func finish(_ sum: Int32, channel: Int) -> Float {
        let product = Float(sum) * (inputScale * weights.pointer[channel &* perChannel])
        return bounds.clamped(bias.map { product + $0.pointer[channel] } ?? product)
    }
}

extension ProductOperands {
    /// Binds a loop to the arithmetic of inputs that are rounded first, item by item.
    func hybrid(
        _ rounding: RowRounding, scales: [Float], items: Int, weights: Tensor,
        bias: BoundValues<Float>?, _ loop: some ProductKernel
    ) -> Kernel {
        var loop = loop
        let source = loop.input
        let count = items == 0 ? 0 : source.shape.count / items
        let bytes = Scratch<Int8>(count: source.shape.count)
        let affines = Scratch<Affine>(count: items)
        loop.input.data = UnsafeMutableRawPointer(bytes.pointer)
        let kernel = loop.kernel(
            HybridProducts(scales: scales, bias: bias, bounds: bounds, affines: affines),
            weights: PackedNumbers.signed(weights))
        return { () throws(InferenceError) in
            let reals = UnsafePointer(source.data.assumingMemoryBound(to: Float.self))
            for item in 0..<items {
                affines.pointer[item] = rounding.round(
                    reals + item * count, count: count, to: bytes.pointer + item * count)
            }
            try kernel()
        }
    }
}
