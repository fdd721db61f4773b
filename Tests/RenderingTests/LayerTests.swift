import Geometry
import Pixels
import Rendering
import Scene
import Testing

/// Clips, masks, blending: pixel by pixel, colours and channels exactly.
@Suite struct LayerTests {
    /// A red square of 20 and, of the same size ten pixels further on, a shape that cuts it.
    private func stenciled(
        _ measure: Stencil.Measure, by fill: Color, change: (inout Group) -> Void = { _ in }
    ) throws -> PixelBuffer {
        var sketch = Sketch()
        sketch.square(0, 0, 20, fill: .red)
        sketch.square(10, 0, 20, fill: fill)
        var group = Group(element: Element(tag: "g"), children: [.shape(0)])
        group.stencils = [
            Stencil(measure, content: Group(element: Element(tag: "m"), children: [.shape(1)]))
        ]
        change(&group)
        sketch.arrange([.group(group)])
        return try render(sketch)
    }

    @Test func coverageCuts() throws {
        let picture = try stenciled(.coverage, by: .black)
        #expect(picture.painted?.x == 10...19 && picture.painted?.y == 0...19)
        #expect(picture[15, 5] == Pixel(255, 0, 0, 255))
    }

    @Test func coverageMayBePartial() throws {
        let half = try stenciled(.coverage, by: Color(red: 1, green: 1, blue: 1, alpha: 0.5))
        #expect(half[15, 5].isNear(Pixel(128, 0, 0, 128)))
        #expect(half[5, 5] == .clear)
    }

    /// The weights of the specification: green is the brightest.
    @Test(arguments: [
        (Color.red, 54), (Color.green, 182), (Color.blue, 18), (Color.white, 255), (Color.black, 0),
        (Color(red: 1, green: 1, blue: 1, alpha: 0.5), 128),
    ])
    func luminanceIsWeighted(color: Color, alpha: Int) throws {
        let picture = try stenciled(.luminance, by: color)
        let expected = UInt8(alpha)
        #expect(picture[15, 5].isNear(Pixel(expected, 0, 0, expected)), "\(picture[15, 5])")
    }

