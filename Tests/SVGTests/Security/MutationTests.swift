import Geometry
import SVG
import Scene
import Testing

/// Damaged documents are read or refused, never worse, and what is read holds only numbers.
@Suite struct MutationTests {
    private let original = Array(
        """
        <?xml version="1.0"?><!DOCTYPE svg [<!ENTITY c "#fa0">]>
        <svg xmlns="http://www.w3.org/2000/svg" width="120" height="80mm" viewBox="0 0 40 30">
        <style>g > .a, #b[d^=M]:first-child + path { fill: hsl(20 30% 40% / .5) !important } /* x */</style>
        <defs><linearGradient id="g"><stop stop-color="red" offset="0"/></linearGradient>
        <symbol id="s" viewBox="0 0 9 9"><circle cx="5%" r="2em"/></symbol></defs>
        <g transform="rotate(30 1,2) scale(-1.5e0)" style="stroke:url(#g) blue;stroke-dasharray:1 2%">
        <path class="a" d="M1.5.5-3-4c1 1 2 2 3 3s4 4 5 5q1 1 2 2t3 3a5 4 30 0110 10zh5V3l1e1-2"/>
        <path id="b" d="m0 0 5 5" fill="&c;"/><rect rx="2" width="50%" height="3" ry="9"/></g>
        <use href="#s" x="3" width="20" height="10"/><polygon points="1,2 3,4 5,6"/>
        <switch><g systemLanguage="de"/><svg x="2" width="5" height="6"><line x2="4"/></svg></switch>
        </svg>
        """.utf8)

    private func check(_ bytes: [UInt8]) {
        guard let drawing = try? SVGReader.parse(bytes, name: "mutant.svg") else { return }
        #expect(drawing.points.allSatisfy { $0.isFinite })
        #expect(drawing.size.width > 0 && drawing.size.width.isFinite)
        #expect(drawing.size.height > 0 && drawing.size.height.isFinite)
        let anchors = drawing.shapes.flatMap(\.contours).map(\.anchors)
        #expect(
            anchors.allSatisfy { $0.lowerBound >= 0 && 3 * $0.upperBound <= drawing.points.count })
    }

    @Test func theOriginalIsSound() throws {
        let drawing = try SVGReader.parse(original, name: "original.svg")
        // Six that are drawn, and the symbol's edge, which cuts its circle.
        #expect(drawing.shapes.count == 7)
        #expect(drawing.diagnostics.isEmpty)
    }

    @Test func everyTruncationIsRefused() {
        // Only white space and the last line feed may go.
        for length in 0..<(original.count - 1) {
            #expect(failure(Array(original[..<length]))?.kind == .badData, "\(length)")
        }
    }

    @Test func everySingleByteMayBeWrong() {
        var random = Generator(state: 1)
        for index in original.indices {
            for _ in 0..<3 {
                var bytes = original
                bytes[index] = UInt8.random(in: 0...255, using: &random)
                check(bytes)
            }
        }
    }

    @Test func piecesMayBeReplaced() {
        let pieces = [
            "1e400", "-", "1e308", "nan", "%", "()", "url(#", "'", "\\", "/*", "}", "z", "a1 1 0 1",
            "99999999999999999999", "0", "inherit", "em", "\u{0}", "#s", "-1", "1e-320", ",,",
            "&c;",
        ].map { Array($0.utf8) }
        var random = Generator(state: 2)
        for _ in 0..<4000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let start = Int.random(in: 0..<bytes.count, using: &random)
                let end = min(bytes.count, start + Int.random(in: 0...3, using: &random))
                guard let piece = pieces.randomElement(using: &random) else { continue }
                bytes.replaceSubrange(start..<end, with: piece)
            }
            check(bytes)
        }
    }

    /// A generator of fixed sequences, so that a failure comes again (SplitMix64).
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
            return value ^ (value >> 31)
        }
    }
}
