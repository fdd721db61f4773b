import Geometry
import Scene
import Testing

@testable import Rigging

@Suite struct RigChoiceTests {
    @Test func bodyIsChosenWithoutAFace() throws {
        let binding = try Binding(StickFigure().finished(), source: "figure")
        #expect(binding.rig.name == "body")
    }

    @Test func illustratorsSuffixesAndLabelsFit() throws {
        let suffixed = StickFigure(
            joints: StickFigure.bodyJoints.map { ($0.name + "_1_", $0.position) })
        let binding = try Binding(suffixed.finished(skeletonID: "skeleton_2_"), source: "figure")
        #expect(binding.rig.name == "body")
        let labelled = StickFigure().finished(skeletonID: "g12", skeletonLabel: "Skeleton")
        #expect(try Binding(labelled, source: "figure").rig.name == "body")
    }

    @Test func missingJointIsNamedWithItsMisspelling() {
        let joints = StickFigure.bodyJoints.map {
            ($0.name == "leftKnee" ? "leftKne" : $0.name, $0.position)
        }
        let error = #expect(throws: RiggingError.self) {
            try Binding(StickFigure(joints: joints).finished(), source: "figure.svg")
        }
        let message = error?.description ?? ""
        #expect(
            error?.kind == .missingJoints
                && message.contains("leftKnee (is `leftKne` on line 9 meant?)"))
    }

    @Test func allMissingJointsAreNamedAtOnce() {
        let joints = StickFigure.bodyJoints.filter { !$0.name.hasSuffix("Wrist") }
        let error = #expect(throws: RiggingError.self) {
            try Binding(StickFigure(joints: joints).finished(), source: "figure.svg")
        }
        let message = error?.description ?? ""
        #expect(
            message.contains("lacks 2 of the 12 joints")
                && message.contains("leftWrist, rightWrist"))
    }

    @Test func noSkeletonIsSaid() {
        let error = #expect(throws: RiggingError.self) {
            try Binding(Drawing(size: Size(width: 1, height: 1)), source: "figure.svg")
        }
        #expect(error?.kind == .noSkeleton)
        let renamed = #expect(throws: RiggingError.self) {
            try Binding(StickFigure().finished(skeletonID: "bones"), source: "figure.svg")
        }
        #expect(renamed?.kind == .noSkeleton)
    }

    @Test func firstOfTwoJointsOfOneNameCounts() throws {
        let joints = StickFigure.bodyJoints + [("leftKnee_2_", Point(0, 0))]
        let binding = try Binding(StickFigure(joints: joints).finished(), source: "figure")
        let knee = try #require(binding.rig.keypoints.firstIndex { $0.name == "leftKnee" })
        #expect(binding.skeleton.restPositions[knee] == Point(228, 290))
        #expect(binding.diagnostics.contains { $0.message.contains("leftKnee again") })
    }

    @Test func skeletonIsNeverArt() throws {
        let figure = StickFigure()
        for illustration in ["illustration", nil, "Illustration"] {
            let binding = try Binding(
                figure.finished(illustrationID: illustration), source: "figure")
            #expect(binding.shapes.isEmpty)
        }
    }

    @Test func withoutIllustrationEverythingElseIsArt() throws {
        var figure = StickFigure()
        figure.addArt([Point(10, 10)])
        let binding = try Binding(figure.finished(illustrationID: "layer"), source: "figure")
        #expect(binding.shapes.count == 1)
        #expect(binding.diagnostics.contains { $0.message.contains("illustration") })
    }

    /// Layers only keep order; groups with joints of their own stay together.
    @Test func withoutIllustrationLayersAreOpened() throws {
        var figure = StickFigure()
        figure.addArt([Point(231, 330)])
        figure.addGroup(
            id: "hat",
            [
                ("leftShoulder_2_", Point(240, 80)), ("rightShoulder_2_", Point(160, 80)),
                (nil, Point(200, 50)),
            ])
        let binding = try Binding(figure.finished(illustrationID: "layer"), source: "figure")
        #expect(binding.shapes.map { $0.artGroup?.id } == [nil, "hat"])
    }

    @Test func characterWithoutArtIsReported() throws {
        let binding = try Binding(StickFigure().finished(), source: "figure")
        #expect(binding.diagnostics.contains { $0.message.contains("nothing to animate") })
    }

    /// The rig of which most is drawn is the one whose missing joints are named.
    @Test func missingJointsAreThoseOfTheClosestRig() {
        let joints = StickFigure.bodyJoints.prefix(5)
        let error = #expect(throws: RiggingError.self) {
            try Binding(StickFigure(joints: Array(joints)).finished(), source: "figure")
        }
        #expect(error?.message.contains("lacks 7 of the 12 joints of rig body") == true)
    }
}
