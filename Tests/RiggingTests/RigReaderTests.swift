import Testing

@testable import Rigging

@Suite struct RigReaderTests {
    @Test func builtInRigsHaveThePublishedCounts() throws {
        let full = try RigReader.builtIn("pose-animator")
        #expect(full.keypoints.count == 90)
        #expect(full.bones.count == 80)
        #expect(full.joints.count == 81)
        #expect(
            Set(full.groups.map(\.name)) == [
                "face", "torso", "leftArm", "rightArm", "leftLeg", "rightLeg",
            ])
        #expect(full.name(ofBone: 0) == "topMid-rightTop0")
        #expect(full.name(ofBone: 79) == "rightKnee-rightAnkle")
        #expect(try RigReader.builtIn("body").joints.count == 12)
        #expect(try RigReader.builtIn("face").joints.count == 69)
    }

    @Test func everyLeftKeypointHasItsMirrorImage() throws {
        let names = Set(try RigReader.builtIn("pose-animator").keypoints.map(\.name))
        for name in names where name.hasPrefix("left") {
            #expect(names.contains("right" + name.dropFirst(4)))
        }
    }

    @Test func unknownNameSaysWhichThereAre() {
        let error = #expect(throws: RiggingError.self) {
            try RigReader.builtIn("cat")
        }
        let message = error?.description ?? ""
        #expect(message.contains("pose-animator, face, body"))
    }

    @Test(arguments: [
        ("- a\n- b", "mapping"),
        ("a: [", "YAML"),
        ("keypoints: {a: {body: leftWrist}}", "no bones"),
        ("keypoints: {a: {body: tail}}", "PoseNet"),
        ("keypoints: {a: {body: nose, face: 1}}", "one source"),
        ("includes: body", "is a list"),
        (
            """
            keypoints: {a: {body: nose}, b: {body: leftWrist}}
            groups: {arm: {region: body, bones: [[a, b], [b, a]]}}
            """, "listed already"
        ),
        (
            """
            keypoints: {a: {body: nose}, b: {body: leftWrist}}
            groups: {arm: {region: body, bones: [[a, b]], weight: 2}}
            """, "unknown key `weight` in group `arm`"
        ),
        ("keypoints: {a: {face: 900}}", "face: 0"),
        ("colour: red", "unknown key"),
        ("includes: [pose-animator, nothing]", "cannot include"),
        (
            """
            keypoints: {wrist: {body: leftWrist}, elbow: {body: leftElbow}}
            groups: {arm: {region: body, bones: [[wrist, elbwo]]}}
            """, "line 2: `elbwo` is not a keypoint of this rig; did you mean `elbow`?"
        ),
        (
            """
            keypoints: {wrist: {body: leftWrist}}
            groups: {arm: {region: body, bones: [[wrist, wrist]]}}
            """, "two different ends"
        ),
        (
            """
            keypoints: {wrist: {body: leftWrist}}
            groups: {arm: {region: tail, bones: []}}
            """, "region: body"
        ),
    ])
    func wrongDefinitionsAreNamed(text: String, words: String) {
        let error = #expect(throws: RiggingError.self) {
            try RigReader.read(text, source: "mine.yaml")
        }
        let message = error?.description ?? ""
        #expect(
            message.hasPrefix("mine.yaml: ") && message.contains(words)
                && !message.contains("\n"))
    }
}
