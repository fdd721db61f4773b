#if XNNPACK
    import Inference
    import ModelBuilding
    import Testing

    /// Convolutions, their transposes and matrix products.
    @Suite struct XNNPACKProductTests {
        @Test(arguments: ConvolutionCase.convolutions) func convolution(_ shape: ConvolutionCase)
            throws
        {
            var model = DelegateAgreement(.xnnpack, seed: 1)
            let input = model.builder.input("input", .float32, shape.image)
            let output = model.builder.output("output", .float32, shape.output)
            let weights = [shape.channels] + shape.kernel + [shape.depth ?? shape.image[3]]
            model.builder.node(
                .conv2d,
                inputs: [input, model.constant(weights), model.constant([shape.channels])],
                outputs: [output], options: shape.options(depthwise: false))
            try model.expectReals([model.reals(shape.image.reduce(1, *), -2...2)])
        }

        @Test(arguments: ConvolutionCase.depthwise) func depthwiseConvolution(
            _ shape: ConvolutionCase
        ) throws {
            var model = DelegateAgreement(.xnnpack, seed: 2)
            let input = model.builder.input("input", .float32, shape.image)
            let output = model.builder.output("output", .float32, shape.output)
            model.builder.node(
                .depthwiseConv2d,
                inputs: [input, model.constant([1] + shape.kernel + [shape.channels]), nil],
                outputs: [output], options: shape.options(depthwise: true))
            try model.expectReals([model.reals(shape.image.reduce(1, *), -2...2)])
        }

        @Test func paddingAndRangeAreTakenIn() throws {
            var model = DelegateAgreement(.xnnpack, seed: 3)
            let input = model.builder.input("input", .float32, [1, 10, 9, 4])
            let padded = model.builder.tensor("padded", .float32, [1, 13, 11, 4])
            let paddings = model.builder.constant(
                "paddings", [0, 0, 1, 2, 0, 2, 0, 0] as [Int32], [4, 2])
            model.builder.node(.pad, inputs: [input, paddings], outputs: [padded])
            let shape = ConvolutionCase(
                image: [1, 13, 11, 4], channels: 6, kernel: [3, 3], stride: [2, 2], isSame: false)
            let sum = model.builder.tensor("sum", .float32, shape.output)
            let weights = model.constant([6, 3, 3, 4])
            model.builder.node(
                .conv2d, inputs: [padded, weights, model.constant([6])], outputs: [sum],
                options: shape.options(depthwise: false))
            let output = model.builder.output("output", .float32, shape.output)
            model.builder.node(.relu6, inputs: [sum], outputs: [output])
            try model.expectReals([model.reals(360)])
            var options = Interpreter.Options()
            options.delegate = .xnnpack
            let steps = try Interpreter(model.builder.model(), options: options).steps
            #expect(steps.map(\.operators) == ["PAD + CONV_2D + RELU6"])
        }

        @Test(arguments: [1, 5, 64]) func fullyConnected(rows: Int) throws {
            var model = DelegateAgreement(.xnnpack, seed: 4)
            let input = model.builder.input("input", .float32, [rows, 37])
            let output = model.builder.output("output", .float32, [rows, 21])
            model.builder.node(
                .fullyConnected, inputs: [input, model.constant([21, 37]), model.constant([21])],
                outputs: [output], options: [0: .number(Int8(1))])
            try model.expectReals([model.reals(rows * 37)])
        }

        struct Transpose: Sendable {
            var image: [Int]
            var output: [Int]
            var kernel: [Int]
            var stride: [Int]
            var isSame = true
        }

        static let transposes = [
            Transpose(
                image: [1, 5, 6, 4], output: [1, 10, 12, 7], kernel: [2, 2], stride: [2, 2]),
            Transpose(
                image: [2, 5, 4, 3], output: [2, 9, 8, 5], kernel: [3, 4], stride: [2, 2]),
            Transpose(
                image: [1, 4, 4, 6], output: [1, 9, 9, 2], kernel: [3, 3], stride: [2, 2],
                isSame: false),
            Transpose(
                image: [1, 3, 3, 2], output: [1, 10, 11, 3], kernel: [3, 2], stride: [3, 4],
                isSame: false),
        ]

        @Test(arguments: transposes) func transposedConvolution(_ shape: Transpose) throws {
            var model = DelegateAgreement(.xnnpack, seed: 5)
            let input = model.builder.input("input", .float32, shape.image)
            let output = model.builder.output("output", .float32, shape.output)
            let extents = model.builder.constant("shape", shape.output.map(Int32.init), [4])
            let weights = model.constant([shape.output[3]] + shape.kernel + [shape.image[3]])
            model.builder.node(
                .transposeConv, version: 3,
                inputs: [extents, weights, input, model.constant([shape.output[3]])],
                outputs: [output],
                options: [
                    0: .number(Int8(shape.isSame ? 0 : 1)), 1: shape.stride[1].option,
                    2: shape.stride[0].option,
                ])
            try model.expectReals([model.reals(shape.image.reduce(1, *))])
        }
    }
#endif
