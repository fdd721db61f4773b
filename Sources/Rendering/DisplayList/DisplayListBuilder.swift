import Scene

/// Walks a drawing's tree and writes its commands.
///
/// An item is what a group composes: one paint, or one whole group. A group of one item that is
/// only faded needs no layer of its own, because fading the item gives the same picture.
struct DisplayListBuilder {
    private let drawing: Drawing
    private(set) var commands: [DisplayList.Command] = []
    /// The groups being walked, outermost first; a stack of our own, so that no depth of nesting
    /// exhausts the thread's.
    private var open: [OpenGroup] = []
    private var layerCount = 0
    /// Whether a group somewhere blends with what lies below, which only layers isolate.
    private let blends: Bool

    private struct OpenGroup {
        var children: [Node]
        var next = 0
        /// What items directly in here are faded by.
        let fade: Double
        /// What remains to be done behind the children, in order.
        var steps: [Step]
        var itemCount = 0
        var isLayer = false
    }

    private enum Step {
        case emit(DisplayList.Command)
        /// Walks the content of a stencil.
        case enter(Group)
        /// Ends a layer that begins at `start`.
        case endLayer(start: Int, opacity: Double, blend: BlendMode, canVanish: Bool)
        /// Forgets everything from `start` on when nothing was painted.
        case dropIfEmpty(start: Int)
    }

    init(drawing: Drawing) {
        self.drawing = drawing
        var blends = false
        var groups = [drawing.root]
        while !blends, let group = groups.popLast() {
            blends = group.blend != .normal
            for case .group(let child) in group.children { groups.append(child) }
        }
        self.blends = blends
    }

