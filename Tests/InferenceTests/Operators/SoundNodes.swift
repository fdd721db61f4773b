@testable import Inference

/// A node of each kind, as a converter would write it.
enum SoundNodes {
    static let all: [@Sendable () throws -> OperatorRun] =
        [
            { try window(.conv2d, .float32, [2, 2, 2, 2]) },
            { try window(.conv2d, .int8, [2, 2, 2, 2]) },
            { try window(.conv2d, .int16, [2, 2, 2, 2], weights: .int8, bias: .int64) },
            { try window(.conv2d, .float32, [2, 2, 2, 2], weights: .int8) },
            { try window(.depthwiseConv2d, .uint8, [1, 2, 2, 4]) },
            { try window(.depthwiseConv2d, .float32, [1, 2, 2, 4], weights: .int4) },
            {
                let size = try TestTensor([1, 8, 8, 3] as [Int32], [4], isConstant: true)
                return try node(
                    .transposeConv, stride(2),
                    [size, weights(.int8, [3, 3, 3, 2]), input(.int8, [1, 4, 4, 2])], .int8)
            },
            {
                try node(
                    .fullyConnected, [:],
                    [input(.int8, [2, 3]), weights(.int8, [4, 3]), weights(.int32, [4])], .int8)
            },
            {
                try node(
                    .fullyConnected, [2: .int32(1)],
                    [input(.float32, [2, 3]), weights(.int4, [4, 3]), nil], .float32)
            },
            {
                try node(
                    .fullyConnected, [3: .int32(1)],
                    [input(.float32, [2, 3]), weights(.int8, [4, 3]), weights(.float32, [4])],
                    .float32)
            },
            {
                try node(
                    .batchMatmul, [:], [input(.int8, [2, 3]), input(.int8, [2, 3, 2])], .int8)
            },
            { try pool(.averagePool2d, .int8) }, { try pool(.averagePool2d, .float32) },
            { try pool(.maxPool2d, .uint8) }, { try pool(.l2Pool2d, .float32) },
            { try rows(.softmax, .int8, .of(1 / 256, -128)) },
            { try rows(.softmax, .int16, .of(1 / 32768)) },
            { try rows(.softmax, .float32, nil) },
            { try rows(.logSoftmax, .uint8, .of(1 / 16, 255)) },
            { try rows(.l2Normalization, .int8, .of(1 / 128)) },
            {
                try node(
                    .localResponseNormalization, [0: .int32(1), 1: .float(1), 2: .float(1)],
                    [input(.float32, [1, 2, 2, 3])], .float32)
            },
            { try rows(.quantize, .float32, .of(0.5), to: .int8) },
            { try rows(.quantize, .int16, .of(0.5), to: .int32) },
            { try rows(.dequantize, .int8, nil, to: .float32) },
            { try rows(.dequantize, .float16, nil, to: .float32) },
            {
                try node(
                    .fakeQuant, [0: .float(-1), 1: .float(1), 2: .int32(8)], [input(.float32, [4])],
                    .float32)
            },
            {
                var sparse = try TestTensor([1, 2, 3] as [Float], [3], isConstant: true)
                sparse.shape = [2, 4]
                sparse.sparsity = Sparsity(
                    traversalOrder: [0, 1], blockMap: [],
                    dimensions: [
                        .dense(size: 2), .compressed(segments: [0, 1, 3], indices: [2, 0, 3]),
                    ])
                return try node(.densify, [:], [sparse], .float32)
            },
            {
                let list = try TestTensor([1, 0] as [Int32], [2])
                return try node(.embeddingLookup, [:], [list, weights(.int8, [2, 3])], .float32)
            },
            { try resize(.resizeBilinear, .int8) }, { try resize(.resizeBilinear, .float32) },
            { try resize(.resizeNearestNeighbor, .uint8) },
            {
                try node(
                    .unidirectionalSequenceRnn, [0: .int32(1), 1: .int32(4)],
                    [
                        input(.float32, [3, 2, 2]), weights(.int8, [4, 2]),
                        weights(.float32, [4, 4]),
                        weights(.float32, [4]), TestTensor(.float32, [2, 4]),
                    ], .float32)
            },
            { try longShortTermMemory() }, { try integerLongShortTermMemory() },
            {
                var run = try node(
                    .lstm, [0: .int32(4), 3: .int32(1)],
                    [
                        input(.float32, [2, 3]), input(.float32, [2, 2]),
                        weights(.float32, [8, 5]),
                        weights(.float32, [8]), input(.float32, [2, 2]),
                    ], .float32)
                for _ in 0..<3 { run.outputs.append(try TestTensor(.float32)) }
                return run
            },
            {
                try node(
                    .svdf, [0: .int32(2), 1: .int32(1)],
                    [
                        input(.int8, [1, 3]), weights(.int8, [4, 3]), weights(.int16, [4, 2]), nil,
                        TestTensor(.int16, [1, 8], .of(0.5)),
                    ], .int8)
            },
            {
                try node(
                    .svdf, [0: .int32(2), 1: .int32(1), 2: .int32(1)],
                    [
                        input(.float32, [2, 3]), weights(.int8, [4, 3]), weights(.int8, [4, 2]),
                        nil, TestTensor(.float32, [2, 8]),
                    ], .float32)
            },
        ] + moving

