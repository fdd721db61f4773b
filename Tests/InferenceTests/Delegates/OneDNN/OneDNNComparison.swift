#if OneDNN
    import Inference
    import Testing

    /// A small model whose outputs two delegates compute.
    struct OneDNNComparison {
        var builder = ModelBuilder()
        private var numbers: Numbers

        /// - Parameter seed: of the random numbers that constants and inputs are made of.
        init(seed: UInt64) { numbers = Numbers(state: seed) }

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

        /// The first output and the steps of a run.
        private func run<Element: TensorElement>(
            _ choice: Interpreter.DelegateChoice, threads: Int, _ inputs: [[Element]]
        ) throws -> (values: [Element], steps: [StepInfo], diagnostics: [String]) {
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
            return (
                try interpreter.read(output: 0, as: Element.self), interpreter.steps,
                interpreter.diagnostics
            )
        }

        /// Checks that oneDNN computes all steps, and float32 outputs as the reference does.
        func expectSameReals(
            _ inputs: [[Float]], steps: [String], sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            let expected = try run(.reference, threads: 1, inputs).values
            let scale = expected.reduce(Float.leastNormalMagnitude) { max($0, abs($1)) }
            for threads in [1, 3] {
                let found = try run(.onednn, threads: threads, inputs)
                #expect(found.diagnostics == [], sourceLocation: sourceLocation)
                #expect(found.steps.map(\.operators) == steps, sourceLocation: sourceLocation)
                #expect(
                    found.steps.allSatisfy { $0.delegate == "onednn" },
                    sourceLocation: sourceLocation)
                #expect(found.values.count == expected.count, sourceLocation: sourceLocation)
                let error = zip(expected, found.values).reduce(Float(0)) {
                    max($0, abs($1.0 - $1.1))
                }
                #expect(error <= 1e-5 * scale, sourceLocation: sourceLocation)
            }
        }

        /// Checks that quantized outputs are at most a level apart, whoever computes them.
        ///
        /// - Returns: whether oneDNN computed them, which it only does where VNNI makes it exact.
        func expectSameLevels<Element: TensorElement & FixedWidthInteger>(
            _ inputs: [[Element]], sourceLocation: SourceLocation = #_sourceLocation
        ) throws -> Bool {
            let expected = try run(.reference, threads: 1, inputs).values
            #expect(Set(expected).count > 8, "a saturated test", sourceLocation: sourceLocation)
            var isClaimed = true
            for threads in [1, 3] {
                let found = try run(.onednn, threads: threads, inputs)
                #expect(found.diagnostics == [], sourceLocation: sourceLocation)
                let error = zip(expected, found.values).reduce(0) {
                    max($0, abs(Int($1.0) - Int($1.1)))
                }
                #expect(error <= 1, sourceLocation: sourceLocation)
                isClaimed = isClaimed && found.steps.allSatisfy { $0.delegate == "onednn" }
            }
            return isClaimed
        }

        /// The outputs of all delegates.
        func outputs(_ inputs: [[Float]]) throws -> [[Float]] {
            try Interpreter.DelegateChoice.allCases.map { try run($0, threads: 2, inputs).values }
        }
    }
#endif
