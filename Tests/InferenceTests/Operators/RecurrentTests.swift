import Testing

@testable import Inference

@Suite struct RecurrentTests {
    private func constant(_ values: [Float], _ dimensions: [Int]) throws -> TestTensor {
        try TestTensor(values, dimensions, isConstant: true)
    }

    // As LiteRT 2.3.0's reference kernel computes it, with everything an LSTM can have.
    @Test func remembersOverRuns() throws {
        let matrices: [[Float]] = [
            [-0.25, 0.25], [-0.875, 0.125], [-0.625, 0.125], [0.5, -0.375], [-0.875, 1],
            [-0.25, -0.125], [-1, 1], [-0.125, 0.5],
        ]
        let vectors: [[Float]] = [
            [-0.875, -0.25], [-1, 0.375], [0.625, -0.375], [-0.625, -1], [0.625, 0.875],
            [-0.5, -0.125], [0.625, -0.125],
        ]
        let normalization: [[Float]] = [
            [0.5, 1], [0.625, -0.625], [0.25, 0.25], [-0.875, -0.875],
        ]
        var inputs: [TestTensor?] = [
            try TestTensor([0.27392337, -0.46042657] as [Float], [1, 2, 1])
        ]
        inputs += try matrices.map { try constant($0, [2, 1]) }
        inputs += try vectors.map { try constant($0, [2]) }
        inputs += [
            try constant([-0.125, 0.75], [1, 2]), try constant([0.375], [1]),
            try TestTensor(.float32, [1, 1]), try TestTensor(.float32, [1, 2]),
        ]
        inputs += try normalization.map { try constant($0, [2]) }
        var run = OperatorRun(
            code: .unidirectionalSequenceLstm, options: [0: .byte(4), 1: .float(0.9)],
            inputs: inputs, outputs: [try TestTensor(.float32)])
        let first = try run.only(Float.self)
        #expect(zip(first, [0.415082, 0.4252726]).allSatisfy { abs($0 - $1) < 1e-6 })
        run.inputs[0] = try TestTensor([-0.91805297, -0.96694475] as [Float], [1, 2, 1])
        let second = try run.only(Float.self)
        #expect(zip(second, [0.44217277, 0.45714453]).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    // As LiteRT 2.3.0's kernel computes it.
    @Test func remembersInWholeNumbers() throws {
        func numbers<Element: TensorElement>(
            _ values: [Element], _ dimensions: [Int], _ scale: Float = 1
        ) throws -> TestTensor { try TestTensor(values, dimensions, .of(scale), isConstant: true) }
        let input = Quantization.of(1 / 64, 3)
        let output = Quantization.of(1 / 64, -4)
        let matrices: [[Int8]] = [
            [44, 78, -122, 79], [-57, -30, 18, -23], [-79, 39, 64, -68], [76, 88, -98, -27],
            [-8, 4], [-94, -116], [-56, -17], [33, -2],
        ]
        let biases: [[Int32]] = [
            [2_877_143, -2_676_416], [-2_107_112, 2_995_057], [-1_933_671, 2_386_066],
            [977_558, -2_635_184],
        ]
        let normalization: [[Int16]] = [
            [8535, -14038], [-32701, -29572], [-15516, 31076], [10870, 11579],
        ]
        var inputs: [TestTensor?] = [
            try TestTensor([89, -35, 2, -59] as [Int8], [1, 2, 2], input)
        ]
        inputs += try matrices.map { try numbers($0, [2, $0.count / 2], 0.008) }
        inputs += [nil, nil, nil]
        inputs += try biases.map { try numbers($0, [2]) }
        inputs += [
            try numbers([117, 14] as [Int8], [1, 2], 0.01), try numbers([2421] as [Int32], [1]),
            try TestTensor([-4] as [Int8], [1, 1], output),
            try TestTensor(.int16, [1, 2], .of(1 / 2048)),
        ]
        inputs += try normalization.map { try numbers($0, [2], 1 / 32768) }
        var run = OperatorRun(
            code: .unidirectionalSequenceLstm, options: [0: .byte(4), 1: .float(0.9)],
            inputs: inputs, outputs: [try TestTensor(.int8, [], output)],
            intermediates: Array(repeating: .of(1 / 4096), count: 4) + [.of(1 / 128, 5)])
        #expect(try run.only(Int8.self) == [20, 19])
        run.inputs[0] = try TestTensor([-118, 40, 100, 7] as [Int8], [1, 2, 2], input)
        #expect(try run.only(Int8.self) == [4, 15])
        run.intermediates.removeLast()
        #expect(throws: InferenceError.self) { try run.shapes() }
        run.intermediates.append(.of(1 / 128, 5))
        run.inputs[19] = try TestTensor(.int16, [1, 2], .of(0.001))
        #expect(throws: InferenceError.self) { try run.shapes() }
    }

    @Test func roundsRealsForWeightsOfBytes() throws {
        // 0.31 is 19.7 steps of 2 / 127, and 26.4 of 3 / 255.
        for (isAsymmetric, rounded) in [(0, Float(20) * 2 / 127), (1, Float(26) * 3 / 255)] {
            let run = OperatorRun(
                code: .rnn, options: [1: .byte(Int8(isAsymmetric))],
                inputs: [
                    try TestTensor([0.31, 2, -1] as [Float], [1, 3]),
                    try TestTensor([2, 0, 0] as [Int8], [1, 3], .of(0.5), isConstant: true),
                    try constant([0], [1, 1]), try constant([1], [1]),
                    try TestTensor(.float32, [1, 1]),
                ], outputs: [try TestTensor(.float32)])
            let result = try run.only(Float.self)
            #expect(abs(result[0] - rounded - 1) < 1e-6)
        }
    }

    @Test func addsWhatItWas() throws {
        // Each output is the input and half of the output before.
        for isTimeMajor: Int8 in [0, 1] {
            let state = try TestTensor(.float32, [2, 1])
            let run = OperatorRun(
                code: .unidirectionalSequenceRnn, options: [0: .byte(isTimeMajor)],
                inputs: [
                    try TestTensor([8, 4, 0, 0] as [Float], [2, 2, 1]), try constant([1], [1, 1]),
                    try constant([0.5], [1, 1]), try constant([0], [1]), state,
                ], outputs: [try TestTensor(.float32)])
            let result = try run.only(Float.self)
            #expect(result == (isTimeMajor == 1 ? [8, 4, 4, 2] : [8, 8, 0, 0]))
            #expect(state.values(Float.self) == (isTimeMajor == 1 ? [4, 2] : [8, 0]))
        }
    }

    // As LiteRT 2.3.0's reference kernel computes it.
    @Test func weighsOverTime() throws {
        var run = OperatorRun(
            code: .svdf, options: [0: .int32(2), 1: .byte(1)],
            inputs: [
                try TestTensor([89, 35, 2] as [Int8], [1, 3], .of(0.03, 5)),
                try TestTensor(
                    [62, -9, 123, -87, 41, 68, -124, -101, -49, -15, -60, -110] as [Int8], [4, 3],
                    .of(0.01), isConstant: true),
                try TestTensor(
                    [-8725, -1842, -16487, 25343, 32056, 17668, -22241, -1697] as [Int16], [4, 2],
                    .of(0.00007), isConstant: true),
                try TestTensor([300, -500] as [Int32], [2], isConstant: true),
                try TestTensor(.int16, [1, 8], .of(0.01)),
            ], outputs: [try TestTensor(.int8, [], .of(0.1, -3))])
        #expect(try run.only(Int8.self) == [-38, -51])
        run.inputs[0] = try TestTensor([-59, -50, -118] as [Int8], [1, 3], .of(0.03, 5))
        #expect(try run.only(Int8.self) == [-9, -14])
    }

    @Test func looksSlicesUp() throws {
        func run(_ list: [Int32]) throws -> [Float] {
            try OperatorRun(
                code: .embeddingLookup,
                inputs: [
                    try TestTensor(list, [list.count]), try constant([1, 2, 3, 4, 5, 6], [3, 2]),
                ], outputs: [try TestTensor(.float32)]
            ).only(Float.self)
        }
        #expect(try run([2, 0]) == [5, 6, 1, 2])
        #expect(throws: InferenceError.self) { try run([3]) }
        #expect(throws: InferenceError.self) { try run([-1]) }
    }

    @Test func refusesToWriteToConstants() throws {
        let run = OperatorRun(
            code: .rnn,
            inputs: [
                try TestTensor(.float32, [1, 1]), try constant([1], [1, 1]),
                try constant([1], [1, 1]), try constant([1], [1]), try constant([0], [1, 1]),
            ], outputs: [try TestTensor(.float32)])
        #expect(throws: InferenceError.self) { try run.shapes() }
    }
}
