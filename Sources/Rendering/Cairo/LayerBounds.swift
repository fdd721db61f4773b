import Geometry
import Scene

/// Where the layers of a display list lie in the picture, so that each takes no more memory and
/// time than its content needs.
struct LayerBounds {
    /// For the index of every command that begins a layer: what it can paint.
    private(set) var areas: [Rect]
    /// The same for what is painted into it; differs for filters.
    private(set) var contents: [Rect]
    /// For the index of every command that begins a layer: how much its strokes grow, on average.
    private(set) var growths: [Double]
    /// For the index of every command that begins something: the index of its end.
    private(set) var ends: [Int]
    /// And the other way round.
    private(set) var begins: [Int]
    private var open: [Open] = []
    private let hasLayers: Bool

    private struct Open {
        let begin: Int
        /// What its stencils and its clip let through.
        var limit: Rect
        var growth = 0.0
        var shapeCount = 0
    }

    private static let everywhere = Rect(
        min: Point(-.infinity, -.infinity), max: Point(.infinity, .infinity))

    init(_ commands: [DisplayList.Command]) {
        areas = Array(repeating: .empty, count: commands.count)
        contents = areas
        growths = Array(repeating: 1, count: commands.count)
        ends = Array(repeating: 0, count: commands.count)
        begins = ends
        hasLayers = commands.contains { $0.begins }
        var started: [Int] = []
        for (index, command) in commands.enumerated() {
            if command.begins { started.append(index) }
            if command.ends, let begin = started.popLast() {
                ends[begin] = index
                begins[index] = begin
            }
        }
        open.reserveCapacity(64)
    }

    /// Measures all layers of a frame.
    ///
    /// - Parameters:
    ///   - paintedArea: the rectangle that a paint's command may touch.
    ///   - growth: how much the strokes of a paint's command grow.
    ///   - filteredArea: where filters show something of content, and how much it grew.
    mutating func update(
        _ commands: [DisplayList.Command], paintedArea: (DisplayList.Command) -> Rect,
        growth: (DisplayList.Command) -> Double,
        filteredArea: (_ begin: Int, _ filters: [Filter], _ content: Rect, _ growth: Double) -> Rect
    ) {
        guard hasLayers else { return }
        open.removeAll(keepingCapacity: true)
        for (index, command) in commands.enumerated() {
            switch command {
            case .fill, .stroke, .texture:
                guard let last = open.indices.last else { continue }
                let area = paintedArea(command)
                guard !area.isEmpty else { continue }
                contents[open[last].begin] = contents[open[last].begin].union(area)
                open[last].growth += growth(command)
                open[last].shapeCount += 1
            case .beginGroup, .beginFilters, .beginStencil:
                contents[index] = .empty
                open.append(Open(begin: index, limit: Self.everywhere))
            case .beginClip:
                contents[index] = .empty
                open.append(Open(begin: index, limit: paintedArea(command)))
            case .endGroup, .endClip, .endStencil:
                close(command) { _, content, _ in content }
            case .endFilters(let filters):
                close(command) { filteredArea($0, filters, $1, $2) }
            }
        }
    }

    private mutating func close(
        _ command: DisplayList.Command, area: (Int, Rect, Double) -> Rect
    ) {
        guard let layer = open.popLast() else { return }
        let begin = layer.begin
        growths[begin] = layer.shapeCount > 0 ? layer.growth / Double(layer.shapeCount) : 1
        let whole = area(begin, contents[begin], growths[begin]).intersection(layer.limit)
        areas[begin] = whole
        guard let parent = open.indices.last else { return }
        if case .endStencil = command {
            open[parent].limit = open[parent].limit.intersection(whole)
        } else {
            contents[open[parent].begin] = contents[open[parent].begin].union(whole)
            open[parent].growth += layer.growth
            open[parent].shapeCount += layer.shapeCount
        }
    }
}

extension Rect {
    /// What both share; empty when that is nothing.
    func intersection(_ other: Rect) -> Rect {
        let shared = Rect(min: pointwiseMax(min, other.min), max: pointwiseMin(max, other.max))
        return shared.isEmpty ? .empty : shared
    }

    /// Moved outwards to whole pixels.
    var outerPixels: Rect {
        isEmpty ? self : Rect(min: min.rounded(.down), max: max.rounded(.up))
    }
}
