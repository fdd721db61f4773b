import Testing

@testable import Inference

@Suite struct SlicingTests {
    private static func tensor(_ values: [Int32]) throws -> TestTensor {
        try TestTensor(values, [values.count], isConstant: true)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var begin: [Int32]
        var end: [Int32]
        var strides: [Int32]
        /// The options: masks of begins, ends, ellipses, new axes and shrunk ones, then offset.
        var masks: [Int: TestOption] = [:]
        var shape: [Int]
        var values: [Int32]

        var testDescription: String { "\(begin) to \(end) by \(strides)" }
    }

    /// Of 0...5 in two rows; LiteRT's answers.
    static let cases = [
        Case(begin: [0, 1], end: [2, 3], strides: [1, 1], shape: [2, 2], values: [1, 2, 4, 5]),
        Case(
            begin: [-1, 2], end: [-3, -4], strides: [-1, -2], shape: [2, 2], values: [5, 3, 2, 0]),
        Case(
            begin: [1, 1], end: [0, 0], strides: [1, 1], masks: [0: .int32(2), 1: .int32(3)],
            shape: [1, 3], values: [3, 4, 5]),
        Case(
            begin: [9, 1], end: [9, 2], strides: [1, 1], masks: [2: .int32(1)], shape: [2, 1],
            values: [1, 4]),
        Case(
            begin: [0, 1], end: [0, 2], strides: [1, 1], masks: [3: .int32(1)], shape: [1, 1, 3],
            values: [3, 4, 5]),
        Case(
            begin: [-1], end: [0], strides: [1], masks: [4: .int32(1)], shape: [3],
            values: [3, 4, 5]),
        Case(
            begin: [1, 1], end: [1, 2], strides: [1, 1], masks: [5: .byte(1)], shape: [1, 2],
            values: [4, 5]),
        // An ellipsis takes an axis even where none is left for it.
        Case(
            begin: [0, 0, 1], end: [0, 1, 3], strides: [1, 1, 1], masks: [2: .int32(1)],
            shape: [2, 1], values: [0, 3]),
        Case(begin: [1, 5], end: [2, 9], strides: [1, 1], shape: [1, 0], values: []),
    ]

    private func slicing(_ slice: Case) throws -> OperatorRun {
        OperatorRun(
            code: .stridedSlice, options: slice.masks,
            inputs: [
                try TestTensor([0, 1, 2, 3, 4, 5] as [Int32], [2, 3]),
                try Self.tensor(slice.begin), try Self.tensor(slice.end),
                try Self.tensor(slice.strides),
            ], outputs: [try TestTensor(.int32)])
    }

    @Test(arguments: cases) func takesSteps(slice: Case) throws {
        let output = try #require(try slicing(slice)().first)
        #expect(output.shape.dimensions == slice.shape)
        #expect(output.values(Int32.self) == slice.values)
    }

    @Test(arguments: [
        Case(begin: [0], end: [1], strides: [0], shape: [], values: []),
        Case(begin: [2], end: [3], strides: [1], masks: [4: .int32(1)], shape: [], values: []),
        Case(begin: [1], end: [3], strides: [-1], masks: [4: .int32(1)], shape: [], values: []),
        Case(
            begin: [0, 0], end: [1, 1], strides: [1, 1], masks: [2: .int32(3)], shape: [],
            values: []),
        Case(
            begin: [0, 0, 0], end: [1, 1, 1], strides: [1, 1, 1], shape: [], values: []),
    ])
    func refusesSlicesThatAreNotThere(slice: Case) throws {
        #expect(throws: InferenceError.self) { try slicing(slice)() }
    }

    @Test func takesBoxes() throws {
        func slicing(_ begin: [Int32], _ size: [Int32]) throws -> [TestTensor] {
            try OperatorRun(
                code: .slice,
                inputs: [
                    TestTensor([0, 1, 2, 3, 4, 5] as [Int32], [2, 3]), Self.tensor(begin),
                    Self.tensor(size),
                ], outputs: [TestTensor(.int32)])()
        }
        let box = try #require(try slicing([0, 1], [-1, 1]).first)
        #expect(box.shape == [2, 1])
        #expect(box.values(Int32.self) == [1, 4])
        for (begin, size): ([Int32], [Int32]) in [
            ([0, 1], [1, 3]), ([-1, 0], [1, 1]), ([0, 0], [-2, 1]), ([0], [1]),
            ([.max, 0], [.max, 1]),
        ] {
            #expect(throws: InferenceError.self) { try slicing(begin, size) }
        }
    }
}
