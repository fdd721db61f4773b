import Geometry
import Pixels
import Rendering
import Scene
import Testing

/// Filters by their numbers: each expectation is worked out from the specification.
@Suite struct FilterPixelTests {
    private static let whole = Rect(x: 0, y: 0, width: 40, height: 40)

    /// A square of 20 in the middle, filtered.
    private func filtered(
        _ primitives: [FilterPrimitive], color: Color = .red, region: Rect = whole,
        change: (inout SceneFrame) -> Void = { _ in }
    ) throws -> PixelBuffer {
        var sketch = Sketch()
        sketch.square(10, 10, 20, fill: color)
        var group = Group(element: Element(tag: "g"), children: [.shape(0)])
        group.filters = [Filter(region: region, primitives: primitives)]
        sketch.arrange([.group(group)])
        return try render(sketch, change: change)
    }

    private func one(
        _ operation: FilterOperation, color: Color = .red, isLinear: Bool = false
    ) throws -> PixelBuffer {
        try filtered(
            [FilterPrimitive(operation, inputs: [.source], isLinear: isLinear)], color: color)
    }

    /// The middle of a large edge is half, and what is left and right of it adds up to the whole.
    @Test(arguments: [1.0, 2.5, 3, 4.2])
    func blurKeepsTheSum(deviation: Double) throws {
        let picture = try one(.blur(Point(deviation, deviation)))
        let sum = (0..<40).reduce(0) { sum, y in
            sum + (0..<40).reduce(0) { $0 + Int(picture[$1, y].alpha) }
        }
        #expect(abs(sum - 400 * 255) < 400 * 255 / 50)
        #expect(abs(Int(picture[9, 20].alpha) + Int(picture[10, 20].alpha) - 255) < 12)
        // Both axes alike, and symmetric.
        #expect(picture[8, 20].isNear(picture[20, 8]))
        #expect(picture[8, 20].isNear(picture[31, 20], 2))
        #expect(picture[8, 20].green == 0 && picture[8, 20].red == picture[8, 20].alpha)
    }

    @Test func blurAlongOneAxisLeavesTheOther() throws {
        let picture = try one(.blur(Point(3, 0)))
        #expect(picture.painted?.y == 10...29)
        #expect(picture[7, 10].alpha > 0)
    }

    @Test func offsetsMove() throws {
        let picture = try one(.offset(Point(5, -5)))
        #expect(picture.painted?.x == 15...34 && picture.painted?.y == 5...24)
    }

    @Test func nothingIsSeenOutsideOfTheRegion() throws {
        let picture = try filtered(
            [FilterPrimitive(.flood(.blue), inputs: [])],
            region: Rect(x: 4, y: 6, width: 10, height: 12))
        #expect(picture.painted?.x == 4...13 && picture.painted?.y == 6...17)
        #expect(picture[8, 8] == Pixel(0, 0, 255, 255))
    }

    /// The region keeps its distance to what it is about.
    @Test func theRegionFollowsItsContent() throws {
        let picture = try filtered(
            [FilterPrimitive(.flood(.blue), inputs: [])],
            region: Rect(x: 8, y: 8, width: 24, height: 24)
        ) { frame in
            for index in frame.points.indices { frame.points[index].x += 6 }
        }
        #expect(picture.painted?.x == 14...37 && picture.painted?.y == 8...31)
    }

    @Test func matricesMixChannels() throws {
        let swapped = try one(
            .colorMatrix([0, 0, 1, 0, 0, 0, 1, 0, 0, 0.25, 1, 0, 0, 0, 0, 0, 0, 0, 0.5, 0]),
            color: Color(red: 1, green: 0.5, blue: 0))
        #expect(swapped[20, 20].isNear(Pixel(0, 96, 128, 128)))
        #expect(swapped[5, 5] == .clear)
    }

    /// A grey of half the light is not half of sRGB's range.
    @Test func colourSpacesDiffer() throws {
        let half = FilterOperation.componentTransfer(
            red: .linear(slope: 0.5, intercept: 0), green: .identity, blue: .identity,
            alpha: .identity)
        #expect(try one(half)[20, 20].isNear(Pixel(128, 0, 0, 255)))
        #expect(try one(half, isLinear: true)[20, 20].isNear(Pixel(188, 0, 0, 255)))
        let flood = try filtered(
            [
                FilterPrimitive(
                    .flood(Color(red: 0.2, green: 0.5, blue: 0.8, alpha: 0.5)), inputs: [],
                    isLinear: true)
            ])
        // There and back again is where it was.
        #expect(flood[3, 3].isNear(Pixel(26, 64, 102, 128)))
    }

    @Test func transfersFollowTheirTables() throws {
        let gray = Color(red: 0.25, green: 0.8, blue: 0.6)
        let picture = try one(
            .componentTransfer(
                red: .table([0, 1, 0]), green: .discrete([0.2, 0.4, 0.6, 0.8]),
                blue: .gamma(amplitude: 1, exponent: 2, offset: 0.1), alpha: .identity),
            color: gray)
        #expect(picture[20, 20].isNear(Pixel(128, 204, 117, 255), 2), "\(picture[20, 20])")
    }

