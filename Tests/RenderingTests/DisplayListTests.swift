import Rendering
import Scene
import Testing

@Suite struct DisplayListTests {
    private static let line = Stroke(paint: .color(.red))

    /// Three shapes: fill, stroke, and both.
    private var three: Sketch {
        var sketch = Sketch()
        sketch.square(0, 0, 10)
        sketch.square(0, 0, 10, fill: nil, stroke: Self.line)
        sketch.square(0, 0, 10, stroke: Self.line)
        return sketch
    }

    private func text(_ sketch: Sketch) -> [String] {
        DisplayList(sketch.drawing).description.split(separator: "\n").map(String.init)
    }

    @Test func paintsInDocumentOrder() {
        #expect(text(three) == ["fill 0", "stroke 1", "fill 2", "stroke 2"])
    }

    @Test func opacityOfOnePaintNeedsNoGroup() {
        var sketch = three
        for shape in 0..<3 { sketch.change(shape) { $0.opacity = 0.5 } }
        #expect(
            text(sketch) == [
                "fill 0 opacity 0.5", "stroke 1 opacity 0.5", "group", "  fill 2", "  stroke 2",
                "end 0.5",
            ])
    }

    @Test func groupOfOneItemIsFolded() {
        var sketch = three
        sketch.change(2) { $0.opacity = 0.5 }
        sketch.arrange([
            group(0.5, group(0.5, .shape(0))), group(1, .shape(1)), group(0.5, .shape(2)),
        ])
        #expect(
            text(sketch) == [
                "fill 0 opacity 0.25", "stroke 1", "group", "  fill 2", "  stroke 2", "end 0.25",
            ])
    }

    @Test func groupOfFillAndStrokeKeepsItsLayer() {
        var sketch = three
        sketch.arrange([group(0.5, .shape(2))])
        #expect(text(sketch) == ["group", "  fill 2", "  stroke 2", "end 0.5"])
    }

    @Test func nestedGroups() {
        var sketch = three
        sketch.arrange([group(0.5, .shape(0), group(0.25, .shape(1), group(1, .shape(0))))])
        #expect(
            text(sketch) == [
                "group", "  fill 0", "  group", "    stroke 1", "    fill 0", "  end 0.25",
                "end 0.5",
            ])
    }

    @Test func plainGroupInsideFadedOneCountsItsItems() {
        var sketch = three
        sketch.arrange([group(0.5, group(1, .shape(0), .shape(1)))])
        #expect(text(sketch) == ["group", "  fill 0", "  stroke 1", "end 0.5"])
    }

    @Test func opacityOfTheRootCounts() {
        var sketch = three
        var drawing = sketch.drawing
        drawing.root.opacity = 0.5
        drawing.root.children = [.shape(0)]
        #expect(DisplayList(drawing).commands == [.fill(shape: 0, opacity: 0.5)])
        drawing.root.isDisplayed = false
        #expect(DisplayList(drawing).commands.isEmpty)
        sketch.arrange([])
        #expect(text(sketch).isEmpty)
    }

    @Test func whatCannotShowIsLeftOut() {
        var sketch = Sketch()
        sketch.square(0, 0, 10, fill: nil)
        sketch.square(0, 0, 10, fill: .transparent)
        sketch.square(0, 0, 10, opacity: 0)
        sketch.square(0, 0, 10, fill: nil, stroke: Stroke(paint: .color(.red), width: 0))
        sketch.square(0, 0, 10, fill: nil, stroke: Stroke(paint: .color(.red), width: -1))
        sketch.square(0, 0, 10, fill: nil, stroke: Stroke(paint: .color(.red), width: .nan))
        sketch.square(0, 0, 10, fill: nil, stroke: Stroke(paint: .color(.red), opacity: 0))
        sketch.add([], fill: Fill(paint: .color(.red)))
        let hidden = sketch.square(0, 0, 10)
        sketch.change(hidden) { $0.isVisible = false }
        let gone = sketch.square(0, 0, 10)
        var nodes = (0..<gone).map { Node.shape($0) }
        nodes += [
            group(0, .shape(gone)), group(isDisplayed: false, .shape(gone)),
            group(.nan, .shape(gone)),
            .shape(99), group(0.5), group(0.5, group(0.5, .shape(0))),
        ]
        sketch.arrange(nodes)
        #expect(text(sketch).isEmpty)
    }

    @Test func transparentPaintBesideAnotherNeedsNoGroup() {
        var sketch = Sketch()
        sketch.square(0, 0, 10, fill: .transparent, stroke: Self.line, opacity: 0.5)
        #expect(text(sketch) == ["stroke 0 opacity 0.5"])
    }

    @Test func selectionFoldsToo() {
        var sketch = three
        sketch.arrange([group(0.5, .shape(0), .shape(1), .shape(2))])
        let list = DisplayList(sketch.drawing) { $0 == 1 }
        #expect(list.commands == [.stroke(shape: 1, opacity: 0.5)])
    }

    @Test func layersEndAtADepth() {
        var sketch = three
        var node = group(0.5, .shape(0), .shape(1))
        for _ in 0..<500 { node = group(0.5, .shape(0), node) }
        sketch.arrange([node])
        var depth = 0
        var deepest = 0
        for command in DisplayList(sketch.drawing).commands {
            if command == .beginGroup { depth += 1 }
            if case .endGroup = command { depth -= 1 }
            deepest = max(deepest, depth)
        }
        #expect(depth == 0)
        #expect(deepest == 32)
    }
}
