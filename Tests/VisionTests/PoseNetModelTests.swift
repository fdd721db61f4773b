import Geometry
import Imaging
import Inference
import Motion
import Testing

@testable import Vision

@Suite struct PoseNetModelTests {
    private let picture: Picture

    init() throws { picture = try Picture(width: 66, height: 33) }

    /// A model that ends with poses: each part of a pose at one place, y before x.
    private func decoderModel(
        _ poses: [(x: Float, y: Float, score: Float)], limit: Int = 4
    ) throws -> Model {
        var places = [Float](repeating: 0, count: limit * 34)
        var scores = [Float](repeating: 0, count: limit * 17)
        var totals = [Float](repeating: 0, count: limit)
        for (number, pose) in poses.enumerated() {
            for part in 0..<17 {
                places[(number * 17 + part) * 2] = pose.y
                places[(number * 17 + part) * 2 + 1] = pose.x
                scores[number * 17 + part] = pose.score
            }
            totals[number] = pose.score
        }
        return try ColourModel(
            size: (33, 33), type: .uint8,
            outputs: [
                .init(shape: [1, limit, 17, 2], values: places),
                .init(shape: [1, limit, 17], values: scores),
                .init(shape: [1, limit], values: totals),
                .init(shape: [1], values: [Float(poses.count)]),
            ]
        ).model()
    }

    @Test func posesOfTheDecoderOperatorAreTakenAsTheyAre() throws {
        let model = try decoderModel([(10, 20, 0.8), (30, 5, 0.6)])
        let found = try PoseNetEstimator(model, people: 5).estimate(picture, at: 0)
        #expect(found.map(\.person) == [0, 1])
        // The image is 33 pixels wide and high, the picture 66 by 33.
        #expect(found[0].pose?[.leftKnee]?.position == Point(20, 20))
        #expect(found[1].pose?[.nose]?.position == Point(60, 5))
        #expect(abs((found[1].pose?.confidence ?? 0) - 0.6) < 1e-6)
        let one = try PoseNetEstimator(model).estimate(picture, at: 0)
        #expect(one.count == 1 && one[0].pose?[.nose]?.position == Point(20, 20))
    }

    @Test(arguments: [-3, .nan, .infinity] as [Float])
    func countsWithoutSenseDoNotCrash(count: Float) throws {
        var model = ColourModel(
            size: (33, 33),
            outputs: [
                .init(shape: [1, 2, 17, 2], values: Array(repeating: .nan, count: 68)),
                .init(shape: [1, 2, 17], values: Array(repeating: 1, count: 34)),
                .init(shape: [1, 2], values: [1, 1]), .init(shape: [1], values: [count]),
            ])
        let found = try PoseNetEstimator(model.model(), people: 3).estimate(picture, at: 0)
        #expect(found.count <= 2)
        // Outputs that do not belong together.
        model.outputs[1].shape = [1, 17, 2]
        model.outputs[2] = .init(shape: [1, 3], values: [1, 1, 1])
        #expect(throws: VisionError.self) { try PoseNetEstimator(model.model()) }
    }

    /// A model that ends with maps of 3 by 3 cells; all parts are in one.
    private func mapsModel(together: Bool, shift: Float = 4) throws -> Model {
        var scores = [Float](repeating: -9, count: 9 * 17)
        for part in 0..<17 { scores[5 * 17 + part] = 3 }
        func map(_ name: String, _ channels: Int, _ value: Float = 0) -> ColourModel.Output {
            .init(
                name: name, shape: [1, 3, 3, channels],
                values: Array(repeating: value, count: 9 * channels))
        }
        let ways = together ? [map("ways", 64)] : [map("bwd", 32), map("fwd", 32)]
        return try ColourModel(
            size: (33, 33),
            outputs: ways + [
                .init(name: "heatmap", shape: [1, 3, 3, 17], values: scores),
                map("offset", 34, shift),
            ]
        ).model()
    }

    @Test(arguments: [true, false])
    func mapsAreReadWhateverTheirOrder(together: Bool) throws {
        let estimator = try PoseNetEstimator(mapsModel(together: together))
        for time in [0.0, 0.1] {
            let pose = try #require(try estimator.estimate(picture, at: time).first?.pose)
            // The second row's last cell, 16 pixels apart, and its offset; twice as wide.
            #expect(pose[.nose]?.position == Point(2 * (32 + 4), 16 + 4))
            #expect(abs((pose[.rightAnkle]?.confidence ?? 0) - 0.95257) < 1e-4)
        }
    }

    @Test func severalPeopleAreLookedForWhereThatIsAsked() throws {
        let found = try PoseNetEstimator(mapsModel(together: true, shift: 0), people: 4)
            .estimate(picture, at: 0)
        #expect(found.count == 1)
    }
}
