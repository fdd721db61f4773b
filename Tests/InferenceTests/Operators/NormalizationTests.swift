import Foundation
import Testing

@testable import Inference

@Suite struct NormalizationTests {
    private func run<Element: TensorElement>(
        _ code: BuiltinOperator, _ values: [Element], _ dimensions: [Int],
        _ quantization: Quantization? = nil, to output: Quantization? = nil,
        options: [Int: TestOption] = [:]
    ) throws -> [Element] {
        try OperatorRun(
            code: code, options: options,
            inputs: [try TestTensor(values, dimensions, quantization)],
            outputs: [try TestTensor(Element.elementType, [], output)]
        ).only(Element.self)
    }

    @Test func softmaxSumsToOne() throws {
        let values: [Float] = [1, 2, 3, 1000, -1000, 1000]
        let result = try run(.softmax, values, [2, 3], options: [0: .float(1)])
        let sum = exp(Float(-2)) + exp(Float(-1)) + 1
        #expect(abs(result[0] - exp(-2) / sum) < 1e-6)
        #expect(abs(result[2] - 1 / sum) < 1e-6)
        #expect(result[3...] == [0.5, 0, 0.5])
    }

    // As LiteRT 2.3.0's reference kernels compute them.
    @Test func softmaxOfQuantizedNumbers() throws {
        let bytes: [Int8] = [89, 35, 2, -59, -50, -118, -109, -124, -84, 80]
        #expect(
            try run(
                .softmax, bytes, [2, 5], .of(0.05, 3), to: .of(1 / 256, -128),
                options: [0: .float(1)])
                == [109, -112, -125, -128, -128, -128, -128, -128, -128, 127])
        let words: [Int16] = [
            22978, 8975, 729, -15088, -12595, -30083, -27838, -31685, -21282, 20530,
        ]
        #expect(
            try run(
                .softmax, words, [2, 5], .of(0.0001), to: .of(1 / 32768), options: [0: .float(1)])
                == [23318, 5749, 2520, 518, 665, 200, 251, 171, 483, 31662])
    }

    // As LiteRT 2.3.0's kernels compute them, the reference kernel among them where it keeps to the
    // output's zero point.
    @Test(
        arguments: [(1.0 / 32768, 0), (1.0 / 65536, -32768), (1.0 / 32768, -32768)]
            as [(Float, Int)])
    func softmaxOfBytesInFinerSteps(scale: Float, zeroPoint: Int) throws {
        let bytes: [Int8] = [-128, -5, 0, 7, 90, 127]
        let output = try OperatorRun(
            code: .softmax, options: [0: .float(1)],
            inputs: [try TestTensor(bytes, [1, 6], .of(0.02, 3))],
            outputs: [try TestTensor(.int16, [], .of(scale, zeroPoint))]
        ).only(Int16.self)
        let shares = output.map { scale * Float(Int($0) - zeroPoint) * 32768 }
        #expect(
            zip(shares, [116, 1356, 1499, 1724, 9068, 19005]).allSatisfy { abs($0 - $1) <= 0.5 })
    }

    @Test func logarithmsOfSoftmax() throws {
        #expect(
            try run(
                .logSoftmax, [217, 163, 130, 69, 78] as [UInt8], [1, 5], .of(0.05, 3),
                to: .of(1 / 16, 255)) == [254, 211, 184, 135, 143])
        let reals = try run(.logSoftmax, [0, 0] as [Float], [1, 2])
        #expect(reals.allSatisfy { abs($0 + log(Float(2))) < 1e-6 })
    }

    @Test func scalesRowsToALengthOfOne() throws {
        #expect(try run(.l2Normalization, [3, 4, 0, 0] as [Float], [2, 2]) == [0.6, 0.8, 0, 0])
        #expect(
            try run(
                .l2Normalization, [89, 35, 2, -59, -50] as [Int8], [1, 5], .of(0.05, 3),
                to: .of(1 / 128)) == [90, 33, -1, -65, -55])
        #expect(
            try run(
                .l2Normalization, [217, 163, 130, 69, 78] as [UInt8], [1, 5], .of(0.05, 130),
                to: .of(1 / 128, 128)) == [219, 162, 128, 64, 74])
    }

    @Test func respondsToChannelsAround() throws {
        // With radius 1, each channel hears itself and those beside it.
        let result = try run(
            .localResponseNormalization, [1, 2, 3] as [Float], [1, 1, 1, 3],
            options: [0: .int32(1), 1: .float(1), 2: .float(1), 3: .float(1)])
        #expect(zip(result, [1.0 / 6, 2.0 / 15, 3.0 / 14]).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func refusesOutputsInOtherSteps() throws {
        #expect(throws: InferenceError.self) {
            try run(.softmax, [1, 2] as [Int8], [2], .of(1), to: .of(1), options: [0: .float(1)])
        }
        #expect(throws: InferenceError.self) {
            try run(.softmax, [1] as [Float], [], options: [0: .float(1)])
        }
        #expect(throws: InferenceError.self) {
            try OperatorRun(
                code: .softmax, options: [0: .float(1)],
                inputs: [try TestTensor([1, 2] as [Int8], [2], .of(1))],
                outputs: [try TestTensor(.int16, [], .of(0.3))]
            ).only(Int16.self)
        }
        #expect(throws: InferenceError.self) {
            try run(.l2Normalization, [1, 2] as [Int8], [2], .of(1), to: .of(1))
        }
    }
}
