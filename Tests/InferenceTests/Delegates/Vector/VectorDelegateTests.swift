import CVectorKernels
import Inference
import ModelBuilding
import Testing

@testable import struct Inference.VectorDelegate

/// Our own vector kernels against the reference kernels: reals to single precision, whole numbers
/// to the bit. Where the processor has no kernels for a type the reference computes it, so that
/// outputs agree all the same.
@Suite struct VectorDelegateTests {
    private let kernels = VectorDelegate(threads: 1)?.kernels

    // Groups and more outputs than inputs of a depthwise convolution are left to others.
    private static let convolutions =
        ConvolutionCase.convolutions.filter { $0.depth == nil } + [
            ConvolutionCase(image: [1, 33, 29, 24], channels: 40, kernel: [1, 1], activation: 3),
            ConvolutionCase(image: [1, 9, 9, 128], channels: 160, kernel: [1, 1]),
            ConvolutionCase(image: [3, 40, 41, 9], channels: 70, kernel: [3, 3], stride: [2, 1]),
        ]
    private static let depthwise =
        ConvolutionCase.depthwise.filter { $0.channels == $0.image[3] } + [
            ConvolutionCase(image: [1, 40, 37, 33], channels: 33, kernel: [3, 3], activation: 1),
            ConvolutionCase(
                image: [1, 21, 23, 48], channels: 48, kernel: [5, 5], stride: [2, 2]),
            ConvolutionCase(image: [1, 11, 12, 16], channels: 16, kernel: [4, 2], isSame: false),
        ]

    private func network(_ shape: ConvolutionCase, depthwise: Bool) -> DelegateAgreement {
        var model = DelegateAgreement(.vector, seed: 51)
        let input = model.builder.input("input", .float32, shape.image)
        let output = model.builder.output("output", .float32, shape.output)
        let weights =
            depthwise
            ? [1] + shape.kernel + [shape.channels]
            : [shape.channels] + shape.kernel + [shape.image[3]]
        model.builder.node(
            depthwise ? .depthwiseConv2d : .conv2d,
            inputs: [input, model.constant(weights), model.constant([shape.channels])],
            outputs: [output], options: shape.options(depthwise: depthwise))
        return model
    }

    @Test(arguments: convolutions) func convolution(_ shape: ConvolutionCase) throws {
        var model = network(shape, depthwise: false)
        let isHere = try model.agreesOnReals([model.reals(shape.image.reduce(1, *), -2...2)])
        #expect(isHere == (kernels != nil))
    }

    @Test(arguments: depthwise) func depthwiseConvolution(_ shape: ConvolutionCase) throws {
        var model = network(shape, depthwise: true)
        let isHere = try model.agreesOnReals([model.reals(shape.image.reduce(1, *), -2...2)])
        #expect(isHere == (kernels != nil))
    }

    /// PAD, a depthwise convolution, a product, a sum and PRELU become one step.
    @Test func neighboursAreJoined() throws {
        var model = DelegateAgreement(.vector, seed: 52)
        let input = model.builder.input("input", .float32, [1, 24, 22, 20])
        let paddings = model.builder.constant(
            "paddings", [0, 0, 1, 1, 1, 1, 0, 0] as [Int32], [4, 2])
        let padded = model.builder.tensor("padded", .float32, [1, 26, 24, 20])
        model.builder.node(.pad, inputs: [input, paddings], outputs: [padded])
        let window = ConvolutionCase(
            image: [1, 26, 24, 20], channels: 20, kernel: [3, 3], isSame: false)
        let spread = model.builder.tensor("spread", .float32, window.output)
        model.builder.node(
            .depthwiseConv2d,
            inputs: [padded, model.constant([1, 3, 3, 20]), model.constant([20])],
            outputs: [spread], options: window.options(depthwise: true))
        let point = ConvolutionCase(image: window.output, channels: 20, kernel: [1, 1])
        let product = model.builder.tensor("product", .float32, point.output)
        model.builder.node(
            .conv2d, inputs: [spread, model.constant([20, 1, 1, 20]), model.constant([20])],
            outputs: [product], options: point.options(depthwise: false))
        let sum = model.builder.tensor("sum", .float32, point.output)
        model.builder.node(.add, inputs: [product, input], outputs: [sum])
        let output = model.builder.output("output", .float32, point.output)
        model.builder.node(
            .prelu, inputs: [sum, model.constant([1, 1, 20])], outputs: [output])
        let isHere = try model.agreesOnReals(
            [model.reals(24 * 22 * 20)],
            steps: kernels == nil
                ? nil : ["PAD + DEPTHWISE_CONV_2D + CONV_2D + ADD + PRELU"])
        #expect(isHere == (kernels != nil))
    }

