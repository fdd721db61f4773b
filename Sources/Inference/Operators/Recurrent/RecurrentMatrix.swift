/// A matrix of a recurrence's weights: reals, or numbers of 8 bits that meet vectors rounded to 8
/// bits as they come.
struct RecurrentMatrix {
    private enum Form {
        case real(BoundValues<Float>)
        /// With a scale for each row.
        case hybrid(BoundValues<Int8>, BoundValues<Float>)
    }

    private let form: Form
    private let rows: Int
    private let columns: Int

    /// Nil where the input is left out. The input has been checked by `expectReals`.
    init?(_ request: KernelRequest, _ index: Int, rows: Int, columns: Int) throws(InferenceError) {
        self.rows = rows
        self.columns = columns
        guard let tensor = request.optionalInput(index) else { return nil }
        if tensor.type != .float32, rows > 0 {
            let affines = try request.shapeRequest.affines(
                request.shapeRequest.input(index), "weights", axis: 0, count: rows)
            // Unsigned bytes hold signed ones here, as in `PackedNumbers.reals`.
            if tensor.type == .uint8 || affines.allSatisfy({ $0.zeroPoint == 0 }) {
                let scales = (0..<rows).map { affines[$0 % affines.count].scale }
                form = .hybrid(PackedNumbers.signed(tensor), BoundValues(scales))
                return
            }
        }
        guard let reals = try request.reals(index) else { return nil }
        form = .real(reals)
    }

    /// Vectors have to be rounded before they are multiplied.
    var isHybrid: Bool {
        if case .hybrid = form { true } else { false }
    }

    /// Adds the product of the matrix and a vector.
    func multiply(_ vector: RoundedVector, onto target: UnsafeMutablePointer<Float>) {
        switch form {
        case .real(let weights):
            RealVectors.multiply(
                weights.pointer, rows: rows, columns: columns, by: vector.reals, onto: target)
        case .hybrid(let weights, let scales):
            let zero = vector.affine.zeroPoint
            for row in 0..<rows {
                let line = weights.pointer + row * columns
                var sum: Int32 = 0
                for column in 0..<columns {
                    sum &+= (Int32(vector.bytes[column]) &- zero) &* Int32(line[column])
                }
                target[row] += Float(sum) * (scales.pointer[row] * vector.affine.scale)
            }
        }
    }
}

/// A vector and, where a matrix asks for them, the 8-bit numbers it is rounded to.
struct RoundedVector {
    var reals: UnsafePointer<Float>
    var bytes: UnsafePointer<Int8>
    var affine: Affine
}

/// Rounds vectors of one length for the matrices that they are multiplied with.
struct VectorRounding {
    /// Nil where none of the matrices asks for it.
    private let rounding: RowRounding?
    private let bytes: Scratch<Int8>
    private let count: Int

    init(_ rounding: RowRounding, count: Int, for matrices: [RecurrentMatrix?]) {
        self.rounding = matrices.contains { $0?.isHybrid == true } ? rounding : nil
        self.count = count
        bytes = Scratch(count: count)
    }

    /// The vector, rounded; valid until the next.
    func callAsFunction(_ reals: UnsafePointer<Float>) -> RoundedVector {
        let affine = rounding?.round(reals, count: count, to: bytes.pointer)
        return RoundedVector(
            reals: reals, bytes: UnsafePointer(bytes.pointer),
            affine: affine ?? Affine(scale: 1, zeroPoint: 0))
    }
}
