/// Tensors of different shapes seen as one: axes of one element are repeated, missing axes stand
/// at the front.
///
/// Neighbouring axes along which every operand behaves alike are joined; the innermost is a run
/// along which each operand steps by one element or stays.
struct Broadcasting: Sendable {
    let shape: Shape
    /// Extents of the outer axes, and each operand's steps along them.
    private var extents: [Int] = []
    private var steps: [[Int]] = []
    private(set) var run = 1
    private(set) var runSteps: [Int]

    /// - Throws: when an axis has different extents, neither of them one.
    init(_ shapes: [Shape]) throws(InferenceError) {
        let rank = shapes.reduce(0) { max($0, $1.rank) }
        var result: [Int] = []
        for axis in 0..<rank {
            var extent = 1
            for shape in shapes {
                let own = axis - (rank - shape.rank)
                guard own >= 0, shape[own] != 1 else { continue }
                guard extent == 1 || extent == shape[own] else {
                    let list = shapes.map(\.description).joined(separator: " and ")
                    throw InferenceError(.badModel, "the shapes \(list) do not fit each other")
                }
                extent = shape[own]
            }
            result.append(extent)
        }
        shape = try Shape(result)
        runSteps = shapes.map { _ in 1 }

        var axes: [(extent: Int, steps: [Int])] = []
        for axis in 0..<rank where result[axis] != 1 {
            let next = shapes.map { shape in
                let own = axis - (rank - shape.rank)
                return own >= 0 && shape[own] != 1 ? shape.strides[own] : 0
            }
            if let last = axes.last, zip(last.steps, next).allSatisfy({ $0 == $1 * result[axis] }) {
                axes[axes.count - 1] = (last.extent * result[axis], next)
            } else {
                axes.append((result[axis], next))
            }
        }
        if let last = axes.popLast() {
            run = last.extent
            runSteps = last.steps
        }
        extents = axes.map(\.extent)
        steps = axes.map(\.steps)
    }

    /// Calls for each run with where it begins in two operands and in the result.
    @inline(__always)
    func forEachRun(_ body: (_ a: Int, _ b: Int, _ output: Int) -> Void) {
        guard shape.count > 0 else { return }
        var output = 0
        visit(0, 0, 0, 0) { a, b, _ in
            body(a, b, output)
            output += run
        }
    }

    /// The same for three operands.
    func forEachRunOfThree(_ body: (_ a: Int, _ b: Int, _ c: Int, _ output: Int) -> Void) {
        guard shape.count > 0 else { return }
        var output = 0
        visit(0, 0, 0, 0) { a, b, c in
            body(a, b, c, output)
            output += run
        }
    }

    private func visit(
        _ axis: Int, _ a: Int, _ b: Int, _ c: Int, _ body: (Int, Int, Int) -> Void
    ) {
        guard axis < extents.count else {
            body(a, b, c)
            return
        }
        let extent = extents[axis]
        let (stepA, stepB) = (steps[axis][0], steps[axis][1])
        let stepC = steps[axis].count > 2 ? steps[axis][2] : 0
        if axis == extents.count - 1 {
            for index in 0..<extent {
                body(a + index * stepA, b + index * stepB, c + index * stepC)
            }
        } else {
            for index in 0..<extent {
                visit(axis + 1, a + index * stepA, b + index * stepB, c + index * stepC, body)
            }
        }
    }

    /// A function of two operands, element by element.
    @inline(__always)
    func map<A, B, Result>(
        _ a: UnsafeMutableBufferPointer<A>, _ b: UnsafeMutableBufferPointer<B>,
        _ output: UnsafeMutableBufferPointer<Result>, _ function: (A, B) -> Result
    ) {
        guard let a = a.baseAddress, let b = b.baseAddress, let output = output.baseAddress else {
            return
        }
        let (stepA, stepB, run) = (runSteps[0], runSteps[1], run)
        forEachRun { startA, startB, start in
            let (a, b, output) = (a + startA, b + startB, output + start)
            for index in 0..<run {
                output[index] = function(a[index * stepA], b[index * stepB])
            }
        }
    }
}

extension ShapeRequest {
    /// How two or three inputs go together.
    func broadcasting(_ shapes: [Shape]) throws(InferenceError) -> Broadcasting {
        do { return try Broadcasting(shapes) } catch { throw self.error(error.message) }
    }
}
