import Geometry
import Testing

@testable import Vision

/// Maps that were made from people whose keypoints are known.
@Suite struct PoseNetDecoderTests {
    private static let cellSize = 16.0
    private let decoder = PoseNetDecoder()

    /// A person: where each part is.
    private func person(at left: Double) -> [Point] {
        (0..<PoseNetDecoder.partCount).map { part in
            Point(left + Double(part % 3) * 22, 30 + Double(part) * 14)
        }
    }

    /// Cells around each part say that it is there, where it is and where its neighbours are.
    private func maps(of people: [[Point]], height: Int = 20, width: Int = 20) -> PoseNetMaps {
        var maps = PoseNetMaps(
            height: height, width: width, stride: Self.cellSize,
            logits: .init(repeating: -9, count: height * width * 17),
            offsets: .init(repeating: 0, count: height * width * 34),
            forward: .init(repeating: 0, count: height * width * 32),
            backward: .init(repeating: 0, count: height * width * 32))
        for person in people {
            for (part, point) in person.enumerated() {
                for row in 0..<height {
                    for column in 0..<width {
                        let cell = row * width + column
                        let place = Point(Double(column), Double(row)) * Self.cellSize
                        let away = point - place
                        guard away.length < 2 * Self.cellSize else { continue }
                        maps.logits[cell * 17 + part] = Float(6 - away.length / 4)
                        maps.offsets[cell * 34 + part] = Float(away.y)
                        maps.offsets[cell * 34 + 17 + part] = Float(away.x)
                        for (edge, parts) in PoseNetDecoder.edges.enumerated() {
                            if parts.0 == part {
                                let way = person[parts.1] - point
                                maps.forward[cell * 32 + edge] = Float(way.y)
                                maps.forward[cell * 32 + 16 + edge] = Float(way.x)
                            }
                            if parts.1 == part {
                                let way = person[parts.0] - point
                                maps.backward[cell * 32 + edge] = Float(way.y)
                                maps.backward[cell * 32 + 16 + edge] = Float(way.x)
                            }
                        }
                    }
                }
            }
        }
        return maps
    }

    @Test func oneIsFoundWhereItIs() {
        let person = person(at: 100)
        let pose = decoder.single(maps(of: [person]))
        for (keypoint, point) in zip(pose.keypoints, person) {
            #expect((keypoint.position - point).length < 1e-4)
        }
        #expect(pose.score > 0.9)
    }

    @Test func peopleAreToldApart() {
        let people = [person(at: 20), person(at: 220)]
        let poses = decoder.multiple(maps(of: people))
        #expect(poses.count == 2)
        for pose in poses {
            let person = pose.keypoints[0].position.x < 120 ? people[0] : people[1]
            for (keypoint, point) in zip(pose.keypoints, person) {
                #expect((keypoint.position - point).length < 0.5)
            }
        }
        #expect(Set(poses.map { $0.keypoints[0].position.x < 120 }) == [true, false])
    }

    @Test func nobodyIsFoundWhereNobodyIs() {
        #expect(decoder.multiple(maps(of: [])).isEmpty)
    }

    @Test func theMostPosesAreKept() {
        var decoder = decoder
        decoder.limit = 1
        #expect(decoder.multiple(maps(of: [person(at: 20), person(at: 220)])).count == 1)
    }

    @Test func valuesWithoutSenseDoNotCrash() {
        var maps = maps(of: [person(at: 100)])
        for index in stride(from: 0, to: maps.forward.count, by: 3) {
            maps.forward[index] = .nan
            maps.backward[index] = .infinity
            maps.offsets[index] = -.greatestFiniteMagnitude
        }
        _ = decoder.multiple(maps)
        _ = decoder.single(maps)
    }
}
