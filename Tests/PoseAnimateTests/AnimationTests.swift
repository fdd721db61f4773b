import Fixtures
import Foundation
import Testing

@testable import PoseAnimate

@Suite struct AnimationTests {
    private func animation(_ change: (inout AnimationOptions) -> Void = { _ in }) throws
        -> Animation
    {
        var options = AnimationOptions()
        change(&options)
        return try Animation(
            of: RiggedCharacter(path: fixture("figure.svg")),
            motion: ClipSource(path: fixture("shift.json")), options: options)
    }

    @Test func headerGivesRateAndSize() throws {
        let animation = try animation()
        #expect(animation.framesPerSecond == 10)
        #expect(animation.pictureWidth == 400)
        #expect(animation.frameCount == 6)
    }

    @Test func figureFollowsTheClip() throws {
        var animation = try animation { $0.filters = [] }
        var shifts: [Double] = []
        while try animation.advance() != nil {
            shifts.append(animation.scene.points[0].x - 170)
        }
        #expect(shifts.count == 6)
        for (index, shift) in shifts.enumerated() where index != 3 {
            #expect(abs(shift - Double(2 * index)) < 1e-9)
        }
    }

    /// A source that does not know how many frames will come may never end.
    @Test func filtersThatLookAheadRefuseMotionThatArrives() throws {
        struct Live: MotionSource {
            let header = ClipHeader(size: Size(width: 400, height: 300))
            func next() throws(MotionError) -> MotionFrame? { MotionFrame(index: 0, time: 0) }
        }
        let figure = try RiggedCharacter(path: fixture("figure.svg"))
        var options = AnimationOptions()
        for name in ["gaps", "rts", "zero-phase"] {
            options.filters = [StageOptions(name: "one-euro"), StageOptions(name: name)]
            let error = #expect(throws: PoseAnimateError.self) {
                try Animation(of: figure, motion: Live(), options: options)
            }
            #expect(error?.kind == .usage)
            #expect(error?.message.contains("`\(name)`") == true)
        }
        options.filters = [StageOptions(name: "one-euro")]
        var animation = try Animation(of: figure, motion: Live(), options: options)
        #expect(try animation.advance() == 0)
    }

    @Test func lostFramesAreHiddenOrHeld() throws {
        for (whenLost, isShown) in [(AnimationOptions.WhenLost.hide, false), (.hold, true)] {
            var animation = try animation { $0.whenLost = whenLost }
            for _ in 0..<4 { _ = try animation.advance() }
            #expect(!animation.posture.isValid)
            #expect(animation.scene.isShown[0] == isShown)
        }
    }

    @Test func pictureFitsTheFrameCentred() throws {
        let wide = try animation { $0.pictureSize = .pixels(width: 800, height: 200) }
        #expect(wide.pictureWidth == 800)
        let half = try animation { $0.pictureSize = .scaled(0.5) }
        #expect(half.pictureHeight == 200)
        #expect(throws: PoseAnimateError.self) { try animation { $0.pictureSize = .scaled(1000) } }
        let layout = try PictureLayout(
            clip: Size(width: 400, height: 400), size: .pixels(width: 800, height: 200))
        #expect(layout.transform == Affine(a: 0.5, d: 0.5, tx: 300))
    }

    @Test(arguments: [0.0, -1, .nan, .infinity, 1e9])
    func absurdRatesAreRefused(rate: Double) {
        #expect(throws: PoseAnimateError.self) { try animation { $0.framesPerSecond = rate } }
    }

    @Test func resamplingKeepsTheMotion() throws {
        var animation = try animation {
            $0.filters = []
            $0.framesPerSecond = 20
        }
        var shifts: [Double] = []
        while try animation.advance() != nil {
            shifts.append(animation.scene.points[0].x - 170)
        }
        #expect(shifts.count >= 11)
        #expect(abs(shifts[1] - 1) < 1e-9)
        #expect(abs(shifts[2] - 2) < 1e-9)
    }

    /// A frame looks the same whatever was drawn before it.
    @Test func framesDoNotDependOnTheSelection() throws {
        func bytes(skipping first: Int) throws -> [[UInt8]] {
            var animation = try animation()
            let picture = try animation.makePicture()
            var frames: [[UInt8]] = []
            while let index = try animation.advance() {
                guard index >= first else { continue }
                try animation.draw(into: picture)
                frames.append(Array(picture.bytes))
            }
            return frames
        }
        let all = try bytes(skipping: 0)
        #expect(try bytes(skipping: 4) == Array(all[4...]))
        #expect(all[0] != all[5])
    }
}
