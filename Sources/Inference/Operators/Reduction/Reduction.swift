/// Which axes of a tensor are reduced to one element.
///
/// Neighbouring axes that are alike reduced or kept are joined; the innermost is a run along
/// which elements go to one result or each to its own.
struct Reduction: Sendable {
    let type: ElementType
    let input: Shape
    let output: Shape
    /// Elements that become one.
    let count: Int

    private var extents: [Int] = []
    /// The step in the output along each of the outer axes; 0 where it is reduced.
    private var steps: [Int] = []
    private var run = 1
    private var runStep = 1

    /// Nil when the axes are computed while running.
    init?(_ request: ShapeRequest, types: [ElementType]) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let tensor = try request.operand(0)
        guard types.contains(tensor.type), try request.output().type == tensor.type else {
            throw request.unsupported("reduces \(tensor.type) to \(try request.output().type)")
        }
        guard let axes = try request.integers(1) else { return nil }
        var isReduced = [Bool](repeating: false, count: tensor.shape.rank)
        for axis in axes {
            // A scalar has one element along any axis.
            guard tensor.shape.rank > 0 else { continue }
            isReduced[try request.axis(axis, of: tensor.shape)] = true
        }
        type = tensor.type
        input = tensor.shape
        let keeps = try request.node.options.bool(0)
        var kept: [Int] = []
        var count = 1
        for (extent, isReduced) in zip(tensor.shape.dimensions, isReduced) {
            if isReduced { count *= extent }
            if keeps || !isReduced { kept.append(isReduced ? 1 : extent) }
        }
        self.count = count
        output = try request.shape(kept)
        join(isReduced)
    }

    private mutating func join(_ isReduced: [Bool]) {
        var axes: [(extent: Int, isReduced: Bool)] = []
        for (extent, isReduced) in zip(input.dimensions, isReduced) where extent != 1 {
            if let last = axes.last, last.isReduced == isReduced {
                axes[axes.count - 1].extent *= extent
            } else {
                axes.append((extent, isReduced))
            }
        }
        var step = 1
        for axis in axes.indices.reversed() {
            extents.insert(axes[axis].extent, at: 0)
            steps.insert(axes[axis].isReduced ? 0 : step, at: 0)
            if !axes[axis].isReduced { step *= axes[axis].extent }
        }
        if let extent = extents.popLast(), let step = steps.popLast() {
            run = extent
            runStep = step
        }
    }

    /// Folds every input element into its output element, in the input's order.
    /// - Parameter empty: what becomes of no elements.
    @inline(__always)
    func fold<Element, Result>(
        _ input: UnsafeMutableBufferPointer<Element>,
        into results: UnsafeMutableBufferPointer<Result>, empty: Result,
        first: (Element) -> Result, next: (Result, Element) -> Result
    ) {
        guard self.input.count > 0, let input = input.baseAddress,
            let results = results.baseAddress
        else {
            results.update(repeating: empty)
            return
        }
        var from = input
        visit(0, 0, isFirst: true) { place, isFirst in
            let result = results + place
            if runStep == 0 {
                var sum = isFirst ? first(from[0]) : next(result[0], from[0])
                for index in 1..<run { sum = next(sum, from[index]) }
                result[0] = sum
            } else if isFirst {
                for index in 0..<run { result[index] = first(from[index]) }
            } else {
                for index in 0..<run { result[index] = next(result[index], from[index]) }
            }
            from += run
        }
    }

    /// Calls for each run with its place in the output and whether nothing was folded there yet.
    private func visit(
        _ axis: Int, _ place: Int, isFirst: Bool, _ body: (Int, Bool) -> Void
    ) {
        guard axis < extents.count else {
            body(place, isFirst)
            return
        }
        let step = steps[axis]
        for index in 0..<extents[axis] {
            visit(
                axis + 1, place + index * step, isFirst: isFirst && (step != 0 || index == 0),
                body)
        }
    }
}
