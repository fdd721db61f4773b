#if XNNPACK
    import Inference
    import ModelBuilding
    import Testing

    /// 8-bit operators, which the library rounds otherwise: at most one level apart.
    @Suite struct XNNPACKQuantizedTests {
        @Test(arguments: ConvolutionCase.convolutions, [true, false])
        func signedConvolution(_ shape: ConvolutionCase, perChannel: Bool) throws {
            var model = DelegateAgreement(.xnnpack, seed: 11)
            let input = model.builder.input(
                "input", .int8, shape.image, quantization: .init(scale: 0.05, zeroPoint: -7))
            let depth = shape.depth ?? shape.image[3]
            let scales =
                perChannel ? model.reals(shape.channels, 0.005...0.02) : [Float(0.01)]
            let weights: Int = model.bytes(
                [shape.channels] + shape.kernel + [depth], -127...127 as ClosedRange<Int8>,
                Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }))
            let bias = model.builder.constant(
                "bias", model.wholes(shape.channels, -3000...3000) as [Int32], [shape.channels])
            let output = model.builder.output(
                "output", .int8, shape.output,
                quantization: Quantization(
                    scale: ConvolutionCase.scale(
                        depth * shape.kernel[0] * shape.kernel[1], 0.05, 0.01),
                    zeroPoint: -11))
            model.builder.node(
                .conv2d, version: 3, inputs: [input, weights, bias], outputs: [output],
                options: shape.options(depthwise: false))
            let values: [Int8] = model.wholes(shape.image.reduce(1, *), -128...127)
            try model.expectWholes([values], as: Int8.self)
        }

        @Test(arguments: ConvolutionCase.convolutions)
        func unsignedConvolution(_ shape: ConvolutionCase) throws {
            var model = DelegateAgreement(.xnnpack, seed: 12)
            let input = model.builder.input(
                "input", .uint8, shape.image, quantization: .init(scale: 0.05, zeroPoint: 120))
            let depth = shape.depth ?? shape.image[3]
            let weights: Int = model.bytes(
                [shape.channels] + shape.kernel + [depth], 0...255 as ClosedRange<UInt8>,
                Quantization(scale: 0.01, zeroPoint: 131))
            let output = model.builder.output(
                "output", .uint8, shape.output,
                quantization: Quantization(
                    scale: ConvolutionCase.scale(
                        depth * shape.kernel[0] * shape.kernel[1], 0.05, 0.01),
                    zeroPoint: 117))
            model.builder.node(
                .conv2d, inputs: [input, weights, nil], outputs: [output],
                options: shape.options(depthwise: false))
            let values: [UInt8] = model.wholes(shape.image.reduce(1, *), 0...255)
            try model.expectWholes([values], as: UInt8.self)
        }

        @Test(arguments: ConvolutionCase.depthwise)
        func depthwiseConvolution(_ shape: ConvolutionCase) throws {
            var model = DelegateAgreement(.xnnpack, seed: 13)
            let input = model.builder.input(
                "input", .int8, shape.image, quantization: .init(scale: 0.05, zeroPoint: 3))
            let scales = model.reals(shape.channels, 0.005...0.02)
            let weights: Int = model.bytes(
                [1] + shape.kernel + [shape.channels], -127...127 as ClosedRange<Int8>,
                Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }, dimension: 3))
            let output = model.builder.output(
                "output", .int8, shape.output,
                quantization: Quantization(
                    scale: ConvolutionCase.scale(shape.kernel[0] * shape.kernel[1], 0.05, 0.01),
                    zeroPoint: -20))
            model.builder.node(
                .depthwiseConv2d, version: 3, inputs: [input, weights, nil], outputs: [output],
                options: shape.options(depthwise: true))
            let values: [Int8] = model.wholes(shape.image.reduce(1, *), -128...127)
            try model.expectWholes([values], as: Int8.self)
        }

        @Test(arguments: [true, false]) func fullyConnected(perChannel: Bool) throws {
            var model = DelegateAgreement(.xnnpack, seed: 14)
            let input = model.builder.input(
                "input", .int8, [6, 50], quantization: .init(scale: 0.05, zeroPoint: 3))
            let scales = perChannel ? model.reals(30, 0.005...0.02) : [Float(0.01)]
            let weights: Int = model.bytes(
                [30, 50], -127...127 as ClosedRange<Int8>,
                Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }))
            let output = model.builder.output(
                "output", .int8, [6, 30],
                quantization: Quantization(
                    scale: ConvolutionCase.scale(50, 0.05, 0.01), zeroPoint: -20))
            model.builder.node(
                .fullyConnected, version: 4, inputs: [input, weights, nil], outputs: [output])
            try model.expectWholes([model.wholes(300, -128...127) as [Int8]], as: Int8.self)
        }

        @Test func transposedConvolution() throws {
            var model = DelegateAgreement(.xnnpack, seed: 15)
            let input = model.builder.input(
                "input", .int8, [1, 6, 5, 8], quantization: .init(scale: 0.05, zeroPoint: 3))
            let extents = model.builder.constant("shape", [1, 12, 10, 9] as [Int32], [4])
            let weights: Int = model.bytes(
                [9, 3, 3, 8], -127...127 as ClosedRange<Int8>, .init(scale: 0.01, zeroPoint: 0))
            let output = model.builder.output(
                "output", .int8, [1, 12, 10, 9],
                quantization: Quantization(
                    scale: ConvolutionCase.scale(18, 0.05, 0.01), zeroPoint: 5))
            model.builder.node(
                .transposeConv, version: 3, inputs: [extents, weights, input], outputs: [output],
                options: [0: .number(Int8(0)), 1: 2.option, 2: 2.option])
            try model.expectWholes([model.wholes(240, -128...127) as [Int8]], as: Int8.self)
        }

        @Test(arguments: [BuiltinOperator.add, .sub, .mul])
        func arithmetic(_ code: BuiltinOperator) throws {
            for second in [[2, 7, 5, 12], [12], [1]] {
                var model = DelegateAgreement(.xnnpack, seed: 16)
                let input = model.builder.input(
                    "input", .uint8, [2, 7, 5, 12],
                    quantization: .init(scale: 0.04, zeroPoint: 128))
                let other: Int = model.bytes(
                    second, 0...255 as ClosedRange<UInt8>, .init(scale: 0.02, zeroPoint: 90))
                let output = model.builder.output(
                    "output", .uint8, [2, 7, 5, 12],
                    quantization: .init(scale: 0.06, zeroPoint: 131))
                model.builder.node(
                    code, inputs: [input, other], outputs: [output], options: [0: .number(Int8(1))])
                try model.expectWholes([model.wholes(840, 0...255) as [UInt8]], as: UInt8.self)
            }
        }

        @Test func functions() throws {
            for (code, scale, zeroPoint) in [
                (BuiltinOperator.logistic, Float(1) / 256, -128), (.tanh, 1 / 128, 0),
            ] {
                var model = DelegateAgreement(.xnnpack, seed: 17)
                let input = model.builder.input(
                    "input", .int8, [1, 30, 20], quantization: .init(scale: 0.05, zeroPoint: 7))
                let output = model.builder.output(
                    "output", .int8, [1, 30, 20],
                    quantization: .init(scale: scale, zeroPoint: zeroPoint))
                model.builder.node(code, inputs: [input], outputs: [output])
                try model.expectWholes([model.wholes(600, -128...127) as [Int8]], as: Int8.self)
            }
        }

        @Test func conversions() throws {
            var model = DelegateAgreement(.xnnpack, seed: 18)
            let input = model.builder.input("input", .float32, [3, 70])
            let output = model.builder.output(
                "output", .int8, [3, 70], quantization: .init(scale: 0.013, zeroPoint: 5))
            model.builder.node(.quantize, inputs: [input], outputs: [output])
            try model.expectWholes([model.reals(210, -3...3)], as: Int8.self)

            model = DelegateAgreement(.xnnpack, seed: 19)
            let whole = model.builder.input(
                "input", .uint8, [3, 70], quantization: .init(scale: 0.013, zeroPoint: 5))
            let real = model.builder.output("output", .float32, [3, 70])
            model.builder.node(.dequantize, inputs: [whole], outputs: [real])
            try model.expectReals([model.wholes(210, 0...255) as [UInt8]], tolerance: 1e-7)
        }

        /// A pool of an image whose windows are padded, or lie within.
        private func pool(_ code: BuiltinOperator, isPadded: Bool) -> DelegateAgreement {
            var model = DelegateAgreement(.xnnpack, seed: 20)
            let quantization = Quantization(scale: 0.05, zeroPoint: 100)
            let input = model.builder.input(
                "input", .uint8, [1, 11, 12, 9], quantization: quantization)
            let output = model.builder.output(
                "output", .uint8, isPadded ? [1, 6, 6, 9] : [1, 5, 5, 9],
                quantization: quantization)
            model.builder.node(
                code, inputs: [input], outputs: [output],
                options: [
                    0: .number(Int8(isPadded ? 0 : 1)), 1: 2.option, 2: 2.option, 3: 3.option,
                    4: 2.option,
                ])
            return model
        }

        @Test func pools() throws {
            var model = pool(.maxPool2d, isPadded: true)
            let values: [UInt8] = model.wholes(11 * 12 * 9, 0...255)
            try model.expectWholes([values], as: UInt8.self, off: 0)
            try pool(.averagePool2d, isPadded: false).expectWholes([values], as: UInt8.self)
        }

        /// Means beside padding are far off in the library, so it is not asked for them.
        @Test func paddedMeansAreLeftAlone() throws {
            var options = Interpreter.Options()
            options.delegate = .xnnpack
            let model = try pool(.averagePool2d, isPadded: true).builder.model()
            #expect(
                try Interpreter(model, options: options).steps.map(\.delegate) == ["reference"])
        }

        @Test func images() throws {
            var model = DelegateAgreement(.xnnpack, seed: 21)
            let quantization = Quantization(scale: 0.05, zeroPoint: 10)
            let input = model.builder.input(
                "input", .uint8, [1, 8, 7, 6], quantization: quantization)
            let size = model.builder.constant("size", [15, 21] as [Int32], [2])
            let output = model.builder.output(
                "output", .uint8, [1, 15, 21, 6], quantization: quantization)
            model.builder.node(
                .resizeBilinear, version: 3, inputs: [input, size], outputs: [output],
                options: [3: .bool(true)])
            try model.expectWholes(
                [model.wholes(8 * 7 * 6, 0...255) as [UInt8]], as: UInt8.self)
        }
    }
#endif
