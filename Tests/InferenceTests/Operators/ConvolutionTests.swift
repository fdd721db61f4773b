import Testing

@testable import Inference

@Suite struct ConvolutionTests {
    /// 3 x 3 image 1...9, window of ones.
    private func sums(
        padding: Int8, stride: Int32 = 1, dilation: Int32 = 1, size: Int = 2, activation: Int8 = 0
    ) throws -> [Float] {
        try OperatorRun(
            code: .conv2d,
            options: [
                0: .byte(padding), 1: .int32(stride), 2: .int32(stride), 3: .byte(activation),
                4: .int32(dilation), 5: .int32(dilation),
            ],
            inputs: [
                try TestTensor((1...9).map(Float.init), [1, 3, 3, 1]),
                try TestTensor(
                    [Float](repeating: 1, count: size * size), [1, size, size, 1],
                    isConstant: true),
            ], outputs: [try TestTensor(.float32)]
        ).only(Float.self)
    }

    @Test func sumsOverWindows() throws {
        #expect(try sums(padding: 1) == [12, 16, 24, 28])
        #expect(try sums(padding: 0) == [12, 16, 9, 24, 28, 15, 15, 17, 9])
        #expect(try sums(padding: 0, stride: 2) == [12, 9, 15, 9])
        #expect(try sums(padding: 1, dilation: 2) == [20])
        #expect(try sums(padding: 1, activation: 3) == [6, 6, 6, 6])
    }

    @Test func padsAroundWindowsLargerThanTheImage() throws {
        #expect(try sums(padding: 0, size: 5) == [45, 45, 45, 45, 45, 45, 45, 45, 45])
    }

    @Test func groupsReadTheirOwnChannels() throws {
        let result = try OperatorRun(
            code: .conv2d, options: [0: .byte(1), 1: .int32(1), 2: .int32(1)],
            inputs: [
                try TestTensor([1, 2, 3, 4] as [Float], [1, 1, 1, 4]),
                try TestTensor([1, 10, 100, 1000] as [Float], [2, 1, 1, 2], isConstant: true),
                try TestTensor([0.5, 0.25] as [Float], [2], isConstant: true),
            ], outputs: [try TestTensor(.float32)]
        ).only(Float.self)
        #expect(result == [21.5, 4300.25])
    }

