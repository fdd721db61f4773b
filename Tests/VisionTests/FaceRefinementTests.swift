import Testing

@testable import Vision

@Suite struct FaceRefinementTests {
    private let mesh = (0..<FaceMeshConstants.landmarkCount).map { index in
        SIMD3(Double(index), Double(index) + 0.5, Double(index % 7))
    }

    /// The mesh after all refinements, each placing its k-th landmark at (1000 + k, part).
    private func refined() -> [SIMD3<Double>] {
        var points = mesh
        for (part, refinement) in FaceRefinement.all.enumerated() {
            let places = refinement.landmarks.indices.flatMap {
                [Float(1000 + $0), Float(part)]
            }
            places.withUnsafeBufferPointer { refinement.apply($0, to: &points) }
        }
        return points
    }

    @Test func eachLandmarkBelongsToOnePart() {
        let all = FaceRefinement.all.flatMap(\.landmarks)
        #expect(Set(all).count == all.count)
        #expect(Set(all).union(0..<468) == Set(0..<478))
    }

    @Test func placesAreReplaced() {
        let points = refined()
        #expect(points.count == 478)
        // The corners of the mouth and of the eyes come first.
        #expect(points[61] == SIMD3(1000, 0, mesh[61].z))
        #expect(points[33] == SIMD3(1000, 1, mesh[33].z))
        #expect(points[263] == SIMD3(1000, 2, mesh[263].z))
        #expect(points[417] == SIMD3(1070, 2, mesh[417].z))
        // The tip of the nose is no part.
        #expect(points[1] == mesh[1])
    }

    @Test func irisesAreAsDeepAsTheEyeAround() {
        let points = refined()
        let contour = [33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173]
        let depth = contour.reduce(0) { $0 + mesh[$1].z } / 16
        #expect(points[468] == SIMD3(1000, 3, depth))
        #expect(points[472] == SIMD3(1004, 3, depth))
        #expect(points[473].x == 1000 && points[473].y == 4)
    }
}
