import Inference
import ModelBuilding
import Testing

@Suite struct PoseNetDecoderTests {
    private let height = 9
    private let width = 9
    private let stride = 16

    private func decoder(_ more: [String: FlexBufferBuilder.Value] = [:]) -> CustomRun {
        let options: [String: FlexBufferBuilder.Value] = [
            "stride": .integer(16), "score_threshold": .real(0.2), "nms_radius": .real(10),
            "max_detections": .integer(3),
        ]
        return CustomRun(
            name: "PosenetDecoderOp", options: FlexBufferBuilder.map(options.merging(more) { $1 }),
            inputs: [[1, height, width, 17], [1, height, width, 34], [1, height, width, 64]],
            outputs: 4)
    }

    /// Maps of people whose keypoints all stand in one column, at rows 0 to 8 by their number / 2;
    /// from everywhere offsets lead to a quarter cell right of the nearest person's.
    private func maps(columns: [(Int, logit: Float)]) -> [[Float]] {
        let cells = height * width
        var scores = [Float](repeating: -5, count: cells * 17)
        var short = [Float](repeating: 0, count: cells * 34)
        var middle = [Float](repeating: 0, count: cells * 64)
        for (column, logit) in columns {
            for keypoint in 0..<17 {
                let cell = keypoint / 2 * width + column
                scores[cell * 17 + keypoint] = logit
            }
        }
        for cell in 0..<cells {
            let (row, column) = (cell / width, cell % width)
            let nearest = columns.map(\.0).min { abs($0 - column) < abs($1 - column) } ?? column
            for keypoint in 0..<17 {
                short[cell * 34 + keypoint] = Float((keypoint / 2 - row) * stride)
                short[cell * 34 + 17 + keypoint] = Float((nearest - column) * stride + 4)
            }
            for (number, pair) in Self.pairs.enumerated() {
                let way = Float((pair.1 / 2 - pair.0 / 2) * stride)
                middle[cell * 64 + number] = way
                middle[cell * 64 + 32 + number] = -way
            }
        }
        return [scores, short, middle]
    }

    private static let pairs = [
        (0, 1), (1, 3), (0, 2), (2, 4), (0, 5), (5, 7), (7, 9), (5, 11), (11, 13), (13, 15),
        (0, 6), (6, 8), (8, 10), (6, 12), (12, 14), (14, 16),
    ]

    @Test func findsPeopleByFallingScore() throws {
        let results = try decoder()(maps(columns: [(2, 1), (6, 3)]))
        #expect(results.map(\.shape) == [[1, 3, 17, 2], [1, 3, 17], [1, 3], [1]])
        #expect(results[3].values == [2])
        let places = results[0].values
        for keypoint in 0..<17 {
            let row = Float(keypoint / 2 * stride)
            expectClose(Array(places[2 * keypoint..<2 * keypoint + 2]), [row, 100])
            expectClose(Array(places[34 + 2 * keypoint..<36 + 2 * keypoint]), [row, 36])
        }
        // A quarter on the way from a logit of 3 to one of -5.
        expectClose(Array(results[1].values[0..<17]), [Float](repeating: 0.7310586, count: 17))
        #expect(results[2].values[0] > results[2].values[1])
        #expect(results[2].values[2] == 0)
    }

    @Test func keepsNoMorePosesThanAsked() throws {
        let results = try decoder(["max_detections": .integer(1)])(
            maps(columns: [(2, 1), (6, 3)]))
        #expect(results[3].values == [1])
        let strict = try decoder(["score_threshold": .real(0.99)])(
            maps(columns: [(2, 1), (6, 3)]))
        #expect(strict[3].values == [0])
        #expect(strict[0].values.allSatisfy { $0 == 0 })
    }

    @Test func quantizedMapsGiveTheSamePoses() throws {
        let maps = maps(columns: [(4, 2)])
        var builder = ModelBuilder()
        let shapes = [[1, 9, 9, 17], [1, 9, 9, 34], [1, 9, 9, 64]]
        let inputs = shapes.enumerated().map { index, shape in
            builder.input("\(index)", .uint8, shape, quantization: .init(scale: 1, zeroPoint: 128))
        }
        let outputs = (0..<4).map { builder.output("output \($0)", .float32, []) }
        builder.custom(
            "PosenetDecoderOp", inputs: inputs, outputs: outputs, options: decoder().options)
        let interpreter = try Interpreter(builder.model())
        for (index, map) in maps.enumerated() {
            try interpreter.write(map.map { UInt8(max(min($0 + 128, 255), 0)) }, toInput: index)
        }
        try interpreter.invoke()
        let expected = try decoder()(maps.map { $0.map { max(min($0, 127), -128) } })
        for index in 0..<4 {
            #expect(try interpreter.read(output: index, as: Float.self) == expected[index].values)
        }
    }

    @Test func valuesThatAreNoNumbersDoNotTrap() throws {
        for value: Float in [.nan, .infinity, -.infinity, 1e38] {
            let maps = maps(columns: [(4, 2)])
            _ = try decoder()([maps[0], maps[1].map { _ in value }, maps[2]])
            _ = try decoder()([maps[0], maps[1], maps[2].map { _ in value }])
            _ = try decoder()([maps[0].map { _ in value }, maps[1], maps[2]])
        }
    }

    @Test func optionsThatCannotBe() throws {
        let maps = maps(columns: [])
        for more: [String: FlexBufferBuilder.Value] in [
            ["stride": .integer(0)], ["max_detections": .integer(0)],
            ["max_detections": .integer(-1)], ["score_threshold": .real(.nan)],
            ["nms_radius": .string("wide")],
        ] {
            #expect(throws: InferenceError.self) { try decoder(more)(maps) }
        }
        var few = decoder()
        few.inputs[1] = [1, height, width, 17]
        #expect(throws: InferenceError.self) { try CustomRun.interpreter(few.bytes()) }
        let sound = decoder().bytes()
        for index in sound.indices {
            var damaged = sound
            damaged[index] ^= 0x55
            _ = try? CustomRun.interpreter(damaged)
        }
    }
}
