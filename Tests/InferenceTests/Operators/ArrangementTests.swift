import Testing

@testable import Inference

@Suite struct ArrangementTests {
    private func constant(_ values: [Int32], _ dimensions: [Int]? = nil) throws -> TestTensor {
        try TestTensor(values, dimensions ?? [values.count], isConstant: true)
    }

    /// 0, 1, 2... in a shape.
    private func counting(_ dimensions: [Int]) throws -> TestTensor {
        try TestTensor((0..<dimensions.reduce(1, *)).map { Int32($0) }, dimensions)
    }

    private func run(
        _ code: BuiltinOperator, _ inputs: [TestTensor], _ options: [Int: TestOption] = [:],
        outputs: Int = 1
    ) throws -> [TestTensor] {
        try OperatorRun(
            code: code, options: options, inputs: inputs,
            outputs: (0..<outputs).map { _ in try TestTensor(.int32) })()
    }

    private func move(
        _ code: BuiltinOperator, _ inputs: [TestTensor], _ options: [Int: TestOption] = [:]
    ) throws -> (shape: [Int], values: [Int32]) {
        let output = try #require(try run(code, inputs, options).first)
        return (output.shape.dimensions, output.values(Int32.self))
    }

    @Test(arguments: [
        ([2, 6], [3, -1], [3, 4]), ([2, 6], [12], [12]), ([0, 3, 4], [0, -1], [0, 12]),
        ([0, 6], [-1, 4, 0], [1, 4, 0]), ([1], [], []),
    ])
    func reshapes(input: [Int], asked: [Int32], expected: [Int]) throws {
        #expect(try move(.reshape, [counting(input), constant(asked)]).shape == expected)
        #expect(
            try move(.reshape, [counting(input)], [0: .integers(asked)]).shape == expected)
    }

    @Test func readsOldShapesOfScalars() throws {
        #expect(try move(.reshape, [counting([1])], [0: .integers([0])]).shape == [])
    }

    @Test(arguments: [[5], [-1, -1], [-2, -6], [0, -1]] as [[Int32]])
    func refusesShapesThatDoNotFit(asked: [Int32]) throws {
        #expect(throws: InferenceError.self) {
            try run(.reshape, [counting([2, 6]), constant(asked)])
        }
    }

    @Test func addsAndRemovesAxes() throws {
        #expect(try move(.squeeze, [counting([1, 2, 1])]).shape == [2])
        #expect(
            try move(.squeeze, [counting([1, 2, 1])], [0: .integers([-1])]).shape == [1, 2])
        #expect(throws: InferenceError.self) {
            try run(.squeeze, [counting([1, 2])], [0: .integers([1])])
        }
        #expect(try move(.expandDims, [counting([2, 3]), constant([-2], [])]).shape == [2, 1, 3])
        #expect(throws: InferenceError.self) {
            try run(.expandDims, [counting([2]), constant([2], [])])
        }
    }

    @Test func padsWithWhatStandsForZero() throws {
        let paddings = try constant([1, 0, 0, 2], [2, 2])
        #expect(
            try OperatorRun(
                code: .pad,
                inputs: [TestTensor([1, 2] as [Int8], [1, 2], .of(0.5, -3)), paddings],
                outputs: [TestTensor(.int8, [], .of(0.5, -3))]
            ).only(Int8.self) == [-3, -3, -3, -3, 1, 2, -3, -3])
        let padded = try move(.padv2, [counting([1, 2]), paddings, constant([9], [])])
        #expect(padded.shape == [2, 4])
        #expect(padded.values == [9, 9, 9, 9, 0, 1, 9, 9])
        #expect(throws: InferenceError.self) {
            try run(.pad, [counting([1, 2]), constant([1, 0, 0, -1], [2, 2])])
        }
    }

    @Test func mirrorsEdgesAndCorners() throws {
        let paddings = try constant([1, 1, 2, 0], [2, 2])
        #expect(
            try move(.mirrorPad, [counting([2, 3]), paddings], [0: .byte(0)]).values == [
                5, 4, 3, 4, 5, 2, 1, 0, 1, 2, 5, 4, 3, 4, 5, 2, 1, 0, 1, 2,
            ])
        #expect(
            try move(.mirrorPad, [counting([2, 3]), paddings], [0: .byte(1)]).values == [
                1, 0, 0, 1, 2, 1, 0, 0, 1, 2, 4, 3, 3, 4, 5, 4, 3, 3, 4, 5,
            ])
        #expect(throws: InferenceError.self) {
            try run(.mirrorPad, [counting([2, 2]), paddings], [0: .byte(0)])
        }
    }

    @Test func concatenatesAlongAnAxis() throws {
        let joined = try move(
            .concatenation, [counting([2, 1]), counting([2, 2])], [0: .int32(-1)])
        #expect(joined.shape == [2, 3])
        #expect(joined.values == [0, 0, 1, 1, 2, 3])
    }

    /// LiteRT's answers for uint8.
    @Test func bringsConcatenatedNumbersToTheOutputsScale() throws {
        let inputs = [
            try TestTensor([5, 15, 25] as [UInt8], [3], .of(0.1)),
            try TestTensor([1, 2, 3] as [UInt8], [3], .of(0.2, 3)),
        ]
        let run = OperatorRun(
            code: .concatenation, inputs: inputs, outputs: [try TestTensor(.uint8, [], .of(0.2, 3))]
        )
        #expect(try run.only(UInt8.self) == [6, 11, 16, 1, 2, 3])
        var held = run
        held.options = [1: .byte(3)]
        held.outputs = [try TestTensor(.uint8, [], .of(0.5, 3))]
        #expect(try held.only(UInt8.self) == [4, 6, 8, 3, 3, 3])
    }

    @Test func cutsAndPutsTogether() throws {
        let halves = try run(
            .split, [constant([1], []), counting([2, 4])], [0: .int32(2)], outputs: 2)
        #expect(halves.map { $0.values(Int32.self) } == [[0, 1, 4, 5], [2, 3, 6, 7]])
        let parts = try run(
            .splitV, [counting([3]), constant([2, -1, 0]), constant([0], [])], outputs: 3)
        #expect(parts.map { $0.values(Int32.self) } == [[0, 1], [2], []])
        let rows = try run(.unpack, [counting([2, 2])], [0: .int32(2), 1: .int32(-1)], outputs: 2)
        #expect(rows.map { $0.values(Int32.self) } == [[0, 2], [1, 3]])
        let packed = try move(
            .pack, [counting([2]), counting([2])], [0: .int32(2), 1: .int32(1)])
        #expect(packed.shape == [2, 2])
        #expect(packed.values == [0, 0, 1, 1])
    }

    @Test func refusesPiecesThatDoNotFit() throws {
        #expect(throws: InferenceError.self) {
            try run(.split, [constant([0], []), counting([3])], [0: .int32(2)], outputs: 2)
        }
        #expect(throws: InferenceError.self) {
            try run(.splitV, [counting([3]), constant([2, 2]), constant([0], [])], outputs: 2)
        }
        #expect(throws: InferenceError.self) {
            try run(.unpack, [counting([3])], [0: .int32(2)], outputs: 2)
        }
        #expect(throws: InferenceError.self) {
            try run(.pack, [counting([2]), counting([3])], [0: .int32(2)])
        }
    }

    @Test func ordersRepeatsAndReverses() throws {
        #expect(
            try move(.transpose, [counting([2, 3]), constant([1, -2])]).values == [
                0, 3, 1, 4, 2, 5,
            ])
        #expect(
            try move(.tile, [counting([1, 2]), constant([2, 2])]).values == [
                0, 1, 0, 1, 0, 1, 0, 1,
            ])
        #expect(
            try move(.broadcastTo, [counting([2, 1]), constant([2, 2, 2])]).values == [
                0, 0, 1, 1, 0, 0, 1, 1,
            ])
        #expect(try move(.reverseV2, [counting([2, 2]), constant([1])]).values == [1, 0, 3, 2])
        #expect(
            try move(
                .reverseSequence, [counting([2, 3]), constant([3, 2])],
                [0: .int32(1), 1: .int32(0)]
            ).values == [2, 1, 0, 4, 3, 5])
        #expect(throws: InferenceError.self) {
            try run(.transpose, [counting([2, 3]), constant([0, 0])])
        }
        #expect(throws: InferenceError.self) {
            try run(
                .reverseSequence, [counting([2, 3]), constant([4, 0])],
                [0: .int32(1), 1: .int32(0)])
        }
    }

    @Test func dealsPixelsOut() throws {
        #expect(
            try move(.depthToSpace, [counting([1, 1, 2, 4])], [0: .int32(2)]).values == [
                0, 1, 4, 5, 2, 3, 6, 7,
            ])
        #expect(
            try move(.spaceToDepth, [counting([1, 2, 4, 1])], [0: .int32(2)]).values == [
                0, 1, 4, 5, 2, 3, 6, 7,
            ])
        let dealt = try move(
            .spaceToBatchNd, [counting([1, 3, 1]), constant([2]), constant([0, 1], [1, 2])])
        #expect(dealt.shape == [2, 2, 1])
        #expect(dealt.values == [0, 2, 1, 0])
        let joined = try move(
            .batchToSpaceNd, [counting([2, 2, 1]), constant([2]), constant([1, 0], [1, 2])])
        #expect(joined.shape == [1, 3, 1])
        #expect(joined.values == [2, 1, 3])
    }

    @Test func setsDiagonalsAndBoxes() throws {
        #expect(try move(.matrixDiag, [counting([2])]).values == [0, 0, 0, 1])
        #expect(
            try move(.matrixSetDiag, [counting([2, 3]), constant([8, 9])]).values == [
                8, 1, 2, 3, 9, 5,
            ])
        // The place is moved so that the box fits.
        #expect(
            try move(.dynamicUpdateSlice, [counting([4]), constant([8, 9]), constant([3])]).values
                == [0, 1, 8, 9])
    }

    @Test func readsParametersThatAreComputed() throws {
        var order = try constant([1, 0])
        order.isConstant = false
        let transposing = OperatorRun(
            code: .transpose, inputs: [try counting([2, 3]), order],
            outputs: [try TestTensor(.int32)])
        #expect(try transposing.shapes() == nil)
        #expect(
            try transposing(shapes: [[3, 2]]).first?.values(Int32.self) == [0, 3, 1, 4, 2, 5])
        #expect(throws: InferenceError.self) { try transposing(shapes: [[2, 3]]) }
    }
}
