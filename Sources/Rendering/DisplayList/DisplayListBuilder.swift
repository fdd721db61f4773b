import Scene

/// Walks a drawing's tree and writes its commands.
///
/// An item is what a group composes: one paint, or one whole group. A group of one item needs no
/// layer of its own, because fading the item gives the same picture.
struct DisplayListBuilder {
    private let drawing: Drawing
    private(set) var commands: [DisplayList.Command] = []
    /// The groups being walked, outermost first; a stack of our own, so that no depth of nesting
    /// exhausts the thread's.
    private var open: [OpenGroup] = []
    private var layerCount = 0

    private struct OpenGroup {
        let children: [Node]
        var next = 0
        /// Opacity of the layer that begins at `start`; nil when the group has no layer.
        let layerOpacity: Double?
        let start: Int
        /// What items directly in here are faded by.
        let fade: Double
        var itemCount = 0
    }

    init(drawing: Drawing) { self.drawing = drawing }

    mutating func appendTree(including isIncluded: (Int) -> Bool) {
        enter(drawing.root, fade: 1)
        while let group = open.last {
            guard group.next < group.children.count else {
                leave()
                continue
            }
            open[open.count - 1].next += 1
            switch group.children[group.next] {
            case .group(let child): enter(child, fade: group.fade)
            case .shape(let index):
                if drawing.shapes.indices.contains(index), isIncluded(index) {
                    append(drawing.shapes[index], index, fade: group.fade)
                }
            }
        }
    }

    private mutating func enter(_ group: Group, fade: Double) {
        let opacity = group.opacity.clampedToUnit
        guard group.isDisplayed, opacity > 0 else { return }
        if opacity == 1 || layerCount == DisplayList.deepestGroup {
            open.append(
                OpenGroup(
                    children: group.children, layerOpacity: nil, start: commands.count,
                    fade: fade * opacity))
        } else {
            open.append(
                OpenGroup(
                    children: group.children, layerOpacity: opacity * fade, start: commands.count,
                    fade: 1))
            commands.append(.beginGroup)
            layerCount += 1
        }
    }

    private mutating func leave() {
        let group = open.removeLast()
        guard let opacity = group.layerOpacity else {
            count(group.itemCount)
            return
        }
        layerCount -= 1
        switch group.itemCount {
        case 0: commands.removeLast()
        case 1:
            commands.remove(at: group.start)
            fadeLastItem(by: opacity)
            count(1)
        default:
            commands.append(.endGroup(opacity: opacity))
            count(1)
        }
    }

    private mutating func append(_ shape: Shape, _ index: Int, fade: Double) {
        let opacity = shape.opacity.clampedToUnit * fade
        guard shape.isVisible, opacity > 0, !shape.contours.isEmpty else { return }
        switch (shape.fill?.isPainted ?? false, shape.stroke?.isPainted ?? false) {
        case (false, false): return
        case (true, false): commands.append(.fill(shape: index, opacity: opacity))
        case (false, true): commands.append(.stroke(shape: index, opacity: opacity))
        case (true, true) where opacity == 1:
            commands.append(.fill(shape: index, opacity: 1))
            commands.append(.stroke(shape: index, opacity: 1))
            count(1)
        case (true, true):
            commands.append(.beginGroup)
            commands.append(.fill(shape: index, opacity: 1))
            commands.append(.stroke(shape: index, opacity: 1))
            commands.append(.endGroup(opacity: opacity))
        }
        count(1)
    }

    private mutating func count(_ items: Int) {
        if !open.isEmpty { open[open.count - 1].itemCount += items }
    }

    private mutating func fadeLastItem(by opacity: Double) {
        switch commands.removeLast() {
        case .fill(let shape, let own): commands.append(.fill(shape: shape, opacity: own * opacity))
        case .stroke(let shape, let own):
            commands.append(.stroke(shape: shape, opacity: own * opacity))
        case .endGroup(let own): commands.append(.endGroup(opacity: own * opacity))
        case .beginGroup: commands.append(.beginGroup)
        }
    }
}

extension Fill {
    fileprivate var isPainted: Bool { paint.alpha * opacity.clampedToUnit > 0 }
}

extension Stroke {
    fileprivate var isPainted: Bool {
        width > 0 && width.isFinite && paint.alpha * opacity.clampedToUnit > 0
    }
}

extension Paint {
    fileprivate var alpha: Double {
        switch self {
        case .color(let color): color.alpha.clampedToUnit
        case .gradient(let gradient): gradient.stops.map(\.color.alpha).max()?.clampedToUnit ?? 0
        }
    }
}

extension Double {
    /// The value moved into 0...1; a NaN counts as 0.
    var clampedToUnit: Double { self > 0 ? Swift.min(self, 1) : 0 }
}
