import Geometry
import Motion
import Scene
import Testing

@testable import Rigging

@Suite struct LinearBlendSkinningTests {
    private let drawing: Drawing
    private let binding: Binding

    init() throws {
        var figure = StickFigure()
        figure.addArt([Point(262, 110), Point(290, 160), Point(310, 240)])
        figure.addArt([Point(200, 150), Point(190, 240)], isVisible: false)
        figure.addGroup(
            id: "hat",
            [
                ("leftShoulder_2_", Point(240, 80)), ("rightShoulder_2_", Point(160, 80)),
                (nil, Point(200, 50)),
            ])
        drawing = figure.finished()
        binding = try Binding(drawing, source: "figure")
    }

    private func deformed(_ change: (inout Posture) -> Void) throws -> SceneFrame {
        var posture = Posture(restPoseOf: binding.skeleton)
        change(&posture)
        var frame = SceneFrame(restPoseOf: drawing)
        var skinning = try LinearBlendSkinning(binding, drawing: drawing)
        try skinning.deform(posture, into: &frame)
        return frame
    }

    private func move(_ posture: inout Posture, by map: Affine, scale: Double) {
        for index in posture.keypoints.indices {
            posture.keypoints[index].position = map.apply(posture.keypoints[index].position)
        }
        posture.bodyScale = scale
        posture.faceScale = scale
    }

    @Test func restPoseIsTheDrawing() throws {
        let frame = try deformed { _ in }
        for (moved, rest) in zip(frame.points, drawing.points) {
            #expect((moved - rest).length < 1e-9)
        }
    }

    /// Shifting, turning and scaling the whole skeleton does the same to every point.
    @Test func similaritiesCarryOver() throws {
        for (degrees, scale) in [(0.0, 1.0), (30, 1), (-120, 0.5), (77, 2.25)] {
            let map = Affine.translation(13, -40)
                .concatenating(inner: .rotation(degrees: degrees))
                .concatenating(inner: .scale(scale, scale))
            let frame = try deformed { move(&$0, by: map, scale: scale) }
            for bound in binding.shapes {
                for index in (3 * bound.anchors.lowerBound)..<(3 * bound.anchors.upperBound) {
                    #expect((frame.points[index] - map.apply(drawing.points[index])).length < 1e-9)
                }
                #expect(abs(frame.strokeScales[bound.shape] - scale) < 1e-12)
            }
        }
    }

    @Test func unsureShapesAreHidden() throws {
        let frame = try deformed { posture in
            for index in posture.keypoints.indices
            where ["leftShoulder", "leftElbow", "leftWrist"]
                .contains(binding.rig.keypoints[index].name)
            {
                posture.keypoints[index].confidence = 0.2
            }
        }
        let arm = binding.shapes[0].shape
        #expect(!frame.isShown[arm])
        #expect(abs(frame.confidences[arm] - 0.2) < 1e-12)
        #expect(frame.isShown[binding.shapes[2].shape])
    }

    @Test func hiddenArtStaysHidden() throws {
        #expect(try !deformed { _ in }.isShown[binding.shapes[1].shape])
    }

    @Test func bonesWithoutLengthGiveNumbers() throws {
        let frame = try deformed { posture in
            for index in posture.keypoints.indices {
                posture.keypoints[index].position = Point(100, 100)
            }
        }
        #expect(frame.points.allSatisfy { $0.isFinite })
    }
}
