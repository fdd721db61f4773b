import Geometry
import Testing

@Suite struct AffineTests {
    private let maps = [
        Affine.identity, .translation(3, -4), .scale(2, -0.5), .rotation(degrees: 33),
        .skewX(degrees: 20), .skewY(degrees: -35), Affine(a: 1, b: 2, c: 3, d: 4, tx: 5, ty: 6),
    ]

    @Test func concatenationAppliesTheInnerMapFirst() {
        let point = Point(7, 11)
        for outer in maps {
            for inner in maps {
                let once = outer.concatenating(inner: inner).apply(point)
                #expect((once - outer.apply(inner.apply(point))).length < 1e-12)
            }
        }
        let shiftThenScale = Affine.scale(2, 2).concatenating(inner: .translation(1, 0))
        #expect(shiftThenScale.apply(Point(1, 1)) == Point(4, 2))
    }

    @Test func inverseUndoes() throws {
        for map in maps {
            let inverse = try #require(map.inverse)
            #expect((inverse.apply(map.apply(Point(7, 11))) - Point(7, 11)).length < 1e-12)
        }
        #expect(Affine.scale(0, 1).inverse == nil)
        #expect(Affine(a: .nan).inverse == nil)
        #expect(Affine(tx: .infinity).inverse == nil)
    }

    @Test func rotationTurnsClockwiseOnTheScreen() {
        let turned = Affine.rotation(degrees: 90).apply(Point(1, 0))
        #expect((turned - Point(0, 1)).length < 1e-15)
    }

    @Test func meanScaleIsTheRootOfTheArea() {
        #expect(Affine.scale(2, 8).meanScale == 4)
        #expect(Affine.scale(-3, 3).meanScale == 3)
    }
}
