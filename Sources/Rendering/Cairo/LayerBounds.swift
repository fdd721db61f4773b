import Geometry

/// Where the layers of a display list lie in the picture, so that each takes no more memory and
/// time than its content needs.
struct LayerBounds {
    /// For the index of every `beginGroup`: its content's rectangle, and the index of its end.
    private(set) var rectangles: [Rect]
    private(set) var ends: [Int]
    private var open: [Int] = []
    private let hasLayers: Bool

    init(_ commands: [DisplayList.Command]) {
        rectangles = Array(repeating: .empty, count: commands.count)
        ends = Array(repeating: 0, count: commands.count)
        hasLayers = commands.contains(.beginGroup)
        open.reserveCapacity(DisplayList.deepestGroup + 1)
        for (index, command) in commands.enumerated() {
            switch command {
            case .beginGroup: open.append(index)
            case .endGroup: if let begin = open.popLast() { ends[begin] = index }
            case .fill, .stroke: break
            }
        }
        open.removeAll(keepingCapacity: true)
    }

    /// Measures all layers of a frame.
    ///
    /// - Parameter paintedArea: the rectangle that a paint's command may touch.
    mutating func update(
        _ commands: [DisplayList.Command], paintedArea: (DisplayList.Command) -> Rect
    ) {
        guard hasLayers else { return }
        for (index, command) in commands.enumerated() {
            switch command {
            case .beginGroup:
                rectangles[index] = .empty
                open.append(index)
            case .endGroup:
                guard let begin = open.popLast(), let parent = open.last else { continue }
                rectangles[parent] = rectangles[parent].union(rectangles[begin])
            case .fill, .stroke:
                guard let layer = open.last else { continue }
                rectangles[layer] = rectangles[layer].union(paintedArea(command))
            }
        }
    }
}
