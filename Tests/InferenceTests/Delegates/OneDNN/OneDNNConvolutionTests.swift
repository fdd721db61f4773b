#if OneDNN
    import Inference
    import ModelBuilding
    import Testing

    @Suite struct OneDNNConvolutionTests {
        /// A window over an image, by the schema's numbers.
        struct Case: Sendable {
            var image: [Int]
            var channels: Int
            var kernel: (Int, Int)
            var stride = (1, 1)
            var dilation = (1, 1)
            /// 0 is SAME, 1 VALID.
            var padding: Int8 = 0
            /// 0 none, 1 RELU, 2 RELU_N1_TO_1, 3 RELU6.
            var activation: Int8 = 0
            var hasBias = true

            func options(isDepthwise: Bool) -> [Int: FlatValue] {
                var fields: [Int: FlatValue] = [
                    0: .number(padding), 1: .number(Int32(stride.1)), 2: .number(Int32(stride.0)),
                ]
                let after = isDepthwise ? 4 : 3
                if isDepthwise { fields[3] = .number(Int32(1)) }
                fields[after] = .number(activation)
                fields[after + 1] = .number(Int32(dilation.1))
                fields[after + 2] = .number(Int32(dilation.0))
                return fields
            }

            /// The shape of the output.
            var output: [Int] {
                func extent(_ input: Int, _ kernel: Int, _ stride: Int, _ dilation: Int) -> Int {
                    padding == 0
                        ? (input + stride - 1) / stride
                        : (input - (kernel - 1) * dilation - 1) / stride + 1
                }
                return [
                    image[0], extent(image[1], kernel.0, stride.0, dilation.0),
                    extent(image[2], kernel.1, stride.1, dilation.1), channels,
                ]
            }
        }

        static let products = [
            Case(image: [1, 33, 29, 24], channels: 40, kernel: (1, 1), activation: 3),
            Case(
                image: [1, 65, 65, 3], channels: 16, kernel: (3, 3), stride: (2, 2), activation: 3),
            Case(image: [2, 20, 23, 17], channels: 19, kernel: (3, 5), padding: 1, activation: 1),
            Case(image: [3, 9, 9, 64], channels: 80, kernel: (1, 1), hasBias: false),
            Case(image: [1, 31, 30, 8], channels: 32, kernel: (3, 3), dilation: (2, 3)),
            Case(image: [1, 40, 40, 12], channels: 24, kernel: (2, 2), stride: (2, 2), padding: 1),
            // Pixels that no window reads, within the image and behind the last window.
            Case(
                image: [1, 41, 42, 16], channels: 32, kernel: (1, 1), stride: (2, 3), activation: 2),
            Case(image: [1, 44, 47, 8], channels: 16, kernel: (3, 2), stride: (4, 5), padding: 1),
        ]

        @Test(arguments: products)
        func convolution(_ shape: Case) throws {
            var model = DelegateAgreement(.onednn, seed: 1)
            let depth = shape.image[3]
            let input = model.builder.input("input", .float32, shape.image)
            let weights = model.constant([shape.channels, shape.kernel.0, shape.kernel.1, depth])
            let bias = shape.hasBias ? model.constant([shape.channels]) : nil
            let output = model.builder.output("output", .float32, shape.output)
            model.builder.node(
                .conv2d, inputs: [input, weights, bias], outputs: [output],
                options: shape.options(isDepthwise: false))
            try model.expectReals(
                [model.reals(shape.image.reduce(1, *))], steps: ["CONV_2D"])
        }

        @Test(arguments: [
            Case(image: [1, 33, 33, 32], channels: 32, kernel: (3, 3), activation: 3),
            Case(
                image: [1, 64, 64, 24], channels: 24, kernel: (3, 3), stride: (2, 2), activation: 1),
            Case(image: [2, 17, 19, 40], channels: 40, kernel: (5, 5), hasBias: false),
            Case(image: [1, 30, 31, 13], channels: 13, kernel: (3, 2), padding: 1),
            Case(image: [1, 33, 33, 16], channels: 16, kernel: (3, 3), dilation: (2, 2)),
        ])
        func depthwise(_ shape: Case) throws {
            var model = DelegateAgreement(.onednn, seed: 2)
            let channels = shape.channels
            let input = model.builder.input("input", .float32, shape.image)
            let weights = model.constant([1, shape.kernel.0, shape.kernel.1, channels])
            let bias = shape.hasBias ? model.constant([channels]) : nil
            let output = model.builder.output("output", .float32, shape.output)
            model.builder.node(
                .depthwiseConv2d, inputs: [input, weights, bias], outputs: [output],
                options: shape.options(isDepthwise: true))
            try model.expectReals(
                [model.reals(shape.image.reduce(1, *))], steps: ["DEPTHWISE_CONV_2D"])
        }

        /// Weights with fewer input channels than the image has: groups.
        @Test func groups() throws {
            var model = DelegateAgreement(.onednn, seed: 3)
            let input = model.builder.input("input", .float32, [1, 21, 21, 32])
            let weights = model.constant([48, 3, 3, 16])
            let output = model.builder.output("output", .float32, [1, 21, 21, 48])
            model.builder.node(
                .conv2d, inputs: [input, weights, model.constant([48])], outputs: [output],
                options: Case(image: [], channels: 0, kernel: (3, 3)).options(isDepthwise: false))
            try model.expectReals([model.reals(21 * 21 * 32)], steps: ["CONV_2D"])
        }

        /// PAD before, a residual sum and a range after: one step.
        @Test(arguments: [false, true])
        func neighboursAreTakenIn(isDepthwise: Bool) throws {
            var model = DelegateAgreement(.onednn, seed: 4)
            let input = model.builder.input("input", .float32, [1, 30, 30, 24])
            let other = model.builder.input("other", .float32, [1, 15, 15, 24])
            let paddings = model.builder.constant(
                "paddings", [0, 0, 1, 2, 2, 1, 0, 0] as [Int32], [4, 2])
            let padded = model.builder.tensor("padded", .float32, [1, 33, 33, 24])
            let product = model.builder.tensor("product", .float32, [1, 16, 16, 24])
            model.builder.node(.pad, inputs: [input, paddings], outputs: [padded])
            let weights = model.constant(isDepthwise ? [1, 4, 4, 24] : [24, 4, 4, 24])
            let shape = Case(
                image: [], channels: 24, kernel: (4, 4), stride: (2, 2), padding: 1)
            model.builder.node(
                isDepthwise ? .depthwiseConv2d : .conv2d,
                inputs: [padded, weights, model.constant([24])], outputs: [product],
                options: shape.options(isDepthwise: isDepthwise))
            let sum = model.builder.tensor("sum", .float32, [1, 15, 15, 24])
            let output = model.builder.output("output", .float32, [1, 15, 15, 24])
            model.builder.node(.add, inputs: [other, product], outputs: [sum])
            model.builder.node(.relu, inputs: [sum], outputs: [output])
            try model.expectReals(
                [model.reals(30 * 30 * 24), model.reals(15 * 15 * 24, -9...9)],
                steps: [
                    "PAD + \(isDepthwise ? "DEPTHWISE_CONV_2D" : "CONV_2D") + ADD + RELU"
                ])
        }

        /// PRELU is a step of its own.
        @Test func slopes() throws {
            var model = DelegateAgreement(.onednn, seed: 5)
            let input = model.builder.input("input", .float32, [1, 24, 25, 20])
            let product = model.builder.tensor("product", .float32, [1, 24, 25, 36])
            let output = model.builder.output("output", .float32, [1, 24, 25, 36])
            model.builder.node(
                .conv2d, inputs: [input, model.constant([36, 1, 1, 20]), model.constant([36])],
                outputs: [product],
                options: Case(image: [], channels: 0, kernel: (1, 1)).options(isDepthwise: false))
            model.builder.node(
                .prelu, inputs: [product, model.constant([1, 1, 36])], outputs: [output])
            try model.expectReals([model.reals(24 * 25 * 20)], steps: ["CONV_2D", "PRELU"])
        }
    }
#endif
