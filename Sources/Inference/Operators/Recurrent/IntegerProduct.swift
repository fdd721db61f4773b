/// A matrix of 8-bit weights and what its rows' sums are scaled by.
struct IntegerProduct {
    private let weights: BoundValues<Int8>
    /// Of each row: the bias and what is added to all inputs, times the weights.
    private let bias: BoundValues<Int32>
    private let columns: Int
    private let factor: FixedPointMultiplier

    init(
        _ tensor: Tensor, rows: Int, columns: Int, bias: BoundValues<Int32>?, adding offset: Int32,
        factor: FixedPointMultiplier
    ) {
        let weights = BoundValues<Int8>(tensor)
        self.weights = weights
        self.columns = columns
        self.factor = factor
        self.bias = BoundValues(
            (0..<rows).map { row in
                (0..<columns).reduce(bias?.pointer[row] ?? 0) { sum, column in
                    sum &+ offset &* Int32(weights.pointer[row * columns + column])
                }
            })
    }

    /// The scaled sum of a row's products.
    @inline(__always)
    subscript(row: Int, vector: UnsafePointer<Int8>) -> Int32 {
        let line = weights.pointer + row * columns
        var sum = bias.pointer[row]
        for column in 0..<columns { sum &+= Int32(line[column]) &* Int32(vector[column]) }
        return factor.apply(sum)
    }
}

/// Layer normalization of a gate's sums, in 16-bit numbers.
struct IntegerNormalization {
    let scales: IntegerLSTMScales.Normalization
    let coefficients: BoundValues<Int16>
    let bias: BoundValues<Int32>

    /// Normalized values have 10 bits of fraction; the results are in Q3.12.
    func apply(_ values: UnsafeMutablePointer<Int16>, count: Int) {
        var sum: Int64 = 0
        var squares: Int64 = 0
        for index in 0..<count {
            sum += Int64(values[index])
            squares += Int64(values[index]) * Int64(values[index])
        }
        let mean = sum * 1024 / Int64(count)
        // Exact where the number of values is a power of two, as in the format's kernel.
        let variance = (squares &* Int64((1 << 20) / count) &- mean * mean) / (1 << 20)
        let root = FixedPointFunctions.inverseSquareRoot(
            variance < 1 ? scales.leastVariance : Int32(truncatingIfNeeded: variance))
        let inverse = FixedPointMultiplier(fraction: root.fraction, exponent: root.exponent)
        let factor = FixedPointMultiplier(
            fraction: scales.factor.fraction, exponent: scales.factor.exponent + 12)
        for index in 0..<count {
            let normal = inverse.apply(
                Int32(truncatingIfNeeded: 1024 * Int64(values[index]) - mean))
            let weighed =
                Int64(normal &* Int32(coefficients.pointer[index]))
                + Int64(bias.pointer[index])
            let rounded = (weighed > 0 ? weighed + 512 : weighed - 512) / 1024
            values[index] = Int16(clamping: factor.apply(Int32(truncatingIfNeeded: rounded)))
        }
    }
}
