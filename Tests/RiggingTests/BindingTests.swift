import Geometry
import Scene
import Testing

@testable import Rigging

@Suite struct BindingTests {
    private func influences(_ binding: Binding, ofPoint index: Int) -> [Influence] {
        Array(
            binding.influences[binding.influenceStarts[index]..<binding.influenceStarts[index + 1]])
    }

    private func bone(_ binding: Binding, _ name: String) throws -> Int {
        try #require(binding.rig.bones.indices.first { binding.rig.name(ofBone: $0) == name })
    }

    @Test func weightsFallWithTheSquareOfTheDistanceWithinTheNearestGroup() throws {
        var figure = StickFigure()
        let point = Point(262, 110)
        figure.addArt([point])
        let binding = try Binding(figure.finished(), source: "figure")
        let upper = try bone(binding, "leftShoulder-leftElbow")
        let lower = try bone(binding, "leftElbow-leftWrist")
        let own = influences(binding, ofPoint: 0)
        #expect(Set(own.map(\.bone)) == [upper, lower])
        // The upper arm runs along (40, 50), the forearm's nearest point is the elbow.
        let across = abs(Point(22, 10).dot(Point(40, 50).normal)) / Point(40, 50).length
        let toElbow = (point - Point(280, 150)).length
        let expected =
            (1 / (across * across))
            / (1 / (across * across) + 1 / (toElbow * toElbow))
        let weight = try #require(own.first { $0.bone == upper }?.weight)
        #expect(abs(weight - expected) < 1e-12)
        #expect(abs(own.reduce(0) { $0 + $1.weight } - 1) < 1e-12)
    }

    @Test func pointOnABoneBelongsToItAlone() throws {
        var figure = StickFigure()
        figure.addArt([Point(225, 220).interpolated(to: Point(228, 290), 0.5)])
        let binding = try Binding(figure.finished(), source: "figure")
        let own = influences(binding, ofPoint: 0)
        let thigh = try bone(binding, "leftHip-leftKnee")
        #expect(own.first { $0.bone == thigh }?.weight == 1)
        #expect(own.allSatisfy { $0.weight.isFinite })
    }

    @Test func sharedJointBindsToAllItsGroups() throws {
        var figure = StickFigure()
        figure.addArt([Point(240, 60)])  // straight above the left shoulder
        let binding = try Binding(figure.finished(), source: "figure")
        let groups = Set(
            influences(binding, ofPoint: 0).map { binding.rig.bones[$0.bone].group }
                .map { binding.rig.groups[$0].name })
        #expect(groups == ["torso", "leftArm"])
    }

    @Test func artGroupBindsToItsOwnJointsAndHidesThem() throws {
        var figure = StickFigure()
        figure.addGroup(
            id: "hat",
            [
                ("leftShoulder_2_", Point(240, 80)), ("rightShoulder_2_", Point(160, 80)),
                (nil, Point(200, 350)),
            ])
        let binding = try Binding(figure.finished(), source: "figure")
        #expect(binding.shapes.count == 1)
        #expect(binding.bones.count == binding.rig.bones.count + 1)
        #expect(influences(binding, ofPoint: 0).map(\.bone) == [binding.rig.bones.count])
        #expect(binding.shapes[0].artGroup?.id == "hat")
    }

    @Test func groupWithoutABoneIsNotDropped() throws {
        var figure = StickFigure()
        figure.addGroup(id: "shoe", [("leftWrist_2_", Point(300, 200)), (nil, Point(231, 370))])
        figure.addGroup(id: "plain", [(nil, Point(100, 210))])
        let binding = try Binding(figure.finished(), source: "figure")
        #expect(binding.shapes.count == 2)
        #expect(binding.diagnostics.count == 1)
        #expect(binding.diagnostics[0].message.contains("leftWrist"))
    }

    @Test func earsAndEyesMayBeDrawnUnderTheirNames() throws {
        var figure = StickFigure()
        figure.addGroup(
            id: "head",
            [
                ("leftShoulder_2_", Point(240, 80)), ("rightShoulder_2_", Point(160, 80)),
                ("leftEar", Point(220, 50)), ("nose", Point(200, 60)),
            ])
        #expect(try Binding(figure.finished(), source: "figure").shapes.count == 2)
    }

    @Test func boneWithoutLengthIsReportedAndHarmless() throws {
        let joints = StickFigure.bodyJoints.map {
            $0.name == "leftAnkle" ? ($0.name, Point(228, 290)) : $0
        }
        var figure = StickFigure(joints: joints)
        figure.addArt([Point(230, 300), Point(100, 190)])
        let binding = try Binding(figure.finished(), source: "figure")
        #expect(binding.diagnostics.contains { $0.message.contains("leftKnee-leftAnkle") })
        #expect(binding.influences.allSatisfy { $0.weight.isFinite && $0.across.isFinite })
        #expect(influences(binding, ofPoint: 0).count == 2)
    }

    @Test func artNamedLikeAJointIsReported() throws {
        var figure = StickFigure()
        figure.addGroup(
            id: "arm",
            [
                ("leftElbow_2_", Point(280, 150)), ("leftWrist", Point(300, 200)),
                ("leftElbow-patch", Point(285, 152)), ("sleeve", Point(270, 160)),
            ])
        let binding = try Binding(figure.finished(), source: "figure")
        #expect(binding.shapes.count == 1)
        #expect(binding.diagnostics.count == 1)
        #expect(binding.diagnostics.first?.element.id == "leftElbow-patch")
        #expect(binding.diagnostics.first?.message.contains("joint leftElbow") == true)
    }

    /// Marks of the face are no art, also when only the body is animated.
    @Test func jointsOfALargerRigAreNotDrawn() throws {
        var figure = StickFigure()
        figure.addGroup(
            id: "head",
            [("leftEye0_2_", Point(220, 40)), ("jawMid_2_", Point(200, 70)), (nil, Point(200, 50))])
        let binding = try Binding(figure.finished(), source: "figure")
        #expect(binding.rig.name == "body")
        #expect(binding.shapes.count == 1)
        #expect(binding.diagnostics.isEmpty)
    }
}
