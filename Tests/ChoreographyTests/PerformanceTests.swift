import Geometry
import Motion
import Testing

@testable import Choreography

@Suite struct PerformanceTests {
    private func position(_ part: BodyPart, _ frame: MotionFrame) throws -> Point {
        try #require(frame.pose?[part]).position
    }

    @Test(arguments: Performance.all.indices)
    func framesAreWholeAndInThePicture(index: Int) throws {
        let performance = Performance.all[index]
        let frames = try performance.frames()
        #expect(frames.count == performance.frameCount)
        let size = Figure.pictureSize
        for frame in frames {
            let pose = try #require(frame.pose)
            for keypoint in pose.keypoints.compactMap({ $0 }) {
                #expect((0...1).contains(keypoint.confidence))
                #expect((0...size.width).contains(keypoint.position.x))
                #expect((0...size.height).contains(keypoint.position.y))
            }
            #expect(pose.keypoints.allSatisfy { $0 != nil })
            guard let face = frame.face else { continue }
            #expect(face.landmarks.count == 468)
            #expect(face.landmarks.allSatisfy { $0.isFinite })
        }
    }

    @Test func performancesRepeatExactly() throws {
        for performance in Performance.all {
            #expect(try performance.frames() == performance.frames())
        }
    }

    @Test func onlyTheDanceLosesTheFace() throws {
        for performance in Performance.all {
            let lost = try performance.frames().filter { $0.face == nil }.count
            #expect(lost == (performance.name == "dance" ? 15 : 0))
        }
    }

    @Test func dropOutsAreUnsure() throws {
        for performance in Performance.all {
            let unsure = try performance.frames().contains { frame in
                frame.pose?.keypoints.contains { ($0?.confidence ?? 1) < 0.3 } ?? false
            }
            #expect(unsure)
        }
    }
}

@Suite struct RoutineTests {
    private static let routines: [any Routine] = [Walk(), Wave(), Jump(), Dance(), Talk()]
    private let figure = Figure()

    private func skeletons(_ routine: any Routine) -> [Skeleton] {
        (0..<Int(routine.duration * 60)).map {
            Skeleton(routine.stance(at: Double($0) / 60), figure)
        }
    }

    @Test(arguments: routines.indices)
    func routineEndsAsItBegan(index: Int) throws {
        let routine = Self.routines[index]
        let start = Skeleton(routine.stance(at: 0), figure)
        let end = Skeleton(routine.stance(at: routine.duration), figure)
        for (part, joint) in start.joints {
            let other = try #require(end.joints[part])
            #expect((other - joint).length < 1.5, "\(part)")
        }
    }

    /// Upper arms keep their length; what points at the viewer looks shorter, never longer.
    @Test(arguments: routines.indices)
    func limbsAreNeverTooLong(index: Int) throws {
        for skeleton in skeletons(Self.routines[index]) {
            func length(_ a: BodyPart, _ b: BodyPart) throws -> Double {
                (try #require(skeleton.joints[a]) - (try #require(skeleton.joints[b]))).length
            }
            #expect(abs(try length(.leftShoulder, .leftElbow) - figure.upperArm) < 1e-9)
            #expect(try length(.rightElbow, .rightWrist) < figure.forearm * 1.07)
            #expect(try length(.leftHip, .leftKnee) <= figure.thigh + 1e-9)
            #expect(try length(.rightKnee, .rightAnkle) <= figure.shin + 1e-9)
        }
    }

    /// No joint moves faster than people's hands do. The figure is about 520 px tall, so 45 px in
    /// a 60th of a second are about 9 m/s.
    @Test(arguments: routines.indices)
    func nothingPops(index: Int) throws {
        let all = skeletons(Self.routines[index])
        for (before, after) in zip(all, all.dropFirst()) {
            for (part, joint) in before.joints {
                #expect((try #require(after.joints[part]) - joint).length < 45, "\(part)")
            }
        }
    }

    @Test func standingFeetDoNotSlide() throws {
        for routine in [Walk(), Wave(), Talk(), Dance()] as [any Routine] {
            let all = skeletons(routine)
            for (before, after) in zip(all, all.dropFirst()) {
                for ankle in [BodyPart.leftAnkle, .rightAnkle] {
                    let a = try #require(before.joints[ankle])
                    let b = try #require(after.joints[ankle])
                    let stands = abs(a.y - figure.ground) < 0.01 && abs(b.y - figure.ground) < 0.01
                    if stands { #expect(abs(a.x - b.x) < 0.7) }
                }
            }
        }
    }

    @Test func eyesBlinkAndMouthSpeaks() throws {
        let face = try FaceModel()
        func height(_ upper: Int, _ lower: Int, at time: Double) -> Double {
            let points = face.landmarks(
                Talk().stance(at: time), head: .zero, roll: 0, width: 100)
            return points[lower].y - points[upper].y
        }
        // FaceMesh: 385 and 380 are lids of the left eye, 13 and 14 the inner lips.
        let times = (0..<180).map { Double($0) / 30 }
        let lids = times.map { height(385, 380, at: $0) }
        #expect((lids.max() ?? 0) > 7)
        #expect((lids.min() ?? 9) < 1.5)
        let lips = times.map { height(13, 14, at: $0) }
        #expect((lips.max() ?? 0) > 10)
        #expect((lips.min() ?? 9) < 2.5)
    }

    @Test func noiseIsSmoothAndBounded() {
        let noise = ValueNoise(seed: 7)
        let values = (0..<2000).map { noise.value(at: Double($0) * 0.01, channel: 3) }
        #expect(values.allSatisfy { (-1...1).contains($0) })
        #expect(zip(values, values.dropFirst()).allSatisfy { abs($0 - $1) < 0.08 })
        #expect(noise.value(at: 0.5, channel: 3) != noise.value(at: 0.5, channel: 4))
        #expect(ValueNoise(seed: 8).value(at: 0.5, channel: 3) != values[50])
    }
}