    /// The red square over the same moved to the right: the alpha of red alone, of both, of what was
    /// moved alone (Porter and Duff 1984).
    @Test(arguments: [
        (FilterOperation.Composition.over, [255, 255, 255]), (.inside, [0, 255, 0]),
        (.out, [255, 0, 0]), (.atop, [0, 255, 255]), (.xor, [255, 0, 255]),
        (.lighter, [255, 255, 255]),
    ])
    func compositionsAreThoseOfPorterAndDuff(
        operation: FilterOperation.Composition, alphas: [Int]
    ) throws {
        let picture = try filtered([
            FilterPrimitive(.offset(Point(10, 0)), inputs: [.source], isLinear: false),
            FilterPrimitive(
                .composite(operation), inputs: [.source, .result(0)], isLinear: false),
        ])
        #expect([15, 25, 35].map { Int(picture[$0, 20].alpha) } == alphas)
    }

    @Test func arithmeticIsClamped() throws {
        let picture = try filtered([
            FilterPrimitive(.flood(.green), inputs: [], isLinear: false),
            FilterPrimitive(
                .composite(.arithmetic(0, 1, 0.5, 0)), inputs: [.source, .result(0)],
                isLinear: false),
        ])
        #expect(picture[20, 20].isNear(Pixel(255, 128, 0, 255)))
        #expect(picture[5, 5].isNear(Pixel(0, 128, 0, 128)))
    }

    @Test func morphologyGrowsAndShrinks() throws {
        let thick = try one(.morphology(radius: Point(3, 2), dilates: true))
        #expect(thick.painted?.x == 7...32 && thick.painted?.y == 8...31)
        let thin = try one(.morphology(radius: Point(3, 2), dilates: false))
        #expect(thin.painted?.x == 13...26 && thin.painted?.y == 12...27)
    }

    @Test func shadowsLieBelow() throws {
        let picture = try one(
            .dropShadow(offset: Point(10, 0), deviation: .zero, color: .blue))
        #expect(picture[15, 20] == Pixel(255, 0, 0, 255))
        #expect(picture[35, 20] == Pixel(0, 0, 255, 255))
    }

    @Test func tilesRepeatTheirInput() throws {
        let picture = try filtered([
            FilterPrimitive(
                .offset(.zero), inputs: [.source], region: Rect(x: 5, y: 5, width: 10, height: 10),
                isLinear: false),
            FilterPrimitive(.tile, inputs: [.result(0)], isLinear: false),
        ])
        for (x, y) in [(12, 12), (22, 12), (2, 2), (32, 32)] { #expect(picture[x, y].alpha == 255) }
        for (x, y) in [(7, 7), (17, 12), (27, 37)] { #expect(picture[x, y].alpha == 0) }
    }

    @Test func displacementFetchesFromElsewhere() throws {
        let picture = try filtered([
            FilterPrimitive(
                .flood(Color(red: 1, green: 0.5, blue: 0)), inputs: [], isLinear: false),
            FilterPrimitive(
                .displacement(scale: Point(10, 10), x: .red, y: .green),
                inputs: [.source, .result(0)], isLinear: false),
        ])
        #expect(picture.painted?.x == 5...24 && picture.painted?.y == 10...29)
    }

    /// The numbers of the specification's own program for its first lattice point.
    @Test func turbulenceIsReproducible() throws {
        func noise(_ seed: Int) throws -> PixelBuffer {
            try one(
                .turbulence(
                    .init(
                        frequency: Point(0.1, 0.1), octaves: 2, seed: seed, stitches: false,
                        isFractal: true, map: .identity)))
        }
        func bytes(_ picture: PixelBuffer) -> [UInt8] {
            withExtendedLifetime(picture) { Array(picture.bytes) }
        }
        let first = try noise(0)
        #expect(bytes(first) == bytes(try noise(0)))
        #expect(bytes(first) != bytes(try noise(5)))
        // On a lattice point noise is zero, which fractal noise shows as a half of each channel.
        #expect(first[10, 10].alpha.distance(to: 128).magnitude <= 1)
    }

    @Test func lightFromAboveShowsTheColour() throws {
        let picture = try one(
            .diffuseLighting(
                .distant(azimuth: 0, elevation: .pi / 2), color: Color(red: 0, green: 1, blue: 0.5),
                surfaceScale: 1, constant: 1))
        #expect(picture[20, 20].isNear(Pixel(0, 255, 128, 255), 2))
        #expect(picture[3, 3].alpha == 255)
    }

    @Test func convolutionReadsItsKernelBackwards() throws {
        let picture = try one(
            .convolve(
                .init(
                    columns: 3, rows: 1, kernel: [1, 0, 0], divisor: 1, bias: 0, targetX: 1,
                    targetY: 0, edge: .none, preservesAlpha: false)))
        // The first number stands for the pixel to the right.
        #expect(picture.painted?.x == 9...28)
    }
}