    @Test func linearLuminanceIsDarker() throws {
        let gray = Color(red: 0.5, green: 0.5, blue: 0.5)
        #expect(try stenciled(.luminance, by: gray)[15, 5].alpha.distance(to: 128).magnitude <= 1)
        // Half of sRGB's range is 21 per cent of the light.
        #expect(
            try stenciled(.linearLuminance, by: gray)[15, 5].alpha.distance(to: 55).magnitude <= 1)
    }

    @Test func stencilsMultiply() throws {
        let picture = try stenciled(.coverage, by: .black) { group in
            group.stencils.append(group.stencils[0])
            group.stencils[1].content.opacity = 0.5
            group.opacity = 0.5
        }
        #expect(picture[15, 5].isNear(Pixel(64, 0, 0, 64)))
    }

    @Test func anEmptyStencilHidesAll() throws {
        let picture = try stenciled(.luminance, by: .white) { $0.stencils[0].content.children = [] }
        #expect(picture.painted == nil)
    }

    @Test func aHiddenClipHidesAll() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 20, fill: .red)
        sketch.square(10, 0, 20)
        var group = Group(element: Element(tag: "g"), children: [.shape(0)])
        group.stencils = [
            Stencil(.coverage, content: Group(element: Element(tag: "c"), children: [.shape(1)]))
        ]
        sketch.arrange([.group(group)])
        let picture = try render(sketch) { $0.isShown[1] = false }
        #expect(picture.painted == nil)
    }

    /// A clip follows its points as what it cuts does.
    @Test func clipsMove() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 20, fill: .red)
        let clip = sketch.square(10, 0, 20)
        var group = Group(element: Element(tag: "g"), children: [.shape(0)])
        group.stencils = [
            Stencil(.coverage, content: Group(element: Element(tag: "c"), children: [.shape(clip)]))
        ]
        sketch.arrange([.group(group)])
        let picture = try render(sketch) { frame in
            for index in 12..<24 { frame.points[index].x -= 5 }
        }
        #expect(picture.painted?.x == 5...19)
    }

    // MARK: - Blending

    private func blended(_ mode: BlendMode, isolated: Bool = false) throws -> Pixel {
        var sketch = Sketch()
        sketch.square(0, 0, 20, fill: Color(red: 0.8, green: 0.4, blue: 0.2))
        sketch.square(0, 0, 20, fill: Color(red: 0.4, green: 0.6, blue: 1))
        var top = Group(element: Element(tag: "g"), children: [.shape(1)])
        top.blend = mode
        var outer = Group(element: Element(tag: "g"), children: [.group(top)])
        outer.isIsolated = isolated
        sketch.arrange([.shape(0), .group(outer)])
        return try render(sketch)[10, 10]
    }

    /// Worked out by hand from Compositing and Blending 1, section 9.1.
    @Test(arguments: [
        (BlendMode.normal, Pixel(102, 153, 255, 255)), (.multiply, Pixel(82, 61, 51, 255)),
        (.screen, Pixel(224, 194, 255, 255)), (.darken, Pixel(102, 102, 51, 255)),
        (.lighten, Pixel(204, 153, 255, 255)), (.difference, Pixel(102, 51, 204, 255)),
        (.exclusion, Pixel(143, 133, 204, 255)), (.hardLight, Pixel(163, 133, 255, 255)),
        (.overlay, Pixel(194, 122, 102, 255)), (.colorDodge, Pixel(255, 255, 255, 255)),
        (.colorBurn, Pixel(128, 0, 51, 255)), (.softLight, Pixel(196, 113, 114, 255)),
    ])
    func coloursAreMixed(mode: BlendMode, expected: Pixel) throws {
        let pixel = try blended(mode)
        #expect(pixel.isNear(expected, 2), "\(mode): \(pixel)")
    }

    @Test func isolationHidesWhatLiesBelow() throws {
        #expect(try blended(.multiply, isolated: true).isNear(Pixel(102, 153, 255, 255)))
    }

    /// A group that is faded isolates what blends in it.
    @Test func fadingAGroupIsolates() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 20, fill: .green)
        sketch.square(0, 0, 20, fill: .red)
        var top = Group(element: Element(tag: "g"), children: [.shape(1)])
        top.blend = .multiply
        sketch.arrange([
            .shape(0),
            .group(Group(element: Element(tag: "g"), opacity: 0.5, children: [.group(top)])),
        ])
        #expect(try render(sketch)[10, 10].isNear(Pixel(128, 127, 0, 255)))
    }

    // MARK: - Lists

    @Test func layersAreListed() {
        var sketch = Sketch()
        sketch.square(0, 0, 20, fill: .red)
        sketch.square(10, 0, 20)
        sketch.square(0, 0, 9, fill: .blue)
        var group = Group(element: Element(tag: "g"), children: [.shape(0), .shape(2)])
        group.stencils = [
            Stencil(.coverage, content: Group(element: Element(tag: "c"), children: [.shape(1)]))
        ]
        sketch.arrange([.group(group)])
        #expect(lines(sketch) == ["clip 1", "  fill 0", "  fill 2", "end"])

        group.stencils[0].measure = .luminance
        group.opacity = 0.5
        sketch.arrange([.group(group)])
        #expect(
            lines(sketch) == [
                "group", "  fill 0", "  fill 2", "  stencil", "    fill 1", "  end luminance",
                "end 0.5",
            ])

        group.stencils = []
        group.blend = .screen
        group.filters = [
            Filter(
                region: Rect(x: 0, y: 0, width: 9, height: 9),
                primitives: [FilterPrimitive(.blur(Point(1, 1)), inputs: [.source])])
        ]
        sketch.arrange([.group(group)])
        #expect(
            lines(sketch) == [
                "group", "  filter", "    fill 0", "    fill 2", "  end blur", "end 0.5 screen",
            ])
    }

    private func lines(_ sketch: Sketch) -> [String] {
        DisplayList(sketch.drawing).description.split(separator: "\n").map(String.init)
    }
}
