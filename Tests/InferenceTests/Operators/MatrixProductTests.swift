import Testing

@testable import Inference

@Suite struct MatrixProductTests {
    private func fullyConnected(
        _ input: [Int], weights: [Int] = [2, 3], options: [Int: TestOption] = [:]
    ) throws -> OperatorRun {
        let count = input.reduce(1, *)
        return OperatorRun(
            code: .fullyConnected, options: options,
            inputs: [
                try TestTensor((0..<count).map(Float.init), input),
                try TestTensor([1, 2, 3, -1, 0, 1] as [Float], weights, isConstant: true),
                nil,
            ], outputs: [try TestTensor(.float32)])
    }

    @Test func multipliesRows() throws {
        let run = try fullyConnected([2, 1, 3])
        #expect(try run.shapes() == [[2, 2]])
        #expect(try run.only(Float.self) == [8, 2, 26, 2])
        #expect(try fullyConnected([2, 1, 3], options: [2: .byte(1)]).shapes() == [[2, 1, 2]])
    }

    @Test func refusesRowsThatDoNotFit() throws {
        #expect(throws: InferenceError.self) { try fullyConnected([4]).shapes() }
        #expect(throws: InferenceError.self) {
            try fullyConnected([3], options: [1: .byte(1)]).shapes()
        }
        #expect(throws: InferenceError.self) { try fullyConnected([3], weights: [6]).shapes() }
        #expect(throws: InferenceError.self) {
            try fullyConnected([6], options: [2: .byte(1)]).shapes()
        }
    }

    // As LiteRT 2.3.0's reference kernels compute them.
    @Test func scalesSums() throws {
        let run = OperatorRun(
            code: .fullyConnected,
            inputs: [
                try TestTensor(
                    [89, 35, 2, -59, -50, -118, -109, -124] as [Int8], [2, 4], .of(0.05, 3)),
                try TestTensor(
                    [53, -92, -87, -118, 96, -82, -87, -11, -42, -62, -38, -43] as [Int8], [3, 4],
                    .of(0.01), isConstant: true),
                try TestTensor([10, -500, 900] as [Int32], [3], isConstant: true),
            ], outputs: [try TestTensor(.int8, [], .of(0.04, -5))])
        #expect(try run.only(Int8.self) == [108, 69, -30, 127, 127, 127])
    }

    @Test func broadcastsBatches() throws {
        let run = OperatorRun(
            code: .batchMatmul, options: [1: .byte(1)],
            inputs: [
                try TestTensor(
                    [89, 35, 2, -59, -50, -118, -109, -124, -84, 80, 38, 105] as [Int8],
                    [2, 2, 3], .of(0.05, 3)),
                try TestTensor([0, 27, 120, 58, 33, 11] as [Int8], [1, 2, 3], .of(0.03, -4)),
            ], outputs: [try TestTensor(.int8, [], .of(0.4, -5))])
        #expect(try run.only(Int8.self) == [0, 19, -68, -34, -62, -54, 48, 23])
    }

    @Test(arguments: [false, true], [false, true])
    func transposesEitherSide(left: Bool, right: Bool) throws {
        let a: [Float] = left ? [1, 4, 2, 5, 3, 6] : [1, 2, 3, 4, 5, 6]
        let b: [Float] = right ? [1, 0, 2, 0, 1, 3] : [1, 0, 0, 1, 2, 3]
        let run = OperatorRun(
            code: .batchMatmul, options: [0: .byte(left ? 1 : 0), 1: .byte(right ? 1 : 0)],
            inputs: [
                try TestTensor(a, left ? [3, 2] : [2, 3]),
                try TestTensor(b, right ? [2, 3] : [3, 2]),
            ], outputs: [try TestTensor(.float32)])
        #expect(try run.only(Float.self) == [7, 11, 16, 23])
    }

    @Test func refusesMatricesThatDoNotFit() throws {
        for (left, right) in [([2, 3], [2, 3]), ([3], [3, 1]), ([2, 2, 3], [3, 3, 2])] {
            let run = OperatorRun(
                code: .batchMatmul,
                inputs: [try TestTensor(.float32, left), try TestTensor(.float32, right)],
                outputs: [try TestTensor(.float32)])
            #expect(throws: InferenceError.self) { try run.shapes() }
        }
    }
}
