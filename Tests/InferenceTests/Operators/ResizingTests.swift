import Testing

@testable import Inference

@Suite struct ResizingTests {
    private func resize<Element: TensorElement>(
        _ code: BuiltinOperator, _ values: [Element], to size: Int32, align: Bool = false,
        half: Bool = false
    ) throws -> [Element] {
        let first = code == .resizeBilinear ? 2 : 0
        return try OperatorRun(
            code: code,
            options: [first: .byte(align ? 1 : 0), first + 1: .byte(half ? 1 : 0)],
            inputs: [
                try TestTensor(values, [1, 2, 2, 1]),
                try TestTensor([size, size], [2], isConstant: true),
            ], outputs: [try TestTensor(Element.elementType)]
        ).only(Element.self)
    }

    @Test func placesSamples() throws {
        let image: [Float] = [0, 4, 8, 12]
        #expect(
            try resize(.resizeBilinear, image, to: 3, align: true)
                == [0, 2, 4, 4, 6, 8, 8, 10, 12])
        #expect(try resize(.resizeBilinear, image, to: 1, half: true) == [6])
        let plain = try resize(.resizeBilinear, image, to: 4)
        #expect(plain == [0, 2, 4, 4, 4, 6, 8, 8, 8, 10, 12, 12, 8, 10, 12, 12])
        #expect(try resize(.resizeNearestNeighbor, image, to: 3) == [0, 0, 4, 0, 0, 4, 8, 8, 12])
        #expect(try resize(.resizeNearestNeighbor, image, to: 1, half: true) == [12])
    }

    // As LiteRT 2.3.0's reference kernel computes it.
    @Test func weighsWholeNumbers() throws {
        #expect(
            try resize(.resizeBilinear, [89, 35, 2, -59] as [Int8], to: 3, half: true)
                == [89, 62, 35, 46, 17, -12, 2, -29, -59])
    }

    @Test func refusesSizesThatAreNotPossible() throws {
        for code in [BuiltinOperator.resizeBilinear, .resizeNearestNeighbor] {
            for size: Int32 in [0, -3] {
                #expect(throws: InferenceError.self) {
                    try resize(code, [1, 2, 3, 4] as [Float], to: size)
                }
            }
            #expect(throws: InferenceError.self) {
                try resize(code, [1, 2, 3, 4] as [Float], to: 2, align: true, half: true)
            }
        }
    }
}
