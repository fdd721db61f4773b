import Glibc

/// What an LSTM over 8-bit numbers, whose cell state has 16 bits, multiplies its sums by.
///
/// Gates are summed in Q3.12 or, where they are normalized, in the scale that the model gives for
/// them; follows LiteRT's "8x8->16" kernel (`lstm_eval.cc`) bit for bit.
struct IntegerLSTMScales: Sendable {
    struct Gate: Sendable {
        var input: FixedPointMultiplier
        var recurrent: FixedPointMultiplier
        var peephole: FixedPointMultiplier?
        var normalization: Normalization?
    }

    struct Normalization: Sendable {
        var factor: FixedPointMultiplier
        /// Stands in for a variance of 0.
        var leastVariance: Int32
    }

    var inputZero: Int32
    var outputZero: Int32
    /// The cell state counts in steps of 2^exponent.
    var cellExponent: Int
    /// Input, forget, cell and output gate; the first is nil where it is coupled to the second.
    var gates: [Gate?]
    /// Products of the output gate and the cell, before they are projected.
    var hidden: FixedPointMultiplier
    var hiddenZero: Int32
    var projection: FixedPointMultiplier?
    /// 0 where nothing is clipped.
    var cellClip: Int16
    var projectionClip: Int8

    init(
        _ request: ShapeRequest, cellClip: Float, projectionClip: Float
    ) throws(InferenceError) {
        let input = try request.affine(request.operand(0), "input")
        let state = try request.affine(request.operand(18), "output state")
        let cell = try request.affine(request.operand(19), "cell state")
        inputZero = input.zeroPoint
        outputZero = state.zeroPoint
        let exponent = log2(cell.scale).rounded()
        // tanh is defined for 0 to 6 whole bits.
        guard cell.zeroPoint == 0, -15 ... -9 ~= exponent, abs(log2(cell.scale) - exponent) < 1e-3
        else {
            throw request.unsupported(
                "its cell state has a scale of \(cell.scale); 2^-15 to 2^-9 are implemented")
        }
        cellExponent = Int(exponent)
        let output = try request.affine(request.output(), "output")
        self.cellClip = Int16(min(cellClip / cell.scale, 32767))
        self.projectionClip = Int8(min(projectionClip / output.scale, 127))
        guard request.node.intermediates.count == 5 else {
            throw request.unsupported(
                "tells \(request.node.intermediates.count) quantizations of values within; "
                    + "5 are expected")
        }
        let inner = try Self.inner(request, 4, .int8)
        hidden = FixedPointMultiplier(Double(0x1p-15 / inner.scale * 0x1p-15))
        hiddenZero = inner.zeroPoint
        projection = try Self.scale(request, 16).map {
            FixedPointMultiplier(Double($0 * inner.scale / state.scale))
        }
        let cellStep = exp2(Double(exponent))
        gates = []
        for number in 0..<4 {
            guard let weights = try Self.scale(request, 1 + number),
                let recurrent = try Self.scale(request, 5 + number)
            else {
                gates.append(nil)
                continue
            }
            let coefficients = try Self.scale(request, 20 + number)
            let sum = coefficients == nil ? 0x1p-12 : try Self.inner(request, number, .int16).scale
            let peephole = try LSTMInputs.peephole(number).flatMap {
                (index) throws(InferenceError) in try Self.scale(request, index)
            }
            gates.append(
                Gate(
                    input: FixedPointMultiplier(Double(weights * input.scale / sum)),
                    recurrent: FixedPointMultiplier(Double(recurrent * state.scale / sum)),
                    peephole: peephole.map {
                        FixedPointMultiplier(Double(Float(cellStep * Double($0) / Double(sum))))
                    },
                    normalization: coefficients.map {
                        Normalization(
                            factor: FixedPointMultiplier(Double($0)),
                            leastVariance: max(1, Int32(min(10000 * $0, 1e9))))
                    }))
        }
    }

    /// The scale of weights, whose zero point is 0; nil where they are left out.
    private static func scale(
        _ request: ShapeRequest, _ index: Int
    ) throws(InferenceError) -> Float? {
        guard let tensor = request.optionalInput(index) else { return nil }
        let affine = try request.affine(tensor, "input \(index)")
        guard affine.zeroPoint == 0 else {
            throw request.unsupported("input \(index) has a zero point other than 0")
        }
        return affine.scale
    }

    private static func inner(
        _ request: ShapeRequest, _ index: Int, _ type: ElementType
    ) throws(InferenceError) -> Affine {
        try request.affine(
            KnownTensor(
                name: "", type: type, shape: [], quantization: request.node.intermediates[index]),
            "value \(index) within")
    }
}