    @Test(arguments: convolutions, [true, false])
    func wholeConvolution(_ shape: ConvolutionCase, signed: Bool) throws {
        var model = DelegateAgreement(.vector, seed: 53)
        let depth = shape.image[3]
        let scale = ConvolutionCase.scale(depth * shape.kernel[0] * shape.kernel[1], 0.05, 0.01)
        let type: ElementType = signed ? .int8 : .uint8
        let input = model.builder.input(
            "input", type, shape.image,
            quantization: .init(scale: 0.05, zeroPoint: signed ? -7 : 120))
        let extents = [shape.channels] + shape.kernel + [depth]
        let weights: Int
        if signed {
            let scales = model.reals(shape.channels, 0.005...0.02)
            weights = model.bytes(
                extents, -127...127 as ClosedRange<Int8>,
                Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }))
        } else {
            weights = model.bytes(
                extents, 0...255 as ClosedRange<UInt8>, Quantization(scale: 0.01, zeroPoint: 131))
        }
        let bias = model.builder.constant(
            "bias", model.wholes(shape.channels, -3000...3000) as [Int32], [shape.channels])
        let output = model.builder.output(
            "output", type, shape.output,
            quantization: .init(scale: scale, zeroPoint: signed ? -11 : 117))
        model.builder.node(
            .conv2d, version: 3, inputs: [input, weights, bias], outputs: [output],
            options: shape.options(depthwise: false))
        let count = shape.image.reduce(1, *)
        let isHere =
            signed
            ? try model.agreesOnWholes(
                [model.wholes(count, -128...127) as [Int8]], as: Int8.self, off: 0)
            : try model.agreesOnWholes(
                [model.wholes(count, 0...255) as [UInt8]], as: UInt8.self, off: 0)
        #expect(isHere == (kernels?.convolution_q8 != nil))
    }

    @Test(arguments: depthwise) func wholeDepthwiseConvolution(_ shape: ConvolutionCase) throws {
        var model = DelegateAgreement(.vector, seed: 54)
        let input = model.builder.input(
            "input", .int8, shape.image, quantization: .init(scale: 0.05, zeroPoint: 3))
        let scales = model.reals(shape.channels, 0.005...0.02)
        let weights: Int = model.bytes(
            [1] + shape.kernel + [shape.channels], -127...127 as ClosedRange<Int8>,
            Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }, dimension: 3))
        let output = model.builder.output(
            "output", .int8, shape.output,
            quantization: .init(
                scale: ConvolutionCase.scale(shape.kernel[0] * shape.kernel[1], 0.05, 0.01),
                zeroPoint: -20))
        model.builder.node(
            .depthwiseConv2d, version: 3, inputs: [input, weights, nil], outputs: [output],
            options: shape.options(depthwise: true))
        let isHere = try model.agreesOnWholes(
            [model.wholes(shape.image.reduce(1, *), -128...127) as [Int8]], as: Int8.self, off: 0)
        #expect(isHere == (kernels?.depthwise_q8 != nil))
    }

    @Test(arguments: [
        BuiltinOperator.add, .sub, .mul, .maximum, .minimum, .squaredDifference,
    ])
    func arithmetic(_ code: BuiltinOperator) throws {
        for shape in [[2, 5, 6, 37], [37], [1]] {
            var model = DelegateAgreement(.vector, seed: 55)
            let first = model.builder.input("first", .float32, [2, 5, 6, 37])
            let second = model.builder.input("second", .float32, shape)
            let output = model.builder.output("output", .float32, [2, 5, 6, 37])
            model.builder.node(code, inputs: [first, second], outputs: [output])
            let isHere = try model.agreesOnReals([
                model.reals(2220, -3...3), model.reals(shape.reduce(1, *), 0.5...2),
            ])
            #expect(isHere == (kernels != nil))
        }
    }

    @Test(arguments: [BuiltinOperator.relu, .relu6, .reluN1To1, .hardSwish, .logistic, .tanh])
    func function(_ code: BuiltinOperator) throws {
        for shape in [[1, 5, 7, 19], [40_001]] {
            var model = DelegateAgreement(.vector, seed: 56)
            let input = model.builder.input("input", .float32, shape)
            let output = model.builder.output("output", .float32, shape)
            model.builder.node(code, inputs: [input], outputs: [output])
            let isHere = try model.agreesOnReals([model.reals(shape.reduce(1, *), -8...8)])
            #expect(isHere == (kernels != nil))
        }
    }
}
