import Inference
import ModelBuilding
import Testing

/// A small model that a delegate and the reference kernels compute.
struct DelegateAgreement {
    var builder = ModelBuilder()
    let delegate: Interpreter.DelegateChoice
    private var numbers: Numbers

    /// - Parameter seed: of the random numbers that constants and inputs are made of.
    init(_ delegate: Interpreter.DelegateChoice, seed: UInt64) {
        self.delegate = delegate
        numbers = Numbers(state: seed)
    }

    /// Numbers that are the same on every run (Steele and others' SplitMix).
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    mutating func reals(_ count: Int, _ range: ClosedRange<Float> = -1...1) -> [Float] {
        (0..<count).map { _ in Float.random(in: range, using: &numbers) }
    }

    mutating func wholes<Number: FixedWidthInteger>(
        _ count: Int, _ range: ClosedRange<Number>
    ) -> [Number] {
        (0..<count).map { _ in Number.random(in: range, using: &numbers) }
    }

    mutating func constant(_ shape: [Int], _ range: ClosedRange<Float> = -1...1) -> Int {
        builder.constant("constant", reals(shape.reduce(1, *), range), shape)
    }

    mutating func bytes<Number: FixedWidthInteger & TensorElement>(
        _ shape: [Int], _ range: ClosedRange<Number>, _ quantization: Quantization
    ) -> Int {
        builder.constant(
            "constant", wholes(shape.reduce(1, *), range), shape, quantization: quantization)
    }

    private func run<Input: TensorElement, Output: TensorElement>(
        _ choice: Interpreter.DelegateChoice, threads: Int, _ inputs: [[Input]], _: Output.Type
    ) throws -> (values: [Output], interpreter: Interpreter) {
        var options = Interpreter.Options()
        options.threads = threads
        options.delegate = choice
        let interpreter = try Interpreter(builder.model(), options: options)
        // Twice: what is kept from run to run must not show.
        for _ in 0..<2 {
            for (index, values) in inputs.enumerated() {
                try interpreter.write(values, toInput: index)
            }
            try interpreter.invoke()
        }
        return (try interpreter.read(output: 0, as: Output.self), interpreter)
    }

    /// Checks that reals are as the reference's, whoever computes them.
    ///
    /// - Parameter steps: what each step joins, where that matters.
    /// - Returns: whether the delegate computes all steps.
    func agreesOnReals<Input: TensorElement>(
        _ inputs: [[Input]], tolerance: Float = 1e-5, steps: [String]? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
        let expected = try run(.reference, threads: 1, inputs, Float.self).values
        let scale = expected.reduce(Float.leastNormalMagnitude) { max($0, abs($1)) }
        #expect(Set(expected).count > 1, sourceLocation: sourceLocation)
        var isComputed = true
        for threads in [1, 3] {
            let found = try run(delegate, threads: threads, inputs, Float.self)
            isComputed = isComputed && computesAll(found.interpreter)
            if let steps {
                #expect(
                    found.interpreter.steps.map(\.operators) == steps,
                    sourceLocation: sourceLocation)
            }
            #expect(found.values.count == expected.count, sourceLocation: sourceLocation)
            let error = zip(expected, found.values).reduce(Float(0)) {
                max($0, abs($1.0 - $1.1))
            }
            #expect(error <= tolerance * scale, sourceLocation: sourceLocation)
        }
        return isComputed
    }

    /// Checks that the delegate computes all steps, and reals as the reference does.
    func expectReals<Input: TensorElement>(
        _ inputs: [[Input]], tolerance: Float = 1e-5, steps: [String]? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let isComputed = try agreesOnReals(
            inputs, tolerance: tolerance, steps: steps, sourceLocation: sourceLocation)
        #expect(isComputed, sourceLocation: sourceLocation)
    }

    /// Checks that whole numbers are within some levels of the reference's, whoever computes them.
    ///
    /// - Returns: whether the delegate computes all steps.
    func agreesOnWholes<Input: TensorElement, Output: TensorElement & FixedWidthInteger>(
        _ inputs: [[Input]], as type: Output.Type, off levels: Int = 1,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
        let expected = try run(.reference, threads: 1, inputs, type).values
        #expect(Set(expected).count > 8, "a saturated test", sourceLocation: sourceLocation)
        var isComputed = true
        for threads in [1, 3] {
            let found = try run(delegate, threads: threads, inputs, type)
            isComputed = isComputed && computesAll(found.interpreter)
            #expect(found.values.count == expected.count, sourceLocation: sourceLocation)
            let error = zip(expected, found.values).reduce(0) {
                max($0, abs(Int($1.0) - Int($1.1)))
            }
            #expect(error <= levels, sourceLocation: sourceLocation)
        }
        return isComputed
    }

    /// Checks that the delegate computes all steps, and whole numbers within some levels of the
    /// reference's.
    func expectWholes<Input: TensorElement, Output: TensorElement & FixedWidthInteger>(
        _ inputs: [[Input]], as type: Output.Type, off levels: Int = 1,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let isComputed = try agreesOnWholes(
            inputs, as: type, off: levels, sourceLocation: sourceLocation)
        #expect(isComputed, sourceLocation: sourceLocation)
    }

    private func computesAll(_ interpreter: Interpreter) -> Bool {
        interpreter.diagnostics.isEmpty
            && interpreter.steps.allSatisfy { $0.delegate == delegate.rawValue }
    }

    /// Checks that all delegates give the same, to single precision.
    func expectAllDelegatesAgree(
        _ inputs: [[Float]], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outputs = try Interpreter.DelegateChoice.allCases.map {
            try run($0, threads: 2, inputs, Float.self).values
        }
        let scale = outputs[0].reduce(Float(0)) { max($0, abs($1)) }
        #expect(scale > 0, sourceLocation: sourceLocation)
        for output in outputs {
            let error = zip(output, outputs[0]).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
            #expect(error <= 2e-5 * scale, sourceLocation: sourceLocation)
        }
    }
}

extension Int {
    /// The option that a node stores.
    var option: FlatValue { .number(Int32(self)) }
}
