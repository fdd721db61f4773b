import Testing

@testable import Inference

@Suite struct PoolingTests {
    private func pool<Element: TensorElement>(
        _ code: BuiltinOperator, _ values: [Element], size: Int32 = 2, padding: Int8 = 0,
        activation: Int8 = 0, _ quantization: Quantization? = nil
    ) throws -> [Element] {
        try OperatorRun(
            code: code,
            options: [
                0: .byte(padding), 1: .int32(1), 2: .int32(1), 3: .int32(size), 4: .int32(size),
                5: .byte(activation),
            ], inputs: [try TestTensor(values, [1, 2, 2, 1], quantization)],
            outputs: [try TestTensor(Element.elementType, [], quantization)]
        ).only(Element.self)
    }

    @Test func averagesWhatLiesWithin() throws {
        #expect(try pool(.averagePool2d, [1, 2, 3, 6] as [Float]) == [3, 4, 4.5, 6])
        #expect(try pool(.averagePool2d, [1, 2, 3, 6] as [Float], padding: 1) == [3])
        #expect(
            try pool(.l2Pool2d, [1, 1, 5, 7] as [Float], padding: 1) == [Float(19).squareRoot()])
    }

    @Test func roundsHalfAwayFromZero() throws {
        #expect(try pool(.averagePool2d, [-1, -2, 1, 2] as [Int8]) == [0, 0, 2, 2])
        #expect(try pool(.averagePool2d, [-1, -2, -1, -2] as [Int16], padding: 1) == [-2])
        #expect(try pool(.averagePool2d, [1, 2, 1, 2] as [UInt8], padding: 1) == [2])
    }

    @Test func takesTheLargest() throws {
        #expect(try pool(.maxPool2d, [1, 2, 3, -6] as [Float]) == [3, 2, 3, -6])
        #expect(try pool(.maxPool2d, [1, 2, 3, -6] as [Int8]) == [3, 2, 3, -6])
        let held = try pool(
            .maxPool2d, [0, 100, 200, 255] as [UInt8], activation: 3, .of(0.05, 10))
        #expect(held == [130, 130, 130, 130])
    }

    @Test func refusesWindowsThatAreNotPossible() throws {
        for (size, padding): (Int32, Int8) in [(0, 0), (-1, 1), (3, 1), (2, 7)] {
            #expect(throws: InferenceError.self) {
                try pool(.maxPool2d, [1, 2, 3, 4] as [Float], size: size, padding: padding)
            }
        }
        // An activation needs to know what the numbers mean.
        #expect(throws: InferenceError.self) {
            try pool(.maxPool2d, [1, 2, 3, 4] as [Int8], activation: 1)
        }
    }
}
