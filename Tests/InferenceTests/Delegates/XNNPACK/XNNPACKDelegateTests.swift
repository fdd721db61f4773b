#if XNNPACK
    import ModelBuilding
    import Testing

    @testable import Inference

    @Suite struct XNNPACKDelegateTests {
        @Test func missingLibraryIsExplained() {
            let error = #expect(throws: InferenceError.self) {
                try XNNPACKLibrary(named: "libXNNPACK-of-another-day.so.0")
            }
            let message = error?.message ?? ""
            #expect(
                message.hasPrefix(
                    "delegate xnnpack is not here: libXNNPACK-of-another-day.so.0 cannot be loaded"
                ))
            #expect(message.hasSuffix("; install libxnnpack0"))
        }

        @Test func anotherLibraryIsRefused() {
            let error = #expect(throws: InferenceError.self) {
                try XNNPACKLibrary(named: "libm.so.6")
            }
            #expect(error?.message.contains("it has no xnn_initialize") == true)
        }

        /// A small network of floats.
        private func network() -> (DelegateAgreement, [[Float]]) {
            var model = DelegateAgreement(.xnnpack, seed: 41)
            let input = model.builder.input("input", .float32, [1, 24, 24, 3])
            let same: [Int: FlatValue] = [1: 1.option, 2: 1.option]
            let first = model.builder.tensor("first", .float32, [1, 24, 24, 16])
            model.builder.node(
                .conv2d, inputs: [input, model.constant([16, 3, 3, 3]), model.constant([16])],
                outputs: [first], options: same)
            let second = model.builder.tensor("second", .float32, [1, 24, 24, 16])
            model.builder.node(
                .depthwiseConv2d, inputs: [first, model.constant([1, 3, 3, 16]), nil],
                outputs: [second], options: same)
            let sum = model.builder.tensor("sum", .float32, [1, 24, 24, 16])
            model.builder.node(.add, inputs: [first, second], outputs: [sum])
            let pooled = model.builder.tensor("pooled", .float32, [1, 12, 12, 16])
            model.builder.node(
                .maxPool2d, inputs: [sum], outputs: [pooled],
                options: [1: 2.option, 2: 2.option, 3: 2.option, 4: 2.option])
            let output = model.builder.output("output", .float32, [1, 10])
            model.builder.node(
                .fullyConnected,
                inputs: [pooled, model.constant([10, 2304]), model.constant([10])],
                outputs: [output])
            return (model, [model.reals(24 * 24 * 3)])
        }

        @Test func allDelegatesAgree() throws {
            let (model, inputs) = network()
            try model.expectAllDelegatesAgree(inputs)
        }

        @Test func resizedGraphsAreBoundAnew() throws {
            var model = DelegateAgreement(.xnnpack, seed: 42)
            let input = model.builder.input("input", .float32, [1, 6, 6, 4])
            let output = model.builder.output("output", .float32, [1, 6, 6, 5])
            model.builder.node(
                .conv2d, inputs: [input, model.constant([5, 3, 3, 4]), nil], outputs: [output],
                options: [1: 1.option, 2: 1.option])
            let values = model.reals(11 * 9 * 4)
            let results = try [Interpreter.DelegateChoice.reference, .xnnpack].map { choice in
                var options = Interpreter.Options()
                options.delegate = choice
                let interpreter = try Interpreter(model.builder.model(), options: options)
                try interpreter.invoke()
                try interpreter.resize(input: 0, to: [1, 11, 9, 4])
                try interpreter.write(values, toInput: 0)
                try interpreter.invoke()
                return try interpreter.read(output: 0, as: Float.self)
            }
            let scale = results[0].reduce(Float(0)) { max($0, abs($1)) }
            #expect(results[1].count == 11 * 9 * 5)
            #expect(zip(results[0], results[1]).allSatisfy { abs($0 - $1) <= 1e-5 * scale })
        }

        /// Computes nothing, at a price, for nodes of some operators.
        private struct Rival: Delegate {
            let name = "rival"
            var operators: [BuiltinOperator]

            func claims(in graph: GraphView) -> [Claim] {
                graph.nodes.indices.compactMap { position in
                    let node = graph.nodes[position]
                    guard operators.contains(where: { node.name == .builtin($0) }) else {
                        return nil
                    }
                    return Claim(
                        nodes: [position], inputs: node.inputs.compactMap { $0 },
                        outputs: node.outputs, cost: 1)
                }
            }

            func work(of claim: Claim, _ binding: ClaimBinding) -> Work { .serial {} }
        }

        /// Who computes an 8-bit convolution of so many pixels and the sum behind it.
        private func winners(pixels: Int, besides rival: Rival) throws -> [String] {
            var model = DelegateAgreement(.xnnpack, seed: 43)
            let quantization = Quantization(scale: 0.1, zeroPoint: 0)
            let shape = [1, pixels, 1, 8]
            let input = model.builder.input("input", .int8, shape, quantization: quantization)
            let product = model.builder.tensor(
                "product", .int8, shape, quantization: quantization)
            let weights: Int = model.bytes(
                [8, 1, 1, 8], -127...127 as ClosedRange<Int8>, .init(scale: 0.01, zeroPoint: 0))
            model.builder.node(
                .conv2d, version: 3, inputs: [input, weights, nil], outputs: [product],
                options: [1: 1.option, 2: 1.option])
            let output = model.builder.output("output", .int8, shape, quantization: quantization)
            model.builder.node(.add, inputs: [input, product], outputs: [output])
            let graph = try model.builder.model().subgraphs[0]
            let options = Interpreter.Options()
            var preparation = Preparation(
                graph,
                definitions: try graph.nodes.map { try options.operators.definition(of: $0) },
                delegates: [rival, XNNPACKDelegate(threads: 1, besides: [rival])], options: options)
            let bytes = OwnedBytes(byteCount: pixels * 8)
            preparation.tensors[input].memory = bytes.address
            return try preparation.stage(from: 0).steps.map(\.info.delegate)
        }

        /// Little work is not worth the time that loading takes.
        @Test func estimatesTellWhetherTheLibraryIsLoaded() throws {
            #expect(
                try winners(pixels: 4, besides: Rival(operators: [])) == ["reference", "reference"])
            #expect(
                try winners(pixels: 4000, besides: Rival(operators: [])) == ["xnnpack", "xnnpack"])
        }

        /// What others compute exactly stays exact as long as that costs little.
        @Test func wholeNumbersStayExact() throws {
            #expect(
                try winners(pixels: 60, besides: Rival(operators: [.conv2d, .add]))
                    == ["rival", "rival"])
            var model = DelegateAgreement(.xnnpack, seed: 44)
            let quantization = Quantization(scale: 0.1, zeroPoint: 0)
            let input = model.builder.input(
                "input", .int8, [1, 4000, 8], quantization: quantization)
            let output = model.builder.output("output", .float32, [1, 4000, 8])
            model.builder.node(.dequantize, inputs: [input], outputs: [output])
            var options = Interpreter.Options()
            options.delegate = .auto
            options.threads = 1
            let interpreter = try Interpreter(model.builder.model(), options: options)
            let values: [Int8] = model.wholes(32000, -128...127)
            try interpreter.write(values, toInput: 0)
            try interpreter.invoke()
            let found = try interpreter.read(output: 0, as: Float.self)
            #expect(found == values.map { Float($0) * 0.1 })
        }
    }
#endif