    // As LiteRT 2.3.0's reference kernel computes it.
    @Test func scalesEachChannelOfSignedNumbers() throws {
        let weights: [Int8] = [
            -113, 73, 34, 13, 75, -66, 93, -43, 119, -47, -37, -29, -45, 77, -81, -105,
        ]
        let run = OperatorRun(
            code: .conv2d, options: [0: .byte(0), 1: .int32(1), 2: .int32(1), 3: .byte(1)],
            inputs: [
                try TestTensor(
                    [
                        89, 35, 2, -59, -50, -118, -109, -124, -84, 80, 38, 105, 0, 27, 120, 58,
                        33, 11,
                    ] as [Int8], [1, 3, 3, 2], .of(0.05, -3)),
                try TestTensor(
                    weights, [2, 2, 2, 2],
                    Quantization(scales: [0.01, 0.02], zeroPoints: [0, 0]), isConstant: true),
                try TestTensor([100, -200] as [Int32], [2], isConstant: true),
            ], outputs: [try TestTensor(.int8, [], .of(0.2, 7))])
        #expect(
            try run.only(Int8.self) == [
                7, 26, 7, 24, 7, 37, 29, 7, 72, 7, 20, 7, 24, 7, 7, 56, 7, 24,
            ])
    }

    @Test func depthwiseChannelsMultiplyOfUnsignedNumbers() throws {
        let run = OperatorRun(
            code: .depthwiseConv2d,
            options: [0: .byte(0), 1: .int32(2), 2: .int32(2), 3: .int32(2)],
            inputs: [
                try TestTensor(
                    [217, 163, 130, 69, 78, 10, 19, 4, 44] as [UInt8], [1, 3, 3, 1],
                    .of(0.05, 120)),
                try TestTensor(
                    [233, 95, 53, 202, 186, 194, 189, 154] as [UInt8], [1, 2, 2, 2],
                    .of(0.01, 128), isConstant: true),
                try TestTensor([100, -200] as [Int32], [2], isConstant: true),
            ], outputs: [try TestTensor(.uint8, [], .of(0.1, 100))])
        #expect(try run.only(UInt8.self) == [108, 77, 74, 61, 91, 73, 61, 112])
    }

    @Test func transposedWindowsSpread() throws {
        func run(_ size: TestTensor) throws -> OperatorRun {
            OperatorRun(
                code: .transposeConv, options: [0: .byte(0), 1: .int32(2), 2: .int32(2)],
                inputs: [
                    size,
                    try TestTensor(
                        [120, -95, 69, -36, 44, 94, -13, 122, -76] as [Int8], [1, 3, 3, 1],
                        .of(0.01), isConstant: true),
                    try TestTensor([89, 35, 2, -59] as [Int8], [1, 2, 2, 1], .of(0.05, 3)),
                ], outputs: [try TestTensor(.int8, [], .of(0.1, -5))])
        }
        let size = try TestTensor([1, 4, 4, 1] as [Int32], [4], isConstant: true)
        #expect(
            try run(size).only(Int8.self) == [
                47, -46, 44, -20, -20, 14, 30, 2, -11, 48, -77, 44, -5, -5, 6, -19,
            ])
        // A size that is computed is not known before.
        #expect(try run(TestTensor(.int32, [4])).shapes() == nil)
    }

    @Test func realsAreRoundedForWeightsOfFewBits() throws {
        // 1, -2 and 3, 7 in 4 bits; 2 is a whole number of 255ths of 10, 3.01 is not.
        var weights = try TestTensor([0xE1, 0x73] as [UInt8], [2], isConstant: true)
        weights.type = .int4
        weights.shape = [2, 1, 1, 2]
        weights.quantization = Quantization(scales: [0.5, 2], zeroPoints: [0, 0])
        func run(_ image: [Float]) throws -> [Float] {
            try OperatorRun(
                code: .conv2d, options: [0: .byte(1), 1: .int32(1), 2: .int32(1)],
                inputs: [try TestTensor(image, [1, 1, 1, 2]), weights],
                outputs: [try TestTensor(.float32)]
            ).only(Float.self)
        }
        #expect(zip(try run([2, 10]), [-9, 152]).allSatisfy { abs($0 - $1) < 1e-4 })
        let rounded = Float(77) / 255 * 10
        #expect(
            zip(try run([3.01, 10]), [rounded / 2 - 10, 6 * rounded + 140])
                .allSatisfy { abs($0 - $1) < 1e-4 })
        #expect(try run([.infinity, 10]).allSatisfy(\.isNaN))
    }

    @Test func refusesWhatDoesNotFit() throws {
        func refused(_ change: (inout OperatorRun) throws -> Void) throws -> String {
            var run = OperatorRun(
                code: .conv2d, options: [0: .byte(1), 1: .int32(1), 2: .int32(1)],
                inputs: [
                    try TestTensor(.int8, [1, 2, 2, 3], .of(1)),
                    try TestTensor(
                        [Int8](repeating: 0, count: 12), [1, 2, 2, 3], .of(1), isConstant: true),
                    try TestTensor(.int32, [1]),
                ], outputs: [try TestTensor(.int8, [], .of(1))])
            #expect(try run.shapes() == [[1, 1, 1, 1]])
            try change(&run)
            do {
                _ = try run.shapes()
                return ""
            } catch let error as InferenceError {
                return error.message
            }
        }
        #expect(try refused { $0.inputs[0]?.quantization = nil }.contains("scale"))
        #expect(try refused { $0.inputs[0]?.quantization = .of(0) }.contains("scale of 0"))
        #expect(try refused { $0.inputs[0]?.quantization = .of(1, 400) }.contains("zero point"))
        #expect(
            try refused {
                $0.inputs[1]?.quantization = Quantization(
                    scales: [1, 1, 1], zeroPoints: [0, 0, 0])
            }.contains("3 scales"))
        #expect(try refused { $0.inputs[1] = nil }.contains("missing"))
        #expect(try refused { $0.inputs[2] = try TestTensor(.int32, [2]) }.contains("bias"))
        #expect(try refused { $0.inputs[2] = try TestTensor(.float32, [1]) }.contains("bias"))
        #expect(try refused { $0.options[1] = .int32(0) }.contains("stride 0"))
        #expect(try refused { $0.options[5] = .int32(-1) }.contains("dilation -1"))
        #expect(try refused { $0.options[4] = .int32(5) }.contains("does not fit"))
        #expect(try refused { $0.outputs[0].type = .uint8 }.contains("uint8"))
        #expect(try refused { $0.inputs[0]?.shape = [1, 2, 2, 4] }.contains("input channels"))
        #expect(try refused { $0.inputs[0]?.shape = [12] }.contains("rank 4"))
    }
}
