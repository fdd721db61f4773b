#if OneDNN
    import Inference
    import ModelBuilding
    import Testing

    @Suite struct OneDNNProductTests {
        @Test(arguments: [(1, 300, 70), (129, 768, 96), (4, 16, 5)])
        func fullyConnected(rows: Int, depth: Int, columns: Int) throws {
            var model = DelegateAgreement(.onednn, seed: 9)
            let input = model.builder.input("input", .float32, [rows, depth])
            let output = model.builder.output("output", .float32, [rows, columns])
            model.builder.node(
                .fullyConnected,
                inputs: [input, model.constant([columns, depth]), model.constant([columns])],
                outputs: [output], options: [0: .number(Int8(1))])
            try model.expectReals([model.reals(rows * depth)], steps: ["FULLY_CONNECTED"])
        }

        @Test(arguments: [false, true], [false, true])
        func matrices(isLeftTransposed: Bool, isRightTransposed: Bool) throws {
            var model = DelegateAgreement(.onednn, seed: 10)
            let (rows, depth, columns) = (40, 64, 48)
            let left = model.builder.input(
                "left", .float32, [2, 6] + (isLeftTransposed ? [depth, rows] : [rows, depth]))
            let right = model.builder.input(
                "right", .float32,
                [2, 6] + (isRightTransposed ? [columns, depth] : [depth, columns]))
            let output = model.builder.output("output", .float32, [2, 6, rows, columns])
            model.builder.node(
                .batchMatmul, inputs: [left, right], outputs: [output],
                options: [0: .bool(isLeftTransposed), 1: .bool(isRightTransposed)])
            try model.expectReals(
                [model.reals(12 * rows * depth), model.reals(12 * depth * columns)],
                steps: ["BATCH_MATMUL"])
        }

        @Test(
            arguments: [BuiltinOperator.maxPool2d, .averagePool2d],
            [([1, 60, 57, 32], 2, 2, 0), ([2, 31, 30, 17], 3, 2, 0), ([1, 30, 33, 8], 5, 3, 1)])
        func pools(code: BuiltinOperator, shape: ([Int], Int, Int, Int)) throws {
            let (image, size, stride, padding) = shape
            var model = DelegateAgreement(.onednn, seed: 11)
            let input = model.builder.input("input", .float32, image)
            func extent(_ input: Int) -> Int {
                padding == 0 ? (input + stride - 1) / stride : (input - size) / stride + 1
            }
            let output = model.builder.output(
                "output", .float32, [image[0], extent(image[1]), extent(image[2]), image[3]])
            model.builder.node(
                code, inputs: [input], outputs: [output],
                options: [
                    0: .number(Int8(padding)), 1: .number(Int32(stride)), 2: .number(Int32(stride)),
                    3: .number(Int32(size)), 4: .number(Int32(size)),
                ])
            try model.expectReals(
                [model.reals(image.reduce(1, *))],
                steps: [code == .maxPool2d ? "MAX_POOL_2D" : "AVERAGE_POOL_2D"])
        }
    }
#endif
