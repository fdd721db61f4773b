#if XNNPACK
    import Inference
    import Testing

    /// A small model that XNNPACK and the reference kernels compute.
    struct XNNPACKAgreement {
        var builder = ModelBuilder()
        private var state: UInt64

        /// - Parameter seed: of the numbers that constants and inputs are made of.
        init(seed: UInt64) { state = seed &* 2 &+ 1 }

        /// A number that is the same on every run (Lehmer's generator, the upper bits).
        private mutating func next() -> UInt64 {
            state = state &* 0xDA94_2042_E4DD_58B5 &+ 0x9E37_79B9
            return state >> 33
        }

        mutating func reals(_ count: Int, _ range: ClosedRange<Float> = -1...1) -> [Float] {
            (0..<count).map { _ in
                let part = Float(next() % 65536) / 65535
                return range.lowerBound + part * (range.upperBound - range.lowerBound)
            }
        }

        mutating func wholes<Number: FixedWidthInteger>(
            _ count: Int, _ range: ClosedRange<Number>
        ) -> [Number] {
            let lower = Int(range.lowerBound)
            let size = UInt64(Int(range.upperBound) - lower + 1)
            return (0..<count).map { _ in Number(lower + Int(next() % size)) }
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

        /// Checks that XNNPACK computes all steps, and reals as the reference does.
        func expectReals<Input: TensorElement>(
            _ inputs: [[Input]], tolerance: Float = 1e-5,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            let expected = try run(.reference, threads: 1, inputs, Float.self).values
            let scale = expected.reduce(Float.leastNormalMagnitude) { max($0, abs($1)) }
            #expect(Set(expected).count > 1, sourceLocation: sourceLocation)
            for threads in [1, 3] {
                let found = try run(.xnnpack, threads: threads, inputs, Float.self)
                check(found.interpreter, sourceLocation)
                #expect(found.values.count == expected.count, sourceLocation: sourceLocation)
                let error = zip(expected, found.values).reduce(Float(0)) {
                    max($0, abs($1.0 - $1.1))
                }
                #expect(error <= tolerance * scale, sourceLocation: sourceLocation)
            }
        }

        /// Checks that XNNPACK computes all steps, and whole numbers within one of the reference's.
        func expectWholes<Input: TensorElement, Output: TensorElement & FixedWidthInteger>(
            _ inputs: [[Input]], as type: Output.Type, off levels: Int = 1,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            let expected = try run(.reference, threads: 1, inputs, type).values
            #expect(Set(expected).count > 8, "a saturated test", sourceLocation: sourceLocation)
            for threads in [1, 3] {
                let found = try run(.xnnpack, threads: threads, inputs, type)
                check(found.interpreter, sourceLocation)
                #expect(found.values.count == expected.count, sourceLocation: sourceLocation)
                let error = zip(expected, found.values).reduce(0) {
                    max($0, abs(Int($1.0) - Int($1.1)))
                }
                #expect(error <= levels, sourceLocation: sourceLocation)
            }
        }

        private func check(_ interpreter: Interpreter, _ location: SourceLocation) {
            #expect(interpreter.diagnostics == [], sourceLocation: location)
            #expect(
                interpreter.steps.allSatisfy { $0.delegate == "xnnpack" }, sourceLocation: location)
        }

        /// The outputs of each delegate.
        func outputs(_ inputs: [[Float]]) throws -> [[Float]] {
            try Interpreter.DelegateChoice.allCases.map {
                try run($0, threads: 2, inputs, Float.self).values
            }
        }
    }

    extension Int {
        /// The option that a node stores.
        var option: FlatValue { .number(Int32(self)) }
    }
#endif
