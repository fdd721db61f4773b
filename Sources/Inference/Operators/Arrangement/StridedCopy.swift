/// A copy of a box of elements from one arrangement in memory to another.
///
/// Axes that lie without gaps in both are joined, so that the copy is made of the longest runs
/// there are.
struct StridedCopy: Sendable {
    /// One axis of the box: how many steps it has and how far one leads. Steps back are negative,
    /// a repeated element has steps of 0.
    struct Axis: Sendable {
        var extent: Int
        var source: Int
        var target: Int
    }

    /// Outermost first, in bytes; without what `run` covers.
    private var axes: [Axis] = []
    /// The bytes that follow one another.
    private var run: Int
    private var source: Int
    private var target: Int
    /// The last two axes are gone through in tiles.
    private var isTiled = false

    /// - Parameters:
    ///   - axes: Outermost first, with steps in elements.
    ///   - source: The box's first element in what is read.
    ///   - target: The box's first element in what is written.
    init(_ axes: [Axis], elementSize: Int, source: Int = 0, target: Int = 0) {
        run = elementSize
        self.source = source * elementSize
        self.target = target * elementSize
        guard axes.allSatisfy({ $0.extent > 0 }) else {
            run = 0
            return
        }
        var joined: [Axis] = []
        for axis in axes.reversed() where axis.extent > 1 {
            let step = Axis(
                extent: axis.extent, source: axis.source * elementSize,
                target: axis.target * elementSize)
            if joined.isEmpty, step.source == run, step.target == run {
                run *= step.extent
            } else if let inner = joined.last, step.source == inner.source * inner.extent,
                step.target == inner.target * inner.extent
            {
                joined[joined.count - 1].extent *= step.extent
            } else {
                joined.append(step)
            }
        }
        self.axes = joined.reversed()
        // Elements that follow one another in the source, but are written far apart (a transposed
        // image): by tiles, so that what is fetched with an element is used before it is dropped.
        if run <= 16, let last = self.axes.last, abs(last.source) != run,
            let dense = self.axes.firstIndex(where: { abs($0.source) == run })
        {
            let axis = self.axes.remove(at: dense)
            self.axes.insert(axis, at: self.axes.count - 1)
            isTiled = true
        }
    }

    /// Copies the box; source and target must not overlap, unless what is read is never written.
    func callAsFunction(from bytes: UnsafeRawPointer, to memory: UnsafeMutableRawPointer) {
        guard run > 0 else { return }
        axes.withUnsafeBufferPointer { axes in
            copy(axes, 0, bytes + source, memory + target)
        }
    }

    /// The depth of recursion is the number of axes that have two elements or more: below 64.
    private func copy(
        _ axes: UnsafeBufferPointer<Axis>, _ depth: Int, _ source: UnsafeRawPointer,
        _ target: UnsafeMutableRawPointer
    ) {
        guard depth < axes.count else {
            target.copyMemory(from: source, byteCount: run)
            return
        }
        let axis = axes[depth]
        if isTiled, depth + 2 == axes.count {
            copyTiles(axis, axes[depth + 1], source, target)
        } else if depth + 1 < axes.count {
            for step in 0..<axis.extent {
                copy(axes, depth + 1, source + step * axis.source, target + step * axis.target)
            }
        } else {
            copy(axis, source, target)
        }
    }

    private func copyTiles(
        _ outer: Axis, _ inner: Axis, _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer
    ) {
        let side = 16
        for start in stride(from: 0, to: inner.extent, by: side) {
            let row = Axis(
                extent: min(side, inner.extent - start), source: inner.source, target: inner.target)
            for step in 0..<outer.extent {
                copy(
                    row, source + start * inner.source + step * outer.source,
                    target + start * inner.target + step * outer.target)
            }
        }
    }

    private func copy(
        _ axis: Axis, _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer
    ) {
        switch run {
        case 1: Self.copy(UInt8.self, axis, source, target)
        case 2: Self.copy(UInt16.self, axis, source, target)
        case 4: Self.copy(UInt32.self, axis, source, target)
        case 8: Self.copy(UInt64.self, axis, source, target)
        case 16: Self.copy(SIMD2<UInt64>.self, axis, source, target)
        default:
            for step in 0..<axis.extent {
                (target + step * axis.target).copyMemory(
                    from: source + step * axis.source, byteCount: run)
            }
        }
    }

    @inline(__always)
    private static func copy<Element: BitwiseCopyable>(
        _: Element.Type, _ axis: Axis, _ source: UnsafeRawPointer,
        _ target: UnsafeMutableRawPointer
    ) {
        for step in 0..<axis.extent {
            let element = source.loadUnaligned(
                fromByteOffset: step * axis.source, as: Element.self)
            target.storeBytes(of: element, toByteOffset: step * axis.target, as: Element.self)
        }
    }
}

extension Shape {
    /// The axes of a copy that goes through a box with the given steps.
    static func axes(_ extents: [Int], source: [Int], target: [Int]) -> [StridedCopy.Axis] {
        extents.indices.map {
            StridedCopy.Axis(extent: extents[$0], source: source[$0], target: target[$0])
        }
    }

    /// The axes of a copy that goes through all of this shape.
    func axes(source: [Int], target: [Int]) -> [StridedCopy.Axis] {
        Self.axes(dimensions, source: source, target: target)
    }
}

extension KernelRequest {
    /// A kernel that copies boxes of an input's elements to an output.
    func copying(
        _ copies: [StridedCopy], input: Int = 0, output: Int = 0
    ) throws(InferenceError) -> Kernel {
        let source = try self.input(input)
        let target = try self.output(output)
        return { for copy in copies { copy(from: source.data, to: target.data) } }
    }

    /// A kernel that copies an input's bytes as they lie.
    func copyingAll() throws(InferenceError) -> Kernel {
        let source = try input(0)
        let target = try output()
        let count = min(source.byteCount, target.byteCount)
        return { target.data.copyMemory(from: source.data, byteCount: count) }
    }
}
