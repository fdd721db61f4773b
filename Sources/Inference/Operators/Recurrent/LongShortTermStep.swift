/// One step of an LSTM over one item of the batch, in reals.
struct LongShortTermStep {
    private struct Gate {
        var weights: RecurrentMatrix
        var recurrent: RecurrentMatrix
        var peephole: BoundValues<Float>?
        var bias: BoundValues<Float>
        var normalization: BoundValues<Float>?
        /// Where the gate's values are computed.
        var values: UnsafeMutablePointer<Float>
    }

    /// Nil where the input gate is 1 less the forget gate.
    private var inputGate: Gate?
    private var forgetGate: Gate
    private var cellGate: Gate
    private var outputGate: Gate
    private var projection: RecurrentMatrix?
    private var projectionBias: BoundValues<Float>?
    private let scratch: Scratch<Float>
    private let roundInput: VectorRounding
    private let roundHidden: VectorRounding
    private let roundProducts: VectorRounding
    private let cells: Int
    private let units: Int
    private let activation: RecurrentActivation
    private let cellClip: Float
    private let projectionClip: Float

    init(
        _ request: KernelRequest, inputs: Int, cells: Int, units: Int,
        activation: RecurrentActivation, cellClip: Float, projectionClip: Float,
        rounding: RowRounding
    ) throws(InferenceError) {
        let scratch = Scratch<Float>(count: cells * 4)
        func gate(_ number: Int) throws(InferenceError) -> Gate? {
            guard
                let weights = try RecurrentMatrix(
                    request, 1 + number, rows: cells, columns: inputs),
                let recurrent = try RecurrentMatrix(
                    request, 5 + number, rows: cells, columns: units),
                let bias = try request.reals(12 + number)
            else { return nil }
            let peephole = LSTMInputs.peephole(number)
            return Gate(
                weights: weights, recurrent: recurrent,
                peephole: try peephole.flatMap { (index) throws(InferenceError) in
                    try request.reals(index)
                }, bias: bias, normalization: try request.reals(20 + number),
                values: scratch.pointer + number * cells)
        }
        guard let forget = try gate(1), let cell = try gate(2), let output = try gate(3) else {
            throw InferenceError(.badModel, place: request.node.place, "a gate has no weights")
        }
        inputGate = try gate(0)
        forgetGate = forget
        cellGate = cell
        outputGate = output
        projection = try RecurrentMatrix(request, 16, rows: units, columns: cells)
        projectionBias = try request.reals(17)
        self.scratch = scratch
        let gates = [inputGate, forget, cell, output]
        roundInput = VectorRounding(rounding, count: inputs, for: gates.map { $0?.weights })
        roundHidden = VectorRounding(rounding, count: units, for: gates.map { $0?.recurrent })
        roundProducts = VectorRounding(rounding, count: cells, for: [projection])
        self.cells = cells
        self.units = units
        self.activation = activation
        self.cellClip = cellClip
        self.projectionClip = projectionClip
    }

    func run(
        _ input: UnsafePointer<Float>, hidden: UnsafeMutablePointer<Float>,
        cell: UnsafeMutablePointer<Float>
    ) {
        let coupled = scratch.pointer
        let input = roundInput(input)
        let output = roundHidden(hidden)
        if let inputGate {
            sum(inputGate, input, output, cell)
            RealVectors.sigmoid(inputGate.values, count: cells)
        }
        sum(forgetGate, input, output, cell)
        RealVectors.sigmoid(forgetGate.values, count: cells)
        sum(cellGate, input, output, cell)
        activation.apply(cellGate.values, count: cells)
        if inputGate == nil {
            for index in 0..<cells { coupled[index] = 1 - forgetGate.values[index] }
        }
        for index in 0..<cells {
            cell[index] =
                cell[index] * forgetGate.values[index] + cellGate.values[index] * coupled[index]
        }
        RealVectors.clip(cell, count: cells, to: cellClip)
        sum(outputGate, input, output, cell)
        RealVectors.sigmoid(outputGate.values, count: cells)
        // The cell gate's values are no longer needed.
        let values = cellGate.values
        values.update(from: cell, count: cells)
        activation.apply(values, count: cells)
        for index in 0..<cells { values[index] *= outputGate.values[index] }
        project(values, to: hidden)
    }

    private func sum(
        _ gate: Gate, _ input: RoundedVector, _ hidden: RoundedVector,
        _ cell: UnsafePointer<Float>
    ) {
        let values = gate.values
        if gate.normalization == nil {
            values.update(from: gate.bias.pointer, count: cells)
        } else {
            values.update(repeating: 0, count: cells)
        }
        gate.weights.multiply(input, onto: values)
        gate.recurrent.multiply(hidden, onto: values)
        if let peephole = gate.peephole {
            RealVectors.multiply(peephole.pointer, by: cell, count: cells, onto: values)
        }
        if let normalization = gate.normalization {
            RealVectors.normalize(values, count: cells)
            for index in 0..<cells {
                values[index] =
                    values[index] * normalization.pointer[index] + gate.bias.pointer[index]
            }
        }
    }

    private func project(_ values: UnsafePointer<Float>, to hidden: UnsafeMutablePointer<Float>) {
        guard let projection else {
            hidden.update(from: values, count: units)
            return
        }
        if let projectionBias {
            hidden.update(from: projectionBias.pointer, count: units)
        } else {
            hidden.update(repeating: 0, count: units)
        }
        projection.multiply(roundProducts(values), onto: hidden)
        RealVectors.clip(hidden, count: units, to: projectionClip)
    }
}
