import Testing

@testable import Inference

@Suite struct ConversionTests {
    private func cast<From: TensorElement, To: TensorElement>(
        _ values: [From], _: To.Type, as type: ElementType? = nil
    ) throws -> [To] {
        try OperatorRun(
            code: .cast, inputs: [TestTensor(values, [values.count])],
            outputs: [TestTensor(type ?? To.elementType)]
        ).only(To.self)
    }

    /// LiteRT's answers.
    @Test func holdsRealsInTheRangeOfWholes() throws {
        let reals: [Float] = [1.5, -1.5, 300, -300, 3e9, -3e9, .infinity, .nan, -0.3]
        #expect(try cast(reals, Int8.self) == [1, -1, 127, -128, 127, -128, 127, 127, 0])
        #expect(try cast(reals, UInt8.self) == [1, 0, 255, 0, 255, 0, 255, 255, 0])
        #expect(
            try cast(reals, Int32.self) == [1, -1, 300, -300, .max, .min, .max, .max, 0])
        #expect(
            try cast([1e19, -1e19, 3e9] as [Double], Int64.self) == [.max, .min, 3_000_000_000])
        #expect(
            try cast([0, -0, 0.3, .nan] as [Float], Bool.self) == [false, false, true, true])
    }

    @Test func cutsWholesOff() throws {
        #expect(try cast([255, 300, -129] as [Int32], Int8.self) == [-1, 44, 127])
        #expect(try cast([-5, 3] as [Int8], UInt8.self) == [251, 3])
        #expect(try cast([16_777_217, -7] as [Int64], Float.self) == [16_777_216, -7])
        #expect(try cast([true, false], Float.self) == [1, 0])
    }

    /// numpy's answers.
    @Test func roundsToHalves() throws {
        let reals: [Float] = [
            1.0005, 65519, 65520, 1e-8, 5.97e-8, 2.98e-8, 2.99e-8, -0.0, 1e9, .nan,
        ]
        #expect(
            try cast(reals, UInt16.self, as: .float16) == [
                15361, 31743, 31744, 0, 1, 0, 1, 32768, 31744, 32256,
            ])
        // The last number below the normal range, and a carry into it.
        #expect(UInt16(halfOf: 0x1.ff8p-15) == 0x03FF)
        #expect(UInt16(halfOf: 0x1.ffep-15) == 0x0400)
        for bits in stride(from: UInt16(0), to: 0x7C00, by: 7) {
            #expect(UInt16(halfOf: Float(half: bits)) == bits)
        }
    }

    @Test func convertsMoreThanABlock() throws {
        let numbers = (0..<1000).map { Int32($0) }
        #expect(try cast(numbers, Float.self) == numbers.map(Float.init))
    }

    @Test func readsBytesAsOtherElements() throws {
        func read(_ dimensions: [Int], _ type: ElementType) throws -> Shape? {
            try OperatorRun(
                code: .bitcast, inputs: [TestTensor(.int16, dimensions)],
                outputs: [TestTensor(type)]
            ).shapes()?.first
        }
        #expect(try read([3, 2], .float32) == [3])
        #expect(try read([3, 2], .int8) == [3, 2, 2])
        #expect(try read([3, 2], .float16) == [3, 2])
        #expect(throws: InferenceError.self) { try read([3], .float32) }
    }
}
