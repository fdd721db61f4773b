/// One step of an LSTM over one item of the batch, in whole numbers: 8-bit activations, gates and
/// a cell state of 16 bits.
struct IntegerLSTMStep {
    private struct Gate {
        var input: IntegerProduct
        var recurrent: IntegerProduct
        var peephole: BoundValues<Int16>?
        var peepholeFactor: FixedPointMultiplier?
        var normalization: IntegerNormalization?
        /// Where the gate's values are computed.
        var values: UnsafeMutablePointer<Int16>
    }

    /// Nil where the input gate is 1 less the forget gate.
    private let inputGate: Gate?
    private let forgetGate: Gate
    private let cellGate: Gate
    private let outputGate: Gate
    private let projection: IntegerProduct?
    private let scratch: Scratch<Int16>
    /// The products of the output gate and the cell, where they are projected.
    private let products: Scratch<Int8>
    private let scales: IntegerLSTMScales
    private let cells: Int
    private let units: Int

    init(
        _ request: KernelRequest, _ scales: IntegerLSTMScales, inputs: Int, cells: Int, units: Int
    ) throws(InferenceError) {
        let scratch = Scratch<Int16>(count: cells * 4)
        func gate(_ number: Int) throws(InferenceError) -> Gate? {
            guard let factors = scales.gates[number] else { return nil }
            let bias = BoundValues<Int32>(try request.input(12 + number))
            let peephole = LSTMInputs.peephole(number).flatMap(request.optionalInput)
            return Gate(
                input: IntegerProduct(
                    try request.input(1 + number), rows: cells, columns: inputs,
                    // Where sums are normalized, the bias comes after that.
                    bias: factors.normalization == nil ? bias : nil, adding: -scales.inputZero,
                    factor: factors.input),
                recurrent: IntegerProduct(
                    try request.input(5 + number), rows: cells, columns: units, bias: nil,
                    adding: -scales.outputZero, factor: factors.recurrent),
                peephole: peephole.map(BoundValues.init), peepholeFactor: factors.peephole,
                normalization: try factors.normalization.map {
                    (normalization) throws(InferenceError) in
                    IntegerNormalization(
                        scales: normalization,
                        coefficients: BoundValues(try request.input(20 + number)), bias: bias)
                }, values: scratch.pointer + number * cells)
        }
        guard let forget = try gate(1), let cell = try gate(2), let output = try gate(3) else {
            throw InferenceError(.badModel, place: request.node.place, "a gate has no weights")
        }
        inputGate = try gate(0)
        forgetGate = forget
        cellGate = cell
        outputGate = output
        projection = try scales.projection.map { (factor) throws(InferenceError) in
            IntegerProduct(
                try request.input(16), rows: units, columns: cells,
                bias: request.optionalInput(17).map(BoundValues.init), adding: scales.hiddenZero,
                factor: factor)
        }
        products = Scratch(count: projection == nil ? 0 : cells)
        self.scratch = scratch
        self.scales = scales
        self.cells = cells
        self.units = units
    }

    func run(
        _ input: UnsafePointer<Int8>, hidden: UnsafeMutablePointer<Int8>,
        cell: UnsafeMutablePointer<Int16>
    ) {
        let coupled = scratch.pointer
        if let inputGate {
            sum(inputGate, input, hidden, cell)
            logistic(inputGate.values)
        }
        sum(forgetGate, input, hidden, cell)
        logistic(forgetGate.values)
        sum(cellGate, input, hidden, cell)
        for index in 0..<cells {
            cellGate.values[index] = ShortFunctions.tanh(cellGate.values[index], wholeBits: 3)
        }
        if inputGate == nil {
            for index in 0..<cells { coupled[index] = 32767 - forgetGate.values[index] }
        }
        for index in 0..<cells {
            let kept = product(forgetGate.values[index], cell[index], shift: 15)
            let added = product(
                coupled[index], cellGate.values[index], shift: 30 + scales.cellExponent)
            cell[index] = Int16(clamping: Int32(kept) + Int32(added))
        }
        let clip = scales.cellClip
        if clip > 0 {
            for index in 0..<cells { cell[index] = min(max(cell[index], -clip), clip) }
        }
        sum(outputGate, input, hidden, cell)
        logistic(outputGate.values)
        finish(cell, to: hidden)
    }

    private func sum(
        _ gate: Gate, _ input: UnsafePointer<Int8>, _ hidden: UnsafePointer<Int8>,
        _ cell: UnsafePointer<Int16>
    ) {
        let values = gate.values
        for row in 0..<cells {
            let first = Int16(clamping: gate.input[row, input])
            values[row] = Int16(clamping: gate.recurrent[row, hidden] &+ Int32(first))
        }
        // LiteRT's kernel weighs as many cells as there are units: with a projection it misses
        // some, or reads others' cells. All cells have a weight, so all are weighed here.
        if let peephole = gate.peephole, let factor = gate.peepholeFactor {
            for index in 0..<cells {
                let weighed = factor.apply(Int32(peephole.pointer[index]) * Int32(cell[index]))
                values[index] = Int16(clamping: weighed &+ Int32(values[index]))
            }
        }
        gate.normalization?.apply(values, count: cells)
    }

    private func logistic(_ values: UnsafeMutablePointer<Int16>) {
        for index in 0..<cells { values[index] = ShortFunctions.logistic(values[index]) }
    }

    @inline(__always)
    private func product(_ a: Int16, _ b: Int16, shift: Int) -> Int16 {
        Int16(
            truncatingIfNeeded: FixedPointMultiplier.roundingShiftRight(
                Int32(a) * Int32(b), by: shift))
    }

    /// The output: tanh of the cell through the output gate, and projected.
    private func finish(
        _ cell: UnsafePointer<Int16>, to hidden: UnsafeMutablePointer<Int8>
    ) {
        let wholeBits = Int32(15 + scales.cellExponent)
        let target = projection == nil ? hidden : products.pointer
        // What is projected has its zero point on the other side, where the projection's bias
        // expects it.
        let zero = projection == nil ? scales.hiddenZero : -scales.hiddenZero
        for index in 0..<cells {
            let value = Int32(ShortFunctions.tanh(cell[index], wholeBits: wholeBits))
            let scaled = scales.hidden.apply(Int32(outputGate.values[index]) * value)
            target[index] = Int8(clamping: scaled &+ zero)
        }
        guard let projection else { return }
        for unit in 0..<units {
            hidden[unit] = Int8(clamping: projection[unit, products.pointer] &+ scales.outputZero)
        }
        let clip = scales.projectionClip
        guard clip > 0 else { return }
        for unit in 0..<units { hidden[unit] = min(max(hidden[unit], -clip), clip) }
    }
}
