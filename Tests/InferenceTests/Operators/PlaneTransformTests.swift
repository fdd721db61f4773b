import Inference
import ModelBuilding
import Testing

/// Landmarks2TransformMatrix, TransformTensor(Bilinear) and TransformLandmarks.
@Suite struct PlaneTransformTests {
    private let identity: [Float] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]

    private func box(_ more: [String: FlexBufferBuilder.Value] = [:]) -> CustomRun {
        let options: [String: FlexBufferBuilder.Value] = [
            "left_rotation_idx": .integer(0), "right_rotation_idx": .integer(1),
            "output_height": .integer(8), "output_width": .integer(4), "scale_x": .real(1.5),
            "scale_y": .real(2), "subset_idxs": .integers([0, 1, 2]),
        ]
        return CustomRun(
            name: "Landmarks2TransformMatrix", version: 2,
            options: FlexBufferBuilder.map(options.merging(more) { $1 }), inputs: [[1, 4, 3]])
    }

    @Test func boxAroundUprightLandmarks() throws {
        // A box from (10, 20) to (30, 40), of 30 x 40 after scaling, middle (20, 30); the last
        // landmark is not part of it.
        let matrix = try box()([[10, 20, 9, 30, 20, 9, 20, 40, 9, 500, 500, 9]])[0]
        #expect(matrix.shape == [1, 4, 4])
        let expected: [Float] = [7.5, 0, 0, 5, 0, 5, 0, 10, 0, 0, 1, 0, 0, 0, 0, 1]
        expectClose(matrix.values, expected)
    }

    @Test func boxThatIsTurned() throws {
        // The line of the first two points stands upright; turned by a quarter they are level.
        let matrix = try box()([[20, 10, 0, 20, 30, 0, 0, 20, 0, 0, 0, 0]])[0].values
        // The small image's middle goes to the box's middle (10, 20), its x axis goes downwards.
        expectClose(
            [
                matrix[0] * 2 + matrix[1] * 4 + matrix[3],
                matrix[4] * 2 + matrix[5] * 4 + matrix[7],
            ], [10, 20])
        expectClose([matrix[0], matrix[4]], [0, 7.5])
        expectClose([matrix[1], matrix[5]], [-5, 0])
        let target = try box(["target_rotation_radians": .real(.pi / 2)])([
            [20, 10, 0, 20, 30, 0, 0, 20, 0, 0, 0, 0]
        ])[0].values
        expectClose([target[1], target[4]], [0, 0])
    }

    @Test func firstVersionsBox() throws {
        // An upright box from (0, 0) to (100, 50) of landmarks up to 100, sampled from an image of
        // 11 x 21 into one of 3 x 5: corners go to corners.
        let run = CustomRun(
            name: "Landmarks2TransformMatrix", version: 1,
            options: FlexBufferBuilder.map([
                "input_hw": .integers([11, 21]), "output_hw": .integers([3, 5]),
                "dimensions": .integer(3), "landmarks_range": .integer(100),
                "bbox_size_multiplier": .real(1), "left_rotation_idx": .integer(0),
                "right_rotation_idx": .integer(1), "subset": .integers([0, 2]),
            ]), inputs: [[1, 1, 1, 9]])
        let matrix = try run([[0, 0, 1, 100, 0, 1, 100, 50, 1]])[0].values
        expectClose(matrix, [5, 0, 0, 0, 0, 2.5, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
    }

    @Test func boxesThatCannotBe() {
        let points = [[Float]](repeating: [Float](repeating: 1, count: 12), count: 1)
        for more: [String: FlexBufferBuilder.Value] in [
            ["left_rotation_idx": .integer(4)], ["left_rotation_idx": .integer(-1)],
            ["output_width": .integer(0)], ["scale_x": .real(0)], ["scale_x": .real(.nan)],
            ["subset_idxs": .integers([])], ["subset_idxs": .integers([0, 4])],
            ["subset_idxs": .string("0")],
        ] {
            #expect(throws: InferenceError.self) { try box(more)(points) }
        }
        #expect(throws: InferenceError.self) {
            try CustomRun(name: "Landmarks2TransformMatrix", version: 2, inputs: [[1, 4, 3]])(
                points)
        }
        box().damage(points)
    }

    private func sampler(_ version: Int, height: Int32, width: Int32) -> CustomRun {
        let options: [String: FlexBufferBuilder.Value] =
            version == 1
            ? ["mode": .string("bilinear"), "output_size": .integers([height, width])]
            : ["output_height": .integer(height), "output_width": .integer(width)]
        return CustomRun(
            name: version == 1 ? "TransformTensor" : "TransformTensorBilinear", version: version,
            options: FlexBufferBuilder.map(options), inputs: [[1, 2, 3, 2], [1, 4, 4]])
    }

    private let image: [Float] = [0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15]

    @Test func samplesWhereTheMatrixSays() throws {
        // Half a pixel right and half a pixel down, then outside.
        var matrix = identity
        matrix[3] = 0.5
        matrix[7] = 0.5
        let sampled = try sampler(1, height: 1, width: 3)([image, matrix])[0]
        #expect(sampled.shape == [1, 1, 3, 2])
        #expect(sampled.values == [2, 12, 3, 13, 0, 0])
    }

    @Test func secondVersionSamplesMiddles() throws {
        #expect(try sampler(2, height: 2, width: 3)([image, identity])[0].values == image)
        // Twice as large: the middle of each quarter, of which the outer ones lie outside.
        var matrix = identity
        matrix[0] = 0.5
        matrix[5] = 0.5
        let sampled = try sampler(2, height: 4, width: 6)([image, matrix])[0].values
        expectClose(Array(sampled[0..<12]), [Float](repeating: 0, count: 12))
        expectClose(Array(sampled[14..<18]), [1, 11, 1.5, 11.5].map { $0 })
    }

    @Test func coordinatesThatAreNoNumbers() throws {
        for value: Float in [.nan, .infinity, -.infinity, 1e30] {
            let matrix = identity.map { $0 * value }
            let sampled = try sampler(2, height: 2, width: 3)([image, matrix])[0].values
            #expect(sampled == [Float](repeating: 0, count: 12))
        }
        sampler(2, height: 2, width: 3).damage([image, identity])
    }

    @Test func landmarksOfTwoAndThreeNumbers() throws {
        let matrix: [Float] = [2, 0, 7, 1, 0, 3, 7, -1, 0, 0, 1, 0, 0, 0, 0, 1]
        let flat = CustomRun(
            name: "TransformLandmarks", version: 2, inputs: [[1, 2, 2], [1, 4, 4]])
        #expect(try flat([[1, 2, 3, 4], matrix])[0].values == [3, 5, 7, 11])
        let deep = CustomRun(
            name: "TransformLandmarks", version: 2, inputs: [[1, 1, 3], [1, 4, 4]])
        #expect(try deep([[1, 2, 9], matrix])[0].values == [3, 5, 9])
        let first = CustomRun(
            name: "TransformLandmarks", version: 1,
            options: FlexBufferBuilder.map(["dimensions": .integer(2), "scale": .real(10)]),
            inputs: [[1, 1, 1, 4], [1, 4, 4]])
        #expect(try first([[1, 2, 3, 4], matrix])[0].values == [12, -4, 16, 2])
        let odd = CustomRun(
            name: "TransformLandmarks", version: 2, inputs: [[1, 2, 4], [1, 4, 4]])
        #expect(throws: InferenceError.self) { try odd([[Float](repeating: 0, count: 8), matrix]) }
        first.damage([[1, 2, 3, 4], matrix])
    }
}

/// Within a thousandth.
func expectClose(
    _ values: [Float], _ expected: [Float], sourceLocation: SourceLocation = #_sourceLocation
) {
    let isClose =
        values.count == expected.count
        && zip(values, expected).allSatisfy {
            abs($0 - $1) < 1e-3
        }
    #expect(isClose, "\(values) is not \(expected)", sourceLocation: sourceLocation)
}
