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

    /// Everybody's programs are brought to their end, not only the first one's.
    @Test func programsOfAllAreAskedHowTheyEnded() throws {
        var options = options
        options.pipeFilters = [
            PipeCommand(
                #"""
                read -r h; while read -r f; do printf '%s\n' "$f"; l=$f; done
                case "$l" in *'"x":124,'*) exit 0;; *) exit 4;; esac
                """#)
        ]
        for choices: [PersonChoice] in [[.number(0), .number(1)], [.number(1), .number(0)]] {
            var ensemble = try Ensemble(
                of: [figure, figure], motions: motions(choices[0], choices[1]), options: options)
            var count = 0
            let error = #expect(throws: MotionError.self) {
                while try ensemble.advance() != nil { count += 1 }
            }
            #expect(error?.kind == .fault)
            #expect(count == 3)
        }
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
