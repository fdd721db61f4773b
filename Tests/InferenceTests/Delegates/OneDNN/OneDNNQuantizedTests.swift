#if OneDNN
    import Inference
    import ModelBuilding
    import Testing

    /// 8-bit convolutions round elsewhere than the reference: a level apart at most.
    @Suite struct OneDNNQuantizedTests {
        private typealias Case = OneDNNConvolutionTests.Case

        @Test(arguments: [
            OneDNNConvolutionTests.Case(
                image: [1, 33, 31, 24], channels: 40, kernel: (1, 1), activation: 3),
            OneDNNConvolutionTests.Case(
                image: [1, 65, 65, 3], channels: 16, kernel: (3, 3), stride: (2, 2), activation: 1),
            OneDNNConvolutionTests.Case(
                image: [2, 20, 23, 16], channels: 24, kernel: (3, 3), padding: 1, hasBias: false),
            OneDNNConvolutionTests.Case(image: [1, 9, 9, 256], channels: 64, kernel: (1, 1)),
        ])
        func signed(_ shape: OneDNNConvolutionTests.Case) throws {
            var model = DelegateAgreement(.onednn, seed: 6)
            let input = model.builder.input(
                "input", .int8, shape.image, quantization: Quantization(scale: 0.05, zeroPoint: -7))
            let extents = [shape.channels, shape.kernel.0, shape.kernel.1, shape.image[3]]
            let count = extents.reduce(1, *)
            let scales = model.reals(shape.channels, 0.001...0.01)
            let weights = model.builder.constant(
                "weights", model.wholes(count, -127...127) as [Int8], extents,
                quantization: Quantization(
                    scales: scales, zeroPoints: [Int](repeating: 0, count: scales.count)))
            let bias =
                shape.hasBias
                ? model.builder.constant(
                    "bias", model.wholes(shape.channels, -2000...2000) as [Int32], [shape.channels])
                : nil
            let range = Float(extents.dropFirst().reduce(1, *)).squareRoot() * 0.02
            let output = model.builder.output(
                "output", .int8, shape.output,
                quantization: Quantization(scale: range, zeroPoint: -20))
            model.builder.node(
                .conv2d, version: 3, inputs: [input, weights, bias], outputs: [output],
                options: shape.options(isDepthwise: false))
            let isClaimed = try model.agreesOnWholes(
                [model.wholes(shape.image.reduce(1, *), -128...127) as [Int8]], as: Int8.self)
            #expect(isClaimed == OneDNNDelegateTests.isExact)
        }

        @Test func signedDepthwise() throws {
            var model = DelegateAgreement(.onednn, seed: 7)
            let shape = Case(
                image: [1, 33, 33, 24], channels: 24, kernel: (3, 3), stride: (2, 2), activation: 3)
            let input = model.builder.input(
                "input", .int8, shape.image, quantization: Quantization(scale: 0.05, zeroPoint: 11))
            let weights = model.builder.constant(
                "weights", model.wholes(9 * 24, -127...127) as [Int8], [1, 3, 3, 24],
                quantization: Quantization(
                    scales: model.reals(24, 0.001...0.01),
                    zeroPoints: [Int](repeating: 0, count: 24), dimension: 3))
            let bias = model.builder.constant(
                "bias", model.wholes(24, -500...500) as [Int32], [24])
            let output = model.builder.output(
                "output", .int8, shape.output,
                quantization: Quantization(scale: 0.03, zeroPoint: -128))
            model.builder.node(
                .depthwiseConv2d, version: 3, inputs: [input, weights, bias], outputs: [output],
                options: shape.options(isDepthwise: true))
            let isClaimed = try model.agreesOnWholes(
                [model.wholes(33 * 33 * 24, -128...127) as [Int8]], as: Int8.self)
            #expect(isClaimed == OneDNNDelegateTests.isExact)
        }

        /// Unsigned weights are claimed only around a zero point of 128, which signed ones stand for.
        @Test(arguments: [128, 121])
        func unsigned(weightZeroPoint: Int) throws {
            var model = DelegateAgreement(.onednn, seed: 8)
            let shape = Case(image: [1, 20, 20, 32], channels: 48, kernel: (1, 1), activation: 3)
            let input = model.builder.input(
                "input", .uint8, shape.image,
                quantization: Quantization(scale: 0.02, zeroPoint: 100))
            let weights = model.builder.constant(
                "weights", model.wholes(48 * 32, 0...255) as [UInt8], [48, 1, 1, 32],
                quantization: Quantization(scale: 0.01, zeroPoint: weightZeroPoint))
            let bias = model.builder.constant(
                "bias", model.wholes(48, -3000...3000) as [Int32], [48])
            let output = model.builder.output(
                "output", .uint8, shape.output,
                quantization: Quantization(scale: 0.06, zeroPoint: 9))
            model.builder.node(
                .conv2d, inputs: [input, weights, bias], outputs: [output],
                options: shape.options(isDepthwise: false))
            let isClaimed = try model.agreesOnWholes(
                [model.wholes(20 * 20 * 32, 0...255) as [UInt8]], as: UInt8.self)
            #expect(isClaimed == (OneDNNDelegateTests.isExact && weightZeroPoint == 128))
        }
    }
#endif
