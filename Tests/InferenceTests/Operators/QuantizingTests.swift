import Testing

@testable import Inference

@Suite struct QuantizingTests {
    @Test func quantizesRealsToTheNearest() throws {
        let values: [Float] = [0, 0.25, -0.25, 100, -.infinity, .infinity, .nan, 0.74]
        let run = OperatorRun(
            code: .quantize, inputs: [try TestTensor(values, [8])],
            outputs: [try TestTensor(.int8, [], .of(0.5, 3))])
        #expect(try run.only(Int8.self) == [3, 4, 2, 127, -128, 127, 3, 4])
    }

    // As LiteRT 2.3.0's reference kernel computes it.
    @Test func requantizes() throws {
        let run = OperatorRun(
            code: .quantize,
            inputs: [try TestTensor([89, 35, 2, -59, -50, -118] as [Int8], [6], .of(0.03, 5))],
            outputs: [try TestTensor(.uint8, [], .of(0.07, 90))])
        #expect(try run.only(UInt8.self) == [126, 103, 88, 62, 66, 37])
    }

    @Test func expandsEachChannel() throws {
        let scales = Quantization(scales: [1, 10], zeroPoints: [0, 1], dimension: 1)
        let run = OperatorRun(
            code: .dequantize,
            inputs: [try TestTensor([1, 2, 3, 4] as [Int8], [1, 2, 2], scales)],
            outputs: [try TestTensor(.float32)])
        #expect(try run.only(Float.self) == [1, 2, 20, 30])
    }

    @Test func expandsHalves() throws {
        var halves = try TestTensor(
            [0x3C00, 0xC000, 0x0001, 0x7BFF, 0xFC00, 0x8000] as [UInt16], [6])
        halves.type = .float16
        let run = OperatorRun(
            code: .dequantize, inputs: [halves], outputs: [try TestTensor(.float32)])
        #expect(try run.only(Float.self) == [1, -2, 0x1p-24, 65504, -.infinity, 0])
    }

    private func sparse(
        _ dimensions: [Sparsity.Dimension], blocks: [Int] = [], order: [Int] = [0, 1],
        values: [Float] = [1, 2, 3]
    ) throws -> OperatorRun {
        var input = try TestTensor(values, [values.count], isConstant: true)
        input.shape = [2, 4]
        input.sparsity = Sparsity(traversalOrder: order, blockMap: blocks, dimensions: dimensions)
        return OperatorRun(code: .densify, inputs: [input], outputs: [try TestTensor(.float32)])
    }

    @Test func putsZerosBack() throws {
        let rows = try sparse([
            .dense(size: 2), .compressed(segments: [0, 1, 3], indices: [2, 0, 3]),
        ])
        #expect(try rows.only(Float.self) == [0, 0, 1, 0, 2, 0, 0, 3])
        let columns = try sparse(
            [.dense(size: 4), .compressed(segments: [0, 1, 1, 2, 3], indices: [0, 1, 1])],
            order: [1, 0])
        #expect(try columns.only(Float.self) == [1, 0, 0, 0, 0, 0, 2, 3])
        let blocks = try sparse(
            [
                .dense(size: 2), .compressed(segments: [0, 1, 2], indices: [1, 0]),
                .dense(size: 2),
            ], blocks: [1], order: [0, 1, 2], values: [1, 2, 3, 4])
        #expect(try blocks.only(Float.self) == [0, 0, 1, 2, 3, 4, 0, 0])
    }

    @Test func refusesIndicesOutside() throws {
        let damaged: [[Sparsity.Dimension]] = [
            [.dense(size: 2), .compressed(segments: [0, 1, 3], indices: [2, 0, 4])],
            [.dense(size: 2), .compressed(segments: [0, 1, 3], indices: [2, 0, -1])],
            [.dense(size: 2), .compressed(segments: [0, 5, 3], indices: [2, 0, 1])],
            [.dense(size: 2), .compressed(segments: [0, 3], indices: [2, 0, 1])],
            [.dense(size: 2), .compressed(segments: [0, 1, 2], indices: [2, 0])],
            [.dense(size: 1 << 40), .dense(size: 4)],
            [.dense(size: 2), .dense(size: 4)],
            [.dense(size: 2)],
        ]
        for dimensions in damaged {
            #expect(throws: InferenceError.self) { try sparse(dimensions).shapes() }
        }
        #expect(throws: InferenceError.self) {
            try sparse([.dense(size: 2), .dense(size: 4)], order: [0, 0]).shapes()
        }
    }

    @Test func roundsToSteps() throws {
        let run = OperatorRun(
            code: .fakeQuant,
            options: [0: .float(-1), 1: .float(2), 2: .int32(2), 3: .byte(0)],
            inputs: [try TestTensor([-5, -0.4, 0.4, 0.6, 1.5, 9] as [Float], [6])],
            outputs: [try TestTensor(.float32)])
        #expect(try run.only(Float.self) == [-1, 0, 0, 1, 2, 2])
    }

    @Test func refusesNumbersWithoutAScale() throws {
        let run = OperatorRun(
            code: .dequantize, inputs: [try TestTensor(.int8, [2])],
            outputs: [try TestTensor(.float32)])
        #expect(throws: InferenceError.self) { try run.shapes() }
    }
}
