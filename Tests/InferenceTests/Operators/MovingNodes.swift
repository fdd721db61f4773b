@testable import Inference

extension SoundNodes {
    /// Nodes of operators that move, index, generate and convert elements.
    static let moving: [@Sendable () throws -> OperatorRun] = [
        { try node(.reshape, [:], [input(.float32, [2, 6]), numbers(3, -1)], .float32) },
        { try node(.squeeze, [0: .integers([0])], [input(.int8, [1, 2, 1])], .int8) },
        { try node(.expandDims, [:], [input(.int16, [2, 3]), number(-1)], .int16) },
        { try node(.pad, [:], [input(.int8, [2, 3]), pairs(1, 0, 2, 1)], .int8) },
        {
            try node(
                .padv2, [:],
                [input(.float32, [2, 3]), pairs(1, 0, 2, 1), input(.float32, [])], .float32)
        },
        {
            try node(
                .mirrorPad, [0: .byte(0)], [input(.uint8, [2, 3]), pairs(1, 0, 2, 1)], .uint8)
        },
        {
            var other = try input(.uint8, [2, 1])
            other.quantization = .of(0.25, 3)
            return try node(
                .concatenation, [0: .int32(-1), 1: .byte(1)], [input(.uint8, [2, 3]), other],
                .uint8)
        },
        {
            try several(node(.split, [0: .int32(2)], [number(1), input(.int8, [2, 4])], .int8), 2)
        },
        {
            try several(
                node(.splitV, [:], [input(.int8, [4, 2]), numbers(1, -1), number(0)], .int8), 2)
        },
        {
            try node(
                .pack, [0: .int32(2), 1: .int32(1)],
                [input(.int16, [2, 3]), input(.int16, [2, 3])], .int16)
        },
        {
            try several(
                node(.unpack, [0: .int32(2), 1: .int32(0)], [input(.int32, [2, 3])], .int32), 2)
        },
        {
            try node(
                .slice, [:], [input(.float32, [4, 3]), numbers(1, 0), numbers(2, -1)], .float32)
        },
        {
            try node(
                .stridedSlice, [0: .int32(1), 2: .int32(0), 3: .int32(2), 4: .int32(4)],
                [
                    input(.float32, [4, 3, 2]), numbers(3, 0, 1), numbers(0, 1, 2),
                    numbers(-2, 1, 1),
                ], .float32)
        },
        { try node(.transpose, [:], [input(.int8, [2, 3, 4]), numbers(2, 0, 1)], .int8) },
        { try node(.tile, [:], [input(.int8, [2, 3]), numbers(2, 1)], .int8) },
        { try node(.broadcastTo, [:], [input(.int8, [2, 1]), numbers(3, 2, 4)], .int8) },
        { try node(.reverseV2, [:], [input(.int64, [2, 3]), numbers(0, 1)], .int64) },
        {
            try node(
                .reverseSequence, [0: .int32(1), 1: .int32(0)],
                [input(.float32, [2, 3]), numbers(1, 3)], .float32)
        },
        { try node(.depthToSpace, [0: .int32(2)], [input(.int8, [1, 2, 2, 8])], .int8) },
        { try node(.spaceToDepth, [0: .int32(2)], [input(.int8, [1, 4, 4, 2])], .int8) },
        {
            try node(
                .spaceToBatchNd, [:],
                [input(.int8, [1, 3, 3, 2]), numbers(2, 2), pairs(1, 0, 0, 1)], .int8)
        },
        {
            try node(
                .batchToSpaceNd, [:],
                [input(.int8, [4, 2, 2, 2]), numbers(2, 2), pairs(1, 0, 0, 1)], .int8)
        },
        { try node(.matrixDiag, [:], [input(.float32, [2, 3])], .float32) },
        {
            try node(
                .matrixSetDiag, [:], [input(.int8, [2, 3, 2]), input(.int8, [2, 2])], .int8)
        },
        {
            try node(
                .dynamicUpdateSlice, [:],
                [input(.int8, [3, 3]), input(.int8, [2, 1]), numbers(5, -1)], .int8)
        },
        {
            try node(
                .gather, [0: .int32(1), 1: .int32(1)],
                [input(.float32, [2, 3, 2]), matrix([0, 2, 1, 1], 2)], .float32)
        },
        {
            try node(
                .gatherNd, [:], [input(.float32, [2, 3, 2]), matrix([0, 2, 1, 1], 2)], .float32)
        },
        {
            try node(
                .scatterNd, [:],
                [matrix([0, 2, 1, 1], 2), input(.float32, [2, 2]), numbers(2, 3, 2)], .float32)
        },
        { try node(.where, [:], [matrix([0, 2, 1, 1], 2)], .int64) },
        {
            try node(
                .oneHot, [0: .int32(-1)],
                [matrix([0, 2, 1, 1], 2), number(3), input(.int8, []), input(.int8, [])], .int8)
        },
        {
            var run = try node(.topkV2, [:], [input(.int8, [2, 5]), number(2)], .int8)
            run.outputs.append(try TestTensor(.int32))
            return run
        },
        { try node(.segmentSum, [:], [input(.float32, [3, 2]), numbers(0, 0, 1)], .float32) },
        {
            try node(
                .unsortedSegmentMax, [:],
                [input(.float32, [3, 2]), numbers(2, -1, 0), number(3)], .float32)
        },
        {
            var run = try node(.unique, [:], [numbers(5, 3, 5)], .int32)
            run.outputs.append(try TestTensor(.int32))
            return run
        },
        {
            try node(
                .sparseToDense, [:],
                [
                    matrix([0, 2, 1, 1], 2), numbers(2, 3), input(.float32, [2]),
                    input(.float32, []),
                ], .float32)
        },
        {
            var run = try node(
                .nonMaxSuppressionV5, [:],
                [
                    input(.float32, [3, 4]), input(.float32, [3]), number(2),
                    input(.float32, []), input(.float32, []), input(.float32, []),
                ], .int32)
            run.outputs += [try TestTensor(.float32), try TestTensor(.int32)]
            return run
        },
        { try node(.fill, [:], [numbers(2, 3), input(.int8, [])], .int8) },
        { try node(.range, [:], [number(1), number(9), number(3)], .int32) },
        { try node(.broadcastArgs, [:], [numbers(2, 1), numbers(3, 2, 5)], .int32) },
        { try node(.cast, [:], [input(.float32, [2, 3])], .uint8) },
        { try node(.cast, [:], [input(.int16, [300])], .float16) },
        { try node(.bitcast, [:], [input(.int8, [2, 4])], .float32) },
    ]

    private static func matrix(_ values: [Int32], _ rows: Int) throws -> TestTensor {
        try TestTensor(values, [rows, values.count / rows], isConstant: true)
    }

    private static func numbers(_ values: Int32...) throws -> TestTensor {
        try TestTensor(values, [values.count], isConstant: true)
    }

    private static func pairs(_ values: Int32...) throws -> TestTensor {
        try matrix(values, values.count / 2)
    }

    private static func number(_ value: Int32) throws -> TestTensor {
        try TestTensor([value], [], isConstant: true)
    }

    private static func several(_ run: OperatorRun, _ count: Int) throws -> OperatorRun {
        var run = run
        run.outputs = Array(repeating: run.outputs[0], count: count)
        return run
    }
}
