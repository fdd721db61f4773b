/// The inputs of an LSTM by number: 0 input, 1-4 input weights, 5-8 recurrent weights (of the
/// input, forget, cell and output gate), 9-11 peepholes (without the cell gate), 12-15 biases,
/// 16 projection, 17 its bias, 18 output state, 19 cell state, 20-23 coefficients of layer
/// normalization.
enum LSTMInputs {
    /// There are no peepholes to the cell gate.
    static func peephole(_ gate: Int) -> Int? { [9, 10, nil, 11][gate] }

    /// The type that an input has beside 8-bit activations.
    static func integerType(_ index: Int) -> ElementType {
        switch index {
        case 9...11, 20...23: .int16
        case 12...15, 17: .int32
        default: .int8
        }
    }
}

extension ShapeRequest {
    /// Checks weights of an LSTM of reals or, where it is `integer`, of whole numbers.
    /// - Returns: Whether they are there.
    @discardableResult
    func expectWeights(
        _ index: Int, _ role: String, _ dimensions: [Int], integer: Bool, isOptional: Bool = false
    ) throws(InferenceError) -> Bool {
        guard integer else {
            return try expectReals(index, role, dimensions, isOptional: isOptional)
        }
        guard let tensor = try optionalOperand(index) else {
            if isOptional { return false }
            throw error("its \(role) (input \(index)) is missing")
        }
        try expect(tensor, role, type: LSTMInputs.integerType(index))
        try expect(tensor, role, shape: dimensions)
        guard tensor.values != nil else { throw unsupported("its \(role) must be constant") }
        return true
    }
}