    static func node(
        _ code: BuiltinOperator, _ options: [Int: TestOption], _ inputs: [TestTensor?],
        _ output: ElementType
    ) throws -> OperatorRun {
        let scale: Quantization? = output == .float32 ? nil : .of(0.5)
        return OperatorRun(
            code: code, options: options, inputs: inputs,
            outputs: [try TestTensor(output, [], scale)])
    }

    static func input(_ type: ElementType, _ dimensions: [Int]) throws -> TestTensor {
        try TestTensor(type, dimensions, type == .float32 ? nil : .of(0.5))
    }

    private static func weights(_ type: ElementType, _ dimensions: [Int]) throws -> TestTensor {
        var tensor = try input(type, dimensions)
        tensor.isConstant = true
        return tensor
    }

    private static func stride(_ stride: Int32) -> [Int: TestOption] {
        [0: .int32(0), 1: .int32(stride), 2: .int32(stride)]
    }

    private static func window(
        _ code: BuiltinOperator, _ type: ElementType, _ shape: [Int],
        weights kind: ElementType? = nil,
        bias: ElementType? = nil
    ) throws -> OperatorRun {
        let channels = code == .conv2d ? shape[0] : shape[3]
        let bias = bias ?? (type == .float32 ? .float32 : .int32)
        return try node(
            code, stride(1),
            [
                input(type, [1, 3, 3, 2]), weights(kind ?? type, shape), weights(bias, [channels]),
            ], type)
    }

    private static func pool(_ code: BuiltinOperator, _ type: ElementType) throws -> OperatorRun {
        try node(
            code,
            stride(1).merging([3: .int32(2), 4: .int32(2), 5: .int32(1)]) { first, _ in first },
            [input(type, [1, 3, 3, 2])], type)
    }

    private static func rows(
        _ code: BuiltinOperator, _ type: ElementType, _ quantization: Quantization?,
        to output: ElementType? = nil
    ) throws -> OperatorRun {
        var run = try node(
            code, code == .softmax ? [0: .float(1)] : [:], [input(type, [2, 3])], output ?? type)
        run.outputs[0].quantization = quantization
        return run
    }

    private static func resize(_ code: BuiltinOperator, _ type: ElementType) throws -> OperatorRun {
        let size = try TestTensor([3, 5] as [Int32], [2], isConstant: true)
        return try node(code, [:], [input(type, [1, 2, 2, 2]), size], type)
    }

    private static func longShortTermMemory() throws -> OperatorRun {
        var inputs: [TestTensor?] = [try input(.float32, [1, 2, 3])]
        for _ in 0..<4 { inputs.append(try weights(.float32, [2, 3])) }
        for _ in 0..<4 { inputs.append(try weights(.int8, [2, 1])) }
        for _ in 0..<7 { inputs.append(try weights(.float32, [2])) }
        inputs += [
            try weights(.float32, [1, 2]), try weights(.float32, [1]),
            try TestTensor(.float32, [1, 1]), try TestTensor(.float32, [1, 2]),
        ]
        for _ in 0..<4 { inputs.append(try weights(.float32, [2])) }
        return try node(.unidirectionalSequenceLstm, [0: .int32(4)], inputs, .float32)
    }

    private static func integerLongShortTermMemory() throws -> OperatorRun {
        var inputs: [TestTensor?] = [try input(.int8, [1, 2, 3])]
        for _ in 0..<4 { inputs.append(try weights(.int8, [2, 3])) }
        for _ in 0..<4 { inputs.append(try weights(.int8, [2, 1])) }
        for _ in 0..<3 { inputs.append(try weights(.int16, [2])) }
        for _ in 0..<4 { inputs.append(try weights(.int32, [2])) }
        inputs += [
            try weights(.int8, [1, 2]), try weights(.int32, [1]),
            try TestTensor(.int8, [1, 1], .of(0.5)), try TestTensor(.int16, [1, 2], .of(1 / 2048)),
        ]
        for _ in 0..<4 { inputs.append(try weights(.int16, [2])) }
        var run = try node(.unidirectionalSequenceLstm, [0: .int32(4)], inputs, .int8)
        run.intermediates = Array(repeating: .of(1 / 4096), count: 4) + [.of(1 / 128, 3)]
        return run
    }
}
