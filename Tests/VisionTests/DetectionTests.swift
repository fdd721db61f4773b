import Geometry
import Testing

@testable import Vision

@Suite struct DetectionTests {
    private func box(_ x: Double, _ score: Double) -> Detection {
        Detection(
            score: score, lower: Point(x, 0), upper: Point(x + 1, 1), points: [Point(x, 0.5)])
    }

    @Test func overlapIsTheCommonPart() {
        #expect(box(0, 1).overlap(box(0, 1)) == 1)
        #expect(abs(box(0, 1).overlap(box(0.5, 1)) - 1 / 3) < 1e-12)
        #expect(box(0, 1).overlap(box(1, 1)) == 0)
    }

    @Test func overlappingBoxesBecomeTheirWeightedMean() {
        let merged = Detection.merged([box(0.2, 0.6), box(0, 0.9), box(5, 0.7)], overlap: 0.3)
        #expect(merged.map(\.score) == [0.9, 0.7])
        // (0 * 0.9 + 0.2 * 0.6) / 1.5
        #expect(abs(merged[0].lower.x - 0.08) < 1e-12)
        #expect(abs(merged[0].points[0].x - 0.08) < 1e-12)
        #expect(merged[1].lower == Point(5, 0))
    }

    @Test func boxesWithoutAreaEnd() {
        let flat = Detection(score: 0.5, lower: .zero, upper: .zero, points: [])
        #expect(Detection.merged([flat, flat], overlap: 0.3).count == 2)
    }

    @Test func anchorsAreThoseOfTheModels() {
        let face = AnchorGrid(inputSize: 128, strides: [8, 16, 16, 16]).centers
        #expect(face.count == 896)
        #expect(face[0] == Point(0.5 / 16, 0.5 / 16))
        #expect(face[1] == face[0])
        #expect(face[2] == Point(1.5 / 16, 0.5 / 16))
        // Three layers of stride 16 share their cells: six anchors each.
        #expect(face[512..<518].allSatisfy { $0 == Point(0.5 / 8, 0.5 / 8) })
        #expect(face[518] == Point(1.5 / 8, 0.5 / 8))
        #expect(
            AnchorGrid(inputSize: 224, strides: [8, 16, 32, 32, 32]).centers.count == 2254)
    }
}
