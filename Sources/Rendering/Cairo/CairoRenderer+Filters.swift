import CCairo
import Geometry
import Scene

extension CairoRenderer {
    /// The part of the picture that filters need of their content, in whole pixels; nil when
    /// nothing of the result is seen.
    func sourceArea(_ begin: Int, _ visible: Rect) -> Rect? {
        let region = bounds.areas[begin].outerPixels
        let shown = region.intersection(visible)
        guard shown.width > 0, shown.height > 0,
            case .endFilters(let filters) = commands[bounds.ends[begin]]
        else { return nil }
        let growth = bounds.growths[begin] * placement.transform.meanScale
        let reach = filters.reduce(Point.zero) { $0 + $1.reach * growth }
        // Content beyond the picture's edge may reach back into it, but not from everywhere.
        let room = pointwiseMin(reach.rounded(.up), Point(visible.width, visible.height))
        let needed = Rect(min: visible.min - room, max: visible.max + room)
        let area = region.intersection(needed.outerPixels)
        guard area.width > 0, area.height > 0, area.width <= 16384, area.height <= 16384 else {
            return shown
        }
        return area
    }

    /// Filters what a layer holds and lays it over what `context` holds.
    func applyFilters(
        _ filters: [Filter], _ layer: LayerStack.Layer, _ begin: Int, _ context: OpaquePointer,
        _ visible: Rect
    ) throws(RenderingError) {
        let pixels = layer.pixels
        let area = Rect(
            x: Double(pixels.x), y: Double(pixels.y), width: Double(pixels.width),
            height: Double(pixels.height))
        let map = placement.transform
        let scale =
            Point(Point(map.a, map.b).length, Point(map.c, map.d).length) * bounds.growths[begin]
        var plane = FilterPlane(pixels)
        for filter in filters {
            var run = FilterRun(
                filter, source: plane, area: area, map: frameMap(filter, begin),
                scale: scale, antialiasing: antialiasing)
            plane = try run.result()
        }
        plane.store(into: pixels)
        cairo_surface_mark_dirty(layer.surface)
        cairo_set_source_surface(context, layer.surface, 0, 0)
        cairo_paint(context)
    }

    /// From the drawing's pixels in the rest pose to the picture's, as the filter's region moves.
    func frameMap(_ filter: Filter, _ begin: Int) -> Affine {
        let rest = Rect(of: filter.region, under: placement.transform)
        let now = Self.region(
            of: [filter], rest: restContents[begin], content: bounds.contents[begin],
            growth: bounds.growths[begin], placement)
        guard now != rest, rest.width > 0, rest.height > 0 else { return placement.transform }
        let scale = Affine.scale(
            max(now.width / rest.width, 1e-6), max(now.height / rest.height, 1e-6))
        return Affine.translation(now.min.x, now.min.y)
            .concatenating(inner: scale)
            .concatenating(inner: .translation(-rest.min.x, -rest.min.y))
            .concatenating(inner: placement.transform)
    }
}

extension Filter {
    /// How far, in pixels of the drawing, what is seen may lie from what it is made of.
    fileprivate var reach: Point {
        primitives.reduce(Point.zero) { sum, primitive in
            switch primitive.operation {
            case .blur(let deviation): sum + deviation * 3
            case .dropShadow(let offset, let deviation, _):
                sum + pointwiseMax(offset, -offset) + deviation * 3
            case .offset(let offset): sum + pointwiseMax(offset, -offset)
            case .morphology(let radius, _): sum + radius
            case .displacement(let scale, _, _): sum + pointwiseMax(scale, -scale) * 0.5
            case .convolve(let convolution):
                sum + Point(Double(convolution.columns), Double(convolution.rows))
            case .tile: sum + Point(region.width, region.height)
            default: sum
            }
        }
    }
}
