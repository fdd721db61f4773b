import Foundation
import Geometry
import Testing

@testable import Vectors

/// Numbers that look random and are the same every time.
private struct Sequence {
    private var state: UInt64 = 7

    mutating func next(_ range: ClosedRange<Double>) -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let share = Double(state >> 40) / Double(1 << 24)
        return range.lowerBound + (range.upperBound - range.lowerBound) * share
    }
}

@Suite struct MapPartsTests {
    private static func distance(_ one: Affine, _ other: Affine, _ reach: Double) -> Double {
        [Point(reach, 0), Point(0, reach), Point(-reach, reach), .zero]
            .map { (one.apply($0) - other.apply($0)).length }.max() ?? 0
    }

    @Test func partsMakeTheMapAgain() {
        var random = Sequence()
        for _ in 0..<500 {
            let map = Affine(
                a: random.next(-3...3), b: random.next(-3...3), c: random.next(-3...3),
                d: random.next(-3...3), tx: random.next(-500...500), ty: random.next(-500...500))
            guard abs(map.determinant) > 0.01 else { continue }
            #expect(Self.distance(map, MapParts(map).map, 1) < 1e-9)
            let stretch = Stretch(map, after: nil)
            #expect(Self.distance(map, stretch.map, 1) < 1e-9)
            let next = Stretch(
                map, after: Stretch(map.concatenating(inner: .rotation(degrees: 77)), after: nil))
            #expect(Self.distance(map, next.map, 1) < 1e-9)
        }
    }

    @Test func flatMapsHaveParts() {
        for map in [Affine(a: 0, b: 0, c: 0, d: 0), Affine(a: 1, b: 1, c: 1, d: 1)] {
            let again = MapParts(map).map
            #expect(again.inverse != nil)
        }
    }

    /// Angles go on and do not jump by a whole turn.
    @Test func turnsGoOn() {
        let maps = (0..<100).map { Affine.rotation(degrees: 11 * Double($0)) }
        let parts = MapParts.sequence(maps)
        for (former, next) in zip(parts, parts.dropFirst()) {
            #expect(abs(next.rotation - former.rotation - 11) < 1e-9)
        }
        let stretches = Stretch.sequence(maps)
        for (former, next) in zip(stretches, stretches.dropFirst()) {
            let turn = next.outer + next.inner - former.outer - former.inner
            #expect(abs(turn - 11) < 1e-9)
        }
    }

    /// What players make of the parts between keyframes stays near, all over what is seen.
    @Test(arguments: [0.0, 0.25, 2])
    func mapsBetweenKeyframesStayNear(tolerance: Double) {
        let maps = (0..<300).map { frame -> Affine in
            let wave = { (period: Double) in sin(Double(frame) / period) }
            return Affine.translation(200 + 30 * wave(25), 200 + 20 * wave(40))
                .concatenating(inner: .rotation(degrees: 50 * wave(30)))
                .concatenating(inner: .skewX(degrees: 6 * wave(35)))
                .concatenating(inner: .scale(1 + 0.1 * wave(20), 1 - 0.1 * wave(45)))
        }
        let reach = 150.0
        var track = AffineTrack(tolerance: tolerance)
        for (frame, map) in maps.enumerated() { track.append(frame, map, reach: reach) }
        track.finish()
        let keyframes = track.keyframes
        if tolerance > 0 { #expect(keyframes.count < 280) }
        for (a, b) in zip(keyframes, keyframes.dropFirst()) {
            for frame in a.frame...b.frame {
                let share = Double(frame - a.frame) / Double(b.frame - a.frame)
                func between(_ one: Double, _ other: Double) -> Double {
                    one + (other - one) * share
                }
                var parts = a.parts
                parts.place += (b.parts.place - a.parts.place) * share
                parts.rotation = between(a.parts.rotation, b.parts.rotation)
                parts.skew = between(a.parts.skew, b.parts.skew)
                parts.scale += (b.parts.scale - a.parts.scale) * share
                // Three of the four parts may be off at once at the far end.
                let off = Self.distance(maps[frame], parts.map, reach / 2)
                #expect(off <= 1.5 * tolerance + 1e-6)
            }
        }
    }
}

extension Stretch {
    fileprivate var map: Affine {
        Affine.translation(place.x, place.y)
            .concatenating(inner: .rotation(degrees: outer))
            .concatenating(inner: .scale(scale.x, scale.y))
            .concatenating(inner: .rotation(degrees: inner))
    }
}
