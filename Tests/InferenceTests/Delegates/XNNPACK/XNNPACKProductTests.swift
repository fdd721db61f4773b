#if XNNPACK
    import Inference
    import Testing

    /// Convolutions, their transposes and matrix products.
    @Suite struct XNNPACKProductTests {
        struct Case: CustomTestStringConvertible, Sendable {
            var image: [Int]
            var channels: Int
            var kernel: [Int]
            var stride = [1, 1]
            var dilation = [1, 1]
            /// SAME, else VALID.
            var isSame = true
            /// By the schema's numbers.
            var activation = 0
            /// Input channels of an output channel; all where it is nil.
            var depth: Int?

            var testDescription: String { "\(image) \(channels) \(kernel) \(stride) \(dilation)" }

            var output: [Int] {
                [image[0]]
                    + (0..<2).map { axis in
                        let reach = (kernel[axis] - 1) * dilation[axis] + 1
                        let room = isSame ? image[1 + axis] : image[1 + axis] - reach + 1
                        return (room + stride[axis] - 1) / stride[axis]
                    } + [channels]
            }

            func options(depthwise: Bool) -> [Int: FlatValue] {
                let offset = depthwise ? 1 : 0
                var options: [Int: FlatValue] = [
                    0: .number(Int8(isSame ? 0 : 1)), 1: stride[1].option, 2: stride[0].option,
                    3 + offset: .number(Int8(activation)), 4 + offset: dilation[1].option,
                    5 + offset: dilation[0].option,
                ]
                if depthwise { options[3] = (channels / image[3]).option }
                return options
            }
        }

        static let convolutions = [
            Case(image: [1, 9, 11, 5], channels: 7, kernel: [1, 1]),
            Case(image: [2, 12, 9, 16], channels: 33, kernel: [3, 3], activation: 1),
            Case(
                image: [1, 17, 14, 3], channels: 8, kernel: [5, 3], stride: [2, 2], activation: 3),
            Case(
                image: [1, 13, 13, 4], channels: 6, kernel: [3, 3], stride: [3, 2], isSame: false),
            Case(image: [1, 15, 12, 8], channels: 4, kernel: [3, 3], dilation: [2, 3]),
            Case(image: [1, 8, 8, 12], channels: 18, kernel: [3, 3], activation: 2, depth: 4),
            Case(image: [1, 7, 7, 6], channels: 5, kernel: [1, 1], stride: [4, 4]),
        ]

        @Test(arguments: convolutions) func convolution(_ shape: Case) throws {
            var model = XNNPACKAgreement(seed: 1)
            let input = model.builder.input("input", .float32, shape.image)
            let output = model.builder.output("output", .float32, shape.output)
            let weights = [shape.channels] + shape.kernel + [shape.depth ?? shape.image[3]]
            model.builder.node(
                .conv2d,
                inputs: [input, model.constant(weights), model.constant([shape.channels])],
                outputs: [output], options: shape.options(depthwise: false))
            try model.expectReals([model.reals(shape.image.reduce(1, *), -2...2)])
        }

        static let depthwise = [
            Case(image: [1, 12, 11, 19], channels: 19, kernel: [3, 3], activation: 3),
            Case(
                image: [2, 14, 14, 8], channels: 8, kernel: [5, 5], stride: [2, 2], activation: 1),
            Case(image: [1, 10, 9, 4], channels: 12, kernel: [3, 3], isSame: false),
            Case(image: [1, 16, 16, 6], channels: 6, kernel: [3, 3], dilation: [2, 2]),
        ]

        @Test(arguments: depthwise) func depthwiseConvolution(_ shape: Case) throws {
            var model = XNNPACKAgreement(seed: 2)
            let input = model.builder.input("input", .float32, shape.image)
            let output = model.builder.output("output", .float32, shape.output)
            model.builder.node(
                .depthwiseConv2d,
                inputs: [input, model.constant([1] + shape.kernel + [shape.channels]), nil],
                outputs: [output], options: shape.options(depthwise: true))
            try model.expectReals([model.reals(shape.image.reduce(1, *), -2...2)])
        }

        @Test func paddingAndRangeAreTakenIn() throws {
            var model = XNNPACKAgreement(seed: 3)
            let input = model.builder.input("input", .float32, [1, 10, 9, 4])
            let padded = model.builder.tensor("padded", .float32, [1, 13, 11, 4])
            let paddings = model.builder.constant(
                "paddings", [0, 0, 1, 2, 0, 2, 0, 0] as [Int32], [4, 2])
            model.builder.node(.pad, inputs: [input, paddings], outputs: [padded])
            let shape = Case(
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
            var model = XNNPACKAgreement(seed: 4)
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
            var model = XNNPACKAgreement(seed: 5)
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
