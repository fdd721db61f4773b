import Testing

@testable import Vectors

@Suite struct KeyframeTrackTests {
    private func track(_ tolerance: Double, _ frames: [[Double]]) -> KeyframeTrack {
        var track = KeyframeTrack(tolerance: tolerance)
        for (frame, values) in frames.enumerated() { track.append(frame, values) }
        track.finish()
        return track
    }

    /// What a player shows at a frame.
    private func played(_ track: KeyframeTrack, _ frame: Int) throws -> [Double] {
        let keyframes = track.keyframes
        guard let next = keyframes.firstIndex(where: { $0.frame >= frame }) else {
            return try #require(keyframes.last).values
        }
        guard next > 0 else { return keyframes[0].values }
        let (a, b) = (keyframes[next - 1], keyframes[next])
        let share = Double(frame - a.frame) / Double(b.frame - a.frame)
        return zip(a.values, b.values).map { $0 + ($1 - $0) * share }
    }

    @Test func everyFrameStaysWithinTheTolerance() throws {
        var state: UInt64 = 1
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24) - 0.5
        }
        var place = [0.0, 0, 50, 50]
        let frames = (0..<500).map { _ -> [Double] in
            for axis in place.indices { place[axis] += 2 * random() }
            return place
        }
        for tolerance in [0, 0.25, 2, 10] {
            let track = track(tolerance, frames)
            for (frame, values) in frames.enumerated() {
                let played = try played(track, frame)
                for start in [0, 2] {
                    let (x, y) = (
                        played[start] - values[start], played[start + 1] - values[start + 1]
                    )
                    #expect((x * x + y * y).squareRoot() <= tolerance + 1e-9)
                }
            }
        }
        #expect(track(2, frames).keyframes.count < track(0.25, frames).keyframes.count)
        #expect(track(0, frames).keyframes.count == 500)
    }

    @Test func straightMotionIsTwoKeyframesASpan() {
        let frames = (0..<60).map { [Double($0), 2 * Double($0)] }
        #expect(track(0.01, frames).keyframes.map(\.frame) == [0, 59])
        // A long one is cut, so that no more than a span waits in memory.
        let long = (0..<1000).map { [Double($0), 0] }
        #expect(track(0.01, long).keyframes.count < 20)
    }

    @Test func stillnessIsOneKeyframe() {
        #expect(track(0.25, Array(repeating: [3, 4], count: 1000)).keyframes.count == 1)
        #expect(track(0.25, [[3, 4]]).keyframes.count == 1)
        #expect(track(0.25, []).keyframes.isEmpty)
    }

    @Test func switchesKeepTheirChanges() {
        var track = SwitchTrack()
        for (frame, isOn) in [true, true, false, false, true].enumerated() {
            track.append(frame, isOn)
        }
        #expect(track.changes.map(\.frame) == [0, 2, 4])
        #expect(track.isEverOn)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.001, "0"), (1, "1"), (-1.5, "-1.5"), (0.05, "0.05"), (12.345, "12.35"),
        (-0.999, "-1"), (1e300, "0"), (.nan, "0"), (100.10, "100.1"),
    ])
    func numbersAreShort(number: Double, text: String) {
        #expect(NumberText(decimals: 2)(number) == text)
    }
}
