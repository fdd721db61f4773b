import Geometry
import Scene

/// Where a filter works in a frame, for formats whose players filter themselves.
package struct FilterPlace: Sendable {
    /// From the drawing's pixels in the rest pose to the picture's, for regions and lights.
    package let map: Affine
    /// How much longer distances are in the picture than in the drawing, along both axes.
    package let scale: Point

    package init(map: Affine, scale: Point) {
        self.map = map
        self.scale = scale
    }
}

/// Measures where the filters of a display list lie, frame by frame.
package final class FilterPlaces {
    private let renderer: CairoRenderer
    /// Where filtered layers begin in the list, in order.
    private let begins: [Int]

    package init(drawing: Drawing, list: DisplayList, placement: Affine) {
        renderer = CairoRenderer(
            drawing: drawing, list: list, placement: Placement(transform: placement))
        let commands = renderer.commands
        begins = commands.indices.filter { commands[$0] == .beginFilters }
    }

    /// For every filtered layer, in the list's order, a place for each of its filters.
    package func measure(_ frame: SceneFrame) throws(RenderingError) -> [[FilterPlace]] {
        try renderer.check(frame)
        renderer.measure(frame)
        let map = renderer.placement.transform
        let unit = Point(Point(map.a, map.b).length, Point(map.c, map.d).length)
        return begins.map { begin in
            guard case .endFilters(let filters) = renderer.commands[renderer.bounds.ends[begin]]
            else { return [] }
            return filters.map {
                FilterPlace(
                    map: renderer.frameMap($0, begin),
                    scale: unit * renderer.bounds.growths[begin])
            }
        }
    }
}
