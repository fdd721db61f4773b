import Glibc

/// Vectors of reals, as recurrences combine them.
enum RealVectors {
    typealias Values = UnsafePointer<Float>
    typealias Target = UnsafeMutablePointer<Float>

    /// Adds the product of a matrix [rows, columns] and a vector.
    static func multiply(
        _ matrix: Values, rows: Int, columns: Int, by vector: Values, onto target: Target
    ) {
        for row in 0..<rows {
            let line = matrix + row * columns
            var sum: Float = 0
            for column in 0..<columns { sum += line[column] * vector[column] }
            target[row] += sum
        }
    }

    /// Adds the products of elements in the same place.
    static func multiply(_ a: Values, by b: Values, count: Int, onto target: Target) {
        for index in 0..<count { target[index] += a[index] * b[index] }
    }

    /// Shifts and scales to a mean of 0 and a variance of 1.
    static func normalize(_ target: Target, count: Int) {
        guard count > 0 else { return }
        var sum: Float = 0
        for index in 0..<count { sum += target[index] }
        let mean = sum / Float(count)
        var squares: Float = 0
        for index in 0..<count {
            let difference = target[index] - mean
            squares += difference * difference
        }
        let scale = 1 / (squares / Float(count) + 1e-8).squareRoot()
        for index in 0..<count { target[index] = (target[index] - mean) * scale }
    }

    static func sigmoid(_ target: Target, count: Int) {
        for index in 0..<count { target[index] = 1 / (1 + expf(-target[index])) }
    }

    static func clip(_ target: Target, count: Int, to limit: Float) {
        guard limit > 0 else { return }
        for index in 0..<count { target[index] = min(max(target[index], -limit), limit) }
    }
}

extension RecurrentActivation {
    func apply(_ target: UnsafeMutablePointer<Float>, count: Int) {
        switch self {
        case .none: return
        case .relu: for index in 0..<count { target[index] = max(target[index], 0) }
        case .reluMinus1To1:
            for index in 0..<count { target[index] = min(max(target[index], -1), 1) }
        case .relu6: for index in 0..<count { target[index] = min(max(target[index], 0), 6) }
        case .tanh: for index in 0..<count { target[index] = tanhf(target[index]) }
        }
    }
}