    mutating func appendTree(including isIncluded: (Int) -> Bool) {
        enter(drawing.root, fade: 1)
        while let group = open.last {
            guard group.next < group.children.count else {
                takeStep()
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

    // MARK: - Groups

    private mutating func enter(_ group: Group, fade: Double) {
        let opacity = group.opacity.clampedToUnit
        guard group.isDisplayed, opacity > 0 else { return }
        var inner = OpenGroup(children: group.children, fade: fade * opacity, steps: [])
        let clips = simpleClips(of: group)
        let stencils = clips == nil ? group.stencils : []
        let composes =
            opacity < 1 || !stencils.isEmpty || group.blend != .normal
            || (group.isIsolated && blends)
        if !composes && group.filters.isEmpty && clips == nil
            || layerCount >= DisplayList.deepestGroup
        {
            open.append(inner)
            return
        }
        inner = OpenGroup(
            children: group.children, fade: composes || !group.filters.isEmpty ? 1 : fade,
            steps: [])
        let start = commands.count
        for clip in clips ?? [] { commands.append(.beginClip(shape: clip)) }
        let layerStart = commands.count
        // A filter alone is laid over at once; its fading needs a layer around it.
        let needsLayer = composes || (!group.filters.isEmpty && fade < 1)
        if needsLayer { commands.append(.beginGroup) }
        if !group.filters.isEmpty {
            commands.append(.beginFilters)
            inner.steps.append(.emit(.endFilters(group.filters)))
        } else {
            inner.steps.append(.dropIfEmpty(start: start))
        }
        for stencil in stencils {
            inner.steps.append(.emit(.beginStencil))
            inner.steps.append(.enter(stencil.content))
            inner.steps.append(.emit(.endStencil(stencil.measure)))
        }
        if needsLayer {
            let canVanish = stencils.isEmpty && group.filters.isEmpty && group.blend == .normal
            inner.steps.append(
                .endLayer(
                    start: layerStart, opacity: opacity * fade, blend: group.blend,
                    canVanish: canVanish && !group.isIsolated))
        }
        for _ in clips ?? [] { inner.steps.append(.emit(.endClip)) }
        inner.isLayer = true
        layerCount += 1
        open.append(inner)
    }

    /// The shapes whose insides are all that a group's stencils let through; nil when they are more
    /// than that.
    private func simpleClips(of group: Group) -> [Int]? {
        guard !group.stencils.isEmpty, !blends else { return nil }
        var clips: [Int] = []
        for stencil in group.stencils {
            let content = stencil.content
            guard stencil.measure == .coverage, content.isPlain, content.children.count == 1,
                case .shape(let index) = content.children[0], drawing.shapes.indices.contains(index)
            else { return nil }
            let shape = drawing.shapes[index]
            guard shape.isVisible, shape.opacity == 1, shape.stroke == nil, shape.texture == nil,
                let fill = shape.fill, fill.opacity == 1, case .color(let color) = fill.paint,
                color.alpha == 1
            else { return nil }
            clips.append(index)
        }
        return clips
    }

    private mutating func takeStep() {
        let last = open.count - 1
        guard !open[last].steps.isEmpty else {
            let group = open.removeLast()
            if group.isLayer { layerCount -= 1 }
            return count(group.itemCount)
        }
        switch open[last].steps.removeFirst() {
        case .emit(let command):
            commands.append(command)
            // Fading the result of filters needs a layer around it.
            if case .endFilters = command { open[last].itemCount = 2 }
        case .enter(let content): enter(content, fade: 1)
        case .dropIfEmpty(let start):
            guard open[last].itemCount == 0 else { return }
            commands.removeSubrange(start...)
            open[last].steps = []
        case .endLayer(let start, let opacity, let blend, let canVanish):
            if open[last].itemCount == 1 && canVanish && !lastItemBlends {
                commands.remove(at: start)
                fadeLastItem(by: opacity)
            } else {
                commands.append(.endGroup(opacity: opacity, blend: blend))
                open[last].itemCount = 1
            }
        }
    }

    // MARK: - Shapes

    private mutating func append(_ shape: Shape, _ index: Int, fade: Double) {
        let opacity = shape.opacity.clampedToUnit * fade
        guard shape.isVisible, opacity > 0, !shape.contours.isEmpty else { return }
        if shape.texture != nil {
            commands.append(.texture(shape: index, opacity: opacity))
            return count(1)
        }
        switch (shape.fill?.isPainted ?? false, shape.stroke?.isPainted ?? false) {
        case (false, false): return
        case (true, false): commands.append(.fill(shape: index, opacity: opacity))
        case (false, true): commands.append(.stroke(shape: index, opacity: opacity))
        case (true, true) where opacity == 1:
            appendBoth(shape, index)
            count(1)
        case (true, true):
            commands.append(.beginGroup)
            appendBoth(shape, index)
            commands.append(.endGroup(opacity: opacity, blend: .normal))
        }
        count(1)
    }

    private mutating func appendBoth(_ shape: Shape, _ index: Int) {
        let fill = DisplayList.Command.fill(shape: index, opacity: 1)
        let stroke = DisplayList.Command.stroke(shape: index, opacity: 1)
        commands += shape.strokesFirst ? [stroke, fill] : [fill, stroke]
    }

    private mutating func count(_ items: Int) {
        if !open.isEmpty { open[open.count - 1].itemCount += items }
    }

    /// Whether what was painted last mixes with what lies below it.
    private var lastItemBlends: Bool {
        if case .endGroup(_, let blend)? = commands.last { return blend != .normal }
        return false
    }

    private mutating func fadeLastItem(by opacity: Double) {
        // The last item may stand inside of clips.
        var index = commands.count - 1
        while index > 0, commands[index] == .endClip { index -= 1 }
        commands[index] = commands[index].faded(by: opacity)
    }
}

extension DisplayList.Command {
    fileprivate func faded(by opacity: Double) -> DisplayList.Command {
        switch self {
        case .fill(let shape, let own): .fill(shape: shape, opacity: own * opacity)
        case .stroke(let shape, let own): .stroke(shape: shape, opacity: own * opacity)
        case .texture(let shape, let own): .texture(shape: shape, opacity: own * opacity)
        case .endGroup(let own, let blend): .endGroup(opacity: own * opacity, blend: blend)
        default: self
        }
    }
}

extension Group {
    /// Whether nothing is done to the group as a whole.
    fileprivate var isPlain: Bool {
        isDisplayed && opacity == 1 && filters.isEmpty && stencils.isEmpty && blend == .normal
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
        case .pattern: 1
        }
    }
}

extension Double {
    /// The value moved into 0...1; a NaN counts as 0.
    var clampedToUnit: Double { self > 0 ? Swift.min(self, 1) : 0 }
}
