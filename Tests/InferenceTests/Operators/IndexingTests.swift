import Testing

@testable import Inference

@Suite struct IndexingTests {
    private func constant(_ values: [Int32], _ dimensions: [Int]? = nil) throws -> TestTensor {
        try TestTensor(values, dimensions ?? [values.count], isConstant: true)
    }

    private func counting(_ dimensions: [Int]) throws -> TestTensor {
        try TestTensor((0..<dimensions.reduce(1, *)).map { Int32($0) }, dimensions)
    }

    private func find(
        _ code: BuiltinOperator, _ inputs: [TestTensor], _ options: [Int: TestOption] = [:],
        _ outputs: [ElementType] = [.int32]
    ) throws -> [TestTensor] {
        try OperatorRun(
            code: code, options: options, inputs: inputs,
            outputs: outputs.map { try TestTensor($0) })()
    }

    @Test func gathersAlongAnAxis() throws {
        let gathered = try find(
            .gather, [counting([2, 3]), constant([2, 0])], [0: .int32(1)])
        #expect(gathered[0].shape == [2, 2])
        #expect(gathered[0].values(Int32.self) == [2, 0, 5, 3])
        let batched = try find(
            .gather, [counting([2, 3]), constant([2, 0], [2, 1])], [0: .int32(1), 1: .int32(1)])
        #expect(batched[0].values(Int32.self) == [2, 3])
    }

    @Test(arguments: [-1, 3] as [Int32]) func refusesPlacesOutside(index: Int32) throws {
        for code in [BuiltinOperator.gather, .gatherNd] {
            let error = #expect(throws: InferenceError.self) {
                try find(code, [counting([3]), constant([index], [1, 1])])
            }
            #expect(error?.kind == .badData)
        }
        #expect(throws: InferenceError.self) {
            try find(
                .scatterNd, [constant([index], [1, 1]), constant([7]), constant([3])])
        }
    }

    @Test func gathersAndScattersByPlaces() throws {
        let places = try constant([1, 2, 0, 1], [2, 2])
        #expect(try find(.gatherNd, [counting([2, 3]), places])[0].values(Int32.self) == [5, 1])
        #expect(
            try find(.gatherNd, [counting([2, 3]), constant([1], [1, 1])])[0].values(Int32.self)
                == [3, 4, 5])
        // What falls on the same place is added.
        #expect(
            try find(
                .scatterNd, [constant([1, 3, 1], [3, 1]), constant([5, 6, 7]), constant([4])])[0]
                .values(Int32.self) == [0, 12, 0, 6])
        #expect(
            try find(
                .sparseToDense,
                [places, constant([2, 3]), constant([8, 9]), constant([-1], [])])[0]
                .values(Int32.self) == [-1, 9, -1, -1, -1, 8])
    }

    @Test func findsPlacesOfWhatIsNotZero() throws {
        var condition = try constant([0, 7, -1, 0], [2, 2])
        #expect(try find(.where, [condition], [:], [.int64])[0].values(Int64.self) == [0, 1, 1, 0])
        condition.isConstant = false
        #expect(
            try OperatorRun(
                code: .where, inputs: [condition], outputs: [TestTensor(.int64)]
            ).shapes() == nil)
    }

    @Test func marksOnePlaceARow() throws {
        let values = [try constant([5], []), try constant([1], [])]
        #expect(
            try find(
                .oneHot, [constant([2, -1]), constant([3], [])] + values, [0: .int32(-1)])[0]
                .values(Int32.self) == [1, 1, 5, 1, 1, 1])
        #expect(
            try find(
                .oneHot, [constant([1, 0]), constant([2], [])] + values, [0: .int32(0)])[0]
                .values(Int32.self) == [1, 5, 5, 1])
    }

    @Test func findsTheLargest() throws {
        let found = try find(
            .topkV2, [TestTensor([1, 4, 3, 4, 2] as [Float], [5]), constant([3], [])], [:],
            [.float32, .int32])
        #expect(found[0].values(Float.self) == [4, 4, 3])
        #expect(found[1].values(Int32.self) == [1, 3, 2])
        #expect(throws: InferenceError.self) {
            try find(
                .topkV2, [TestTensor([1] as [Float], [1]), constant([2], [])], [:],
                [.float32, .int32])
        }
    }

    @Test func findsTheLargestAmongNumbersThatAreNone() throws {
        let found = try find(
            .topkV2, [TestTensor([.nan, 1, .nan, 2] as [Float], [4]), constant([4], [])], [:],
            [.float32, .int32])
        #expect(Set(found[1].values(Int32.self)) == [0, 1, 2, 3])
    }

    @Test func reducesSegments() throws {
        let data = try counting([3, 2])
        #expect(
            try find(.segmentSum, [data, constant([0, 0, 1])])[0].values(Int32.self) == [
                2, 4, 4, 5,
            ]
        )
        #expect(
            try find(.unsortedSegmentMax, [data, constant([1, -1, 1]), constant([2], [])])[0]
                .values(Int32.self) == [.min, .min, 4, 5])
        #expect(throws: InferenceError.self) {
            try find(.segmentSum, [data, constant([0, 2, 3])])
        }
        #expect(throws: InferenceError.self) {
            try find(.unsortedSegmentSum, [data, constant([0, 1, 2]), constant([2], [])])
        }
    }

    @Test func tellsDifferentElements() throws {
        let found = try find(
            .unique, [constant([5, 3, 5, 4, 3])], [:], [.int32, .int64])
        #expect(found[0].values(Int32.self) == [5, 3, 4])
        #expect(found[1].values(Int64.self) == [0, 1, 0, 2, 1])
    }

    private func suppress(sigma: Float?) throws -> [TestTensor] {
        let boxes: [Float] = [0, 0, 1, 1, 0, 0.1, 1, 1.1, 5, 5, 6, 6, 0, 0, 1, 1.05]
        func number(_ value: Float) throws -> TestTensor { try TestTensor([value], []) }
        return try find(
            sigma == nil ? .nonMaxSuppressionV4 : .nonMaxSuppressionV5,
            [
                TestTensor(boxes, [4, 4]), TestTensor([0.9, 0.8, 0.7, 0.2] as [Float], [4]),
                constant([3], []), number(sigma == nil ? 0.5 : 1), number(0.3),
            ] + (sigma == nil ? [] : [number(sigma ?? 0)]), [:],
            sigma == nil ? [.int32, .int32] : [.int32, .float32, .int32])
    }

    @Test func choosesBoxes() throws {
        let chosen = try suppress(sigma: nil)
        #expect(chosen[0].values(Int32.self) == [0, 2, 0])
        #expect(chosen[1].values(Int32.self) == [2])
    }

    @Test func lowersTheScoresOfBoxesThatOverlap() throws {
        let chosen = try suppress(sigma: 0.5)
        #expect(chosen[0].values(Int32.self) == [0, 2, 1])
        let scores = chosen[1].values(Float.self)
        #expect(scores[0] == 0.9 && scores[1] == 0.7)
        // 0.8 e^(-overlap² / (2 sigma)), with an overlap of 0.9 / 1.1.
        #expect(abs(scores[2] - 0.4096) < 1e-3)
        #expect(chosen[2].values(Int32.self) == [3])
    }
}
