import Fixtures
import Testing

@testable import PoseAnimate

@Suite struct EnsembleTests {
    private let figure: RiggedCharacter
    private var options = AnimationOptions()

    init() throws {
        figure = try RiggedCharacter(path: fixture("figure.svg"))
        options.filters = []
        options.background = .white
    }

    private func motions(_ choices: PersonChoice...) throws -> [any MotionSource] {
        try Cast.motions(
            choices.count, from: ClipCrowd(path: fixture("duo.ndjson")), choices: choices,
            name: "duo")
    }

    private func bytes(_ picture: PixelBuffer) -> [UInt8] { Array(picture.bytes) }

    @Test func laterOnesAreDrawnOverEarlierOnes() throws {
        var options = options
        var ensemble = try Ensemble(
            of: [figure, figure], motions: motions(.number(0), .number(1)), options: options)
        var first = try Animation(of: figure, motion: motions(.number(0))[0], options: options)
        options.background = nil
        var second = try Animation(of: figure, motion: motions(.number(1))[0], options: options)
        let together = try ensemble.makePicture()
        let oneByOne = try first.makePicture()
        var count = 0
        while let index = try ensemble.advance() {
            #expect(try first.advance() == index)
            #expect(try second.advance() == index)
            #expect(ensemble.isSomebodySeen)
            try ensemble.draw(into: together)
            try first.draw(into: oneByOne)
            let alone = bytes(oneByOne)
            try second.draw(into: oneByOne)
            #expect(bytes(together) == bytes(oneByOne) && alone != bytes(oneByOne))
            count += 1
        }
        #expect(count == 3)
    }

    @Test func motionsMustGoTogether() throws {
        #expect(throws: PoseAnimateError.self) {
            try Ensemble(of: [figure], motions: motions(.first, .first))
        }
        #expect(throws: PoseAnimateError.self) { try Ensemble(of: [], motions: []) }
        let other = try ClipSource(
            bytes: Array(#"{"fps":10,"width":30,"height":40,"frames":[{}]}"#.utf8), name: "small")
        #expect(throws: PoseAnimateError.self) {
            try Ensemble(of: [figure, figure], motions: [try motions(.first)[0], other])
        }
    }
}
