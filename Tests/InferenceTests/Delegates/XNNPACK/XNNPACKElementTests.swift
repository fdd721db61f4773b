#if XNNPACK
    import Inference
    import ModelBuilding
    import Testing

    /// Functions of elements, pools and resized images in float32.
    @Suite struct XNNPACKElementTests {
        @Test(arguments: [
            BuiltinOperator.relu, .relu6, .reluN1To1, .hardSwish, .logistic, .abs, .neg, .square,
            .floor, .ceil, .round, .elu, .softmax, .leakyRelu,
        ])
        func function(_ code: BuiltinOperator) throws {
            for shape in [[1, 5, 7, 19], [3, 4], [37]] {
                var model = DelegateAgreement(.xnnpack, seed: 31)
                let input = model.builder.input("input", .float32, shape)
                let output = model.builder.output("output", .float32, shape)
                // The slope of LEAKY_RELU, the beta of SOFTMAX.
                let options: [Int: FlatValue] =
                    [.softmax: [0: .float(1)], .leakyRelu: [0: .float(0.3)]][code] ?? [:]
                model.builder.node(code, inputs: [input], outputs: [output], options: options)
                try model.expectReals([model.reals(shape.reduce(1, *), -8...8)])
            }
        }

        @Test func squareRoot() throws {
            var model = DelegateAgreement(.xnnpack, seed: 32)
            let input = model.builder.input("input", .float32, [100])
            let output = model.builder.output("output", .float32, [100])
            model.builder.node(.sqrt, inputs: [input], outputs: [output])
            try model.expectReals([model.reals(100, 0...9)])
        }

        @Test func parametricRelu() throws {
            var model = DelegateAgreement(.xnnpack, seed: 33)
            let input = model.builder.input("input", .float32, [2, 5, 6, 21])
            let output = model.builder.output("output", .float32, [2, 5, 6, 21])
            model.builder.node(
                .prelu, inputs: [input, model.constant([1, 1, 21])], outputs: [output])
            try model.expectReals([model.reals(2 * 5 * 6 * 21)])
        }

        @Test(arguments: [
            BuiltinOperator.add, .sub, .mul, .div, .maximum, .minimum, .squaredDifference,
        ])
        func arithmetic(_ code: BuiltinOperator) throws {
            for shape in [[2, 5, 6, 7], [7], [1, 5, 1, 7], [2, 1, 6, 1], [1]] {
                var model = DelegateAgreement(.xnnpack, seed: 34)
                let first = model.builder.input("first", .float32, [2, 5, 6, 7])
                let second = model.builder.input("second", .float32, shape)
                let output = model.builder.output("output", .float32, [2, 5, 6, 7])
                model.builder.node(code, inputs: [first, second], outputs: [output])
                try model.expectReals([
                    model.reals(420, -3...3), model.reals(shape.reduce(1, *), 0.5...2),
                ])
            }
        }

        @Test func rangeIsTakenIntoASum() throws {
            var model = DelegateAgreement(.xnnpack, seed: 35)
            let first = model.builder.input("first", .float32, [40])
            let second = model.builder.input("second", .float32, [40])
            let sum = model.builder.tensor("sum", .float32, [40])
            let output = model.builder.output("output", .float32, [40])
            model.builder.node(.add, inputs: [first, second], outputs: [sum])
            model.builder.node(.relu, inputs: [sum], outputs: [output])
            try model.expectReals([model.reals(40), model.reals(40)])
        }

        @Test(arguments: [BuiltinOperator.maxPool2d, .averagePool2d], [0, 1])
        func pools(_ code: BuiltinOperator, padding: Int) throws {
            for (size, stride) in [([2, 2], [2, 2]), ([3, 3], [2, 2]), ([3, 5], [1, 2])] {
                var model = DelegateAgreement(.xnnpack, seed: 36)
                let input = model.builder.input("input", .float32, [2, 11, 12, 9])
                let extents = (0..<2).map { axis in
                    let room = [11, 12][axis] - (padding == 0 ? 0 : size[axis] - 1)
                    return (room + stride[axis] - 1) / stride[axis]
                }
                let output = model.builder.output("output", .float32, [2] + extents + [9])
                model.builder.node(
                    code, inputs: [input], outputs: [output],
                    options: [
                        0: .number(Int8(padding)), 1: stride[1].option, 2: stride[0].option,
                        3: size[1].option, 4: size[0].option, 5: .number(Int8(3)),
                    ])
                try model.expectReals([model.reals(2 * 11 * 12 * 9, -4...8)])
            }
        }

        @Test(arguments: [(false, false), (true, false), (false, true)])
        func images(alignsCorners: Bool, halfPixelCenters: Bool) throws {
            for size in [[15, 21], [4, 3], [1, 1], [8, 7]] {
                var model = DelegateAgreement(.xnnpack, seed: 37)
                let input = model.builder.input("input", .float32, [2, 8, 7, 6])
                let target = model.builder.constant("size", size.map(Int32.init), [2])
                let output = model.builder.output("output", .float32, [2] + size + [6])
                model.builder.node(
                    .resizeBilinear, version: 3, inputs: [input, target], outputs: [output],
                    options: [2: .bool(alignsCorners), 3: .bool(halfPixelCenters)])
                try model.expectReals([model.reals(2 * 8 * 7 * 6)])
            }
        }
    }
#endif
