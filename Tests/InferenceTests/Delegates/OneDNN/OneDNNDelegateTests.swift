#if OneDNN
    import COneDNNLibrary
    import CVectorKernels
    import ModelBuilding
    import Testing

    @testable import Inference

    @Suite struct OneDNNDelegateTests {
        /// Whether the library's 8-bit products are exact here.
        static let isExact = pose_vector_detect() == POSE_VECTOR_AVX512_VNNI

        @Test func missingLibraryIsExplained() {
            let error = #expect(throws: InferenceError.self) {
                try OneDNNLibrary("libdnnl-of-another-day.so.2")
            }
            #expect(
                error?.message
                    == "delegate onednn is not here: libdnnl-of-another-day.so.2 cannot be loaded; "
                    + "install libdnnl2")
        }

        @Test func anotherLibraryIsRefused() {
            let error = #expect(throws: InferenceError.self) { try OneDNNLibrary("libm.so.6") }
            #expect(error?.message.contains("libm.so.6 has no function dnnl_") == true)
        }

        @Test func versionIsTheHeaders() throws {
            #expect(try OneDNNLibrary("libdnnl.so.2").version.first == 2)
        }

        /// Each size of tile has an operation, and tiles together cover every output once.
        @Test(arguments: [1, 2, 3, 5])
        func tilesCoverTheOutput(threads: Int) {
            let window = pose_window(
                input_height: 101, input_width: 7, input_channels: 3, output_height: 50,
                output_width: 4, output_channels: 5, kernel_height: 5, kernel_width: 3,
                stride_height: 2, stride_width: 2, dilation_height: 1, dilation_width: 1,
                padding_top: 1, padding_left: 1, batch: 2)
            let tiles = OneDNNTiles(
                window, isFlat: false, operations: .max, threads: threads
            ).tiles
            var next = 0
            for tile in tiles {
                #expect(tile.output == next)
                next += tile.window.batch * tile.window.output_height * 4 * 5
                // A band's first window begins on its first row, or in its padding.
                let row = tile.output / 20 % 50 * 2 - 1
                let image = tile.output / (50 * 20)
                let first = tile.input / 21 - image * 101
                #expect(first - tile.window.padding_top == row)
                #expect(first + tile.window.input_height <= 101)
            }
            #expect(next == 2 * 50 * 4 * 5)
            #expect(Set(tiles.map(\.size)).count <= 3)
        }

        /// A small network of everything that delegates take in.
        private func network() -> (DelegateAgreement, [[Float]]) {
            var model = DelegateAgreement(.onednn, seed: 12)
            let shape = OneDNNConvolutionTests.Case(
                image: [1, 48, 48, 3], channels: 16, kernel: (3, 3), stride: (2, 2), activation: 1)
            let input = model.builder.input("input", .float32, shape.image)
            let first = model.builder.tensor("first", .float32, [1, 24, 24, 16])
            model.builder.node(
                .conv2d, inputs: [input, model.constant([16, 3, 3, 3]), model.constant([16])],
                outputs: [first], options: shape.options(isDepthwise: false))
            let step = OneDNNConvolutionTests.Case(image: [], channels: 16, kernel: (3, 3))
            let second = model.builder.tensor("second", .float32, [1, 24, 24, 16])
            model.builder.node(
                .depthwiseConv2d,
                inputs: [first, model.constant([1, 3, 3, 16]), model.constant([16])],
                outputs: [second], options: step.options(isDepthwise: true))
            let third = model.builder.tensor("third", .float32, [1, 24, 24, 16])
            model.builder.node(
                .conv2d, inputs: [second, model.constant([16, 1, 1, 16]), model.constant([16])],
                outputs: [third], options: step.options(isDepthwise: false))
            let sum = model.builder.tensor("sum", .float32, [1, 24, 24, 16])
            model.builder.node(.add, inputs: [third, first], outputs: [sum])
            let bent = model.builder.tensor("bent", .float32, [1, 24, 24, 16])
            model.builder.node(
                .prelu, inputs: [sum, model.constant([1, 1, 16], 0...0.5)], outputs: [bent])
            let pooled = model.builder.tensor("pooled", .float32, [1, 12, 12, 16])
            model.builder.node(
                .maxPool2d, inputs: [bent], outputs: [pooled],
                options: [
                    1: .number(Int32(2)), 2: .number(Int32(2)), 3: .number(Int32(2)),
                    4: .number(Int32(2)),
                ])
            let output = model.builder.output("output", .float32, [1, 10])
            model.builder.node(
                .fullyConnected,
                inputs: [pooled, model.constant([10, 12 * 12 * 16]), model.constant([10])],
                outputs: [output])
            return (model, [model.reals(48 * 48 * 3)])
        }

        @Test func allDelegatesAgree() throws {
            let (model, inputs) = network()
            try model.expectAllDelegatesAgree(inputs)
        }

        @Test func resizedGraphsAreCompiledAnew() throws {
            var model = DelegateAgreement(.onednn, seed: 13)
            let input = model.builder.input("input", .float32, [1, 20, 20, 8])
            let output = model.builder.output("output", .float32, [1, 20, 20, 12])
            model.builder.node(
                .conv2d, inputs: [input, model.constant([12, 3, 3, 8]), model.constant([12])],
                outputs: [output],
                options: OneDNNConvolutionTests.Case(image: [], channels: 0, kernel: (3, 3))
                    .options(isDepthwise: false))
            let values = model.reals(33 * 31 * 8)
            let results = try [Interpreter.DelegateChoice.reference, .onednn].map { choice in
                var options = Interpreter.Options()
                options.delegate = choice
                let interpreter = try Interpreter(model.builder.model(), options: options)
                try interpreter.invoke()
                try interpreter.resize(input: 0, to: [1, 33, 31, 8])
                try interpreter.write(values, toInput: 0)
                try interpreter.invoke()
                return try interpreter.read(output: 0, as: Float.self)
            }
            let scale = results[0].reduce(Float(0)) { max($0, abs($1)) }
            #expect(results[1].count == 33 * 31 * 12)
            #expect(zip(results[0], results[1]).allSatisfy { abs($0 - $1) <= 1e-5 * scale })
        }

        /// Who computes a product of so many rows when only the reference competes.
        private func winner(rows: Int) throws -> [String] {
            var model = DelegateAgreement(.onednn, seed: 14)
            let input = model.builder.input("input", .float32, [rows, 128])
            let output = model.builder.output("output", .float32, [rows, 64])
            model.builder.node(
                .fullyConnected, inputs: [input, model.constant([64, 128]), nil],
                outputs: [output])
            let graph = try model.builder.model().subgraphs[0]
            let options = Interpreter.Options()
            var preparation = Preparation(
                graph,
                definitions: try graph.nodes.map { try options.operators.definition(of: $0) },
                delegates: [OneDNNDelegate(threads: 1, rivals: [])], options: options)
            let bytes = OwnedBytes(byteCount: rows * 128 * 4)
            preparation.tensors[input].memory = bytes.address
            return try preparation.stage(from: 0).steps.map(\.info.delegate)
        }

        /// Little work is not worth the time that the library takes to load and compile.
        @Test func estimatesTellWhetherTheLibraryIsOpened() throws {
            #expect(try winner(rows: 1) == ["reference"])
            #expect(try winner(rows: 1000) == ["onednn"])
        }

        /// Where our kernels are as fast, choosing the fastest does not open the library.
        @Test func autoLeavesTheLibraryAlone() throws {
            let (model, _) = network()
            var options = Interpreter.Options()
            options.delegate = .auto
            let steps = try Interpreter(model.builder.model(), options: options).steps
            let hasVectors = pose_vector_detect() != POSE_VECTOR_NONE
            #expect(!hasVectors || steps.allSatisfy { $0.delegate != "onednn" })
        }
    }
#endif
