import Testing

@testable import Inference

@Suite struct GenerationTests {
    private func make<Element: TensorElement>(
        _ code: BuiltinOperator, _ inputs: [TestTensor], _: Element.Type
    ) throws -> [Element] {
        try OperatorRun(
            code: code, inputs: inputs, outputs: [TestTensor(Element.elementType)]
        ).only(Element.self)
    }

    private func number<Element: TensorElement>(_ value: Element) throws -> TestTensor {
        try TestTensor([value], [], isConstant: true)
    }

    @Test func fillsShapes() throws {
        let shape = try TestTensor([2, 2] as [Int64], [2], isConstant: true)
        #expect(try make(.fill, [shape, number(Int16(-7))], Int16.self) == [-7, -7, -7, -7])
        let negative = try TestTensor([2, -2] as [Int64], [2], isConstant: true)
        #expect(throws: InferenceError.self) {
            try make(.fill, [negative, number(Int16(-7))], Int16.self)
        }
        #expect(
            try make(.zerosLike, [TestTensor([1, 2] as [Float], [2])], Float.self) == [0, 0])
    }

    @Test func tellsShapes() throws {
        let tensor = try TestTensor(.int8, [4, 0, 2])
        #expect(try make(.shape, [tensor], Int32.self) == [4, 0, 2])
        #expect(try make(.shape, [tensor], Int64.self) == [4, 0, 2])
        #expect(try make(.rank, [tensor], Int32.self) == [3])
    }

    @Test func counts() throws {
        func count<Element: TensorElement>(
            _ start: Element, _ limit: Element, _ step: Element
        ) throws -> [Element] {
            try make(.range, [number(start), number(limit), number(step)], Element.self)
        }
        #expect(try count(1 as Int32, 8, 3) == [1, 4, 7])
        #expect(try count(3 as Int64, -2, -2) == [3, 1, -1])
        #expect(try count(5 as Int32, 5, 1) == [])
        // Errors of rounding add up, as in the format's own kernel.
        #expect(try count(0 as Float, 1, 0.1).last == 0.9000001)
        for (start, limit, step): (Int64, Int64, Int64) in [
            (0, 5, 0), (0, 5, -1), (.min, .max, 1), (.min, .max, .max),
        ] {
            #expect(throws: InferenceError.self) { try count(start, limit, step) }
        }
        for (start, limit, step): (Float, Float, Float) in [
            (0, .infinity, 1), (0, 1, .nan), (0, 3e38, 1e-30),
        ] {
            #expect(throws: InferenceError.self) { try count(start, limit, step) }
        }
    }

    @Test func findsTheShapeThatTwoGoTo() throws {
        func broadcast(_ first: [Int32], _ second: [Int32]) throws -> [Int32] {
            try make(
                .broadcastArgs,
                [TestTensor(first, [first.count]), TestTensor(second, [second.count])], Int32.self)
        }
        #expect(try broadcast([2, 1], [3, 1, 5]) == [3, 2, 5])
        #expect(throws: InferenceError.self) { try broadcast([2], [3]) }
    }
}
