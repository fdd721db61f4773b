import Geometry
import Testing

@testable import Motion

@Suite struct PersonTrackingTests {
    /// A person 30 wide and as high as said, with the nose at the top left.
    private func person(_ x: Double, height: Double = 60, id: String? = nil) -> Sighting {
        var pose = Pose()
        pose[.nose] = Keypoint(x: x, y: 10, confidence: 1)
        pose[.leftAnkle] = Keypoint(x: x + 30, y: 10 + height, confidence: 1)
        return Sighting(pose: pose, identity: id)
    }

    private func noses(_ track: PersonTracking.Track?) -> [Int: Double] {
        (track?.sightings ?? [:]).compactMapValues { $0.pose?[.nose]?.position.x }
    }

    @Test func peopleAreFollowedThoughListedInAnyOrder() {
        let tracking = PersonTracking([
            [person(0), person(200)], [person(195), person(5)], [person(10), person(190)],
        ])
        #expect(tracking.tracks.count == 2)
        #expect(noses(tracking.track(of: .number(0))) == [0: 0, 1: 5, 2: 10])
        #expect(noses(tracking.track(of: .number(1))) == [0: 200, 1: 195, 2: 190])
        #expect(tracking.track(of: .number(2)) == nil)
    }

    @Test func idsOfTheFormatGoBeforePlaces() {
        let tracking = PersonTracking([
            [person(0, id: "a"), person(200, id: "b")], [person(0, id: "b"), person(200, id: "a")],
        ])
        #expect(noses(tracking.track(of: .number(0))) == [0: 0, 1: 200])
    }

    @Test func longestAndLargest() {
        let tracking = PersonTracking([
            [person(0)], [person(0), person(300, height: 200)], [person(0)],
        ])
        #expect(noses(tracking.track(of: .longest)).count == 3)
        #expect(noses(tracking.track(of: .largest)) == [1: 300])
    }

    @Test func aGapKeepsThePerson() {
        let tracking = PersonTracking([[person(0)], [], [person(12)]])
        #expect(tracking.tracks.count == 1)
    }

    @Test func oneOfTwoIsTaken() throws {
        let other = FormatSamples.openPose(.body25, 1)
        let second = try #require(other.firstRange(of: #"{"person_id""#))
        let text = FormatSamples.openPose(
            .body25, 0, person: "," + other[second.lowerBound...].dropLast(2))
        var options = FormatSamples.options
        options.person = .number(1)
        let (clip, notes) = try importClip(text, options)
        #expect(clip.frames[0].pose?[.nose]?.position == FormatSamples.point(.nose, 1))
        #expect(notes.contains { $0.contains("2 people") })
        options.person = .number(2)
        #expect(throws: MotionError.self) { try importClip(text, options) }
    }
}

extension PersonTracking.Track: Equatable {
    public static func == (one: Self, other: Self) -> Bool {
        one.sightings.keys.sorted() == other.sightings.keys.sorted()
    }
}
