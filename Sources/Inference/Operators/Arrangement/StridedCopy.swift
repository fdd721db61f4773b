import Glibc

/// Copies a block of elements from one arrangement in memory to another.
///
/// Elements are moved by their size alone, whatever they mean. Neighbouring axes that lie one
/// within the other in both arrangements are joined, so that runs are as long as can be.
struct StridedCopy: Sendable {
    private struct Axis {
        var extent: Int
        /// Steps in bytes; they may be negative or zero.
        var from: Int
        var to: Int
    }

    private var axes: [Axis] = []
    private let from: Int
    private let to: Int
    private let size: Int

    /// - Parameters:
    ///   - extents: the block, outermost axis first.
    ///   - from, to: the distance between neighbours of each axis, in elements.
    ///   - fromStart, toStart: the block's first element.
    ///   - size: the bytes of an element.
    init(
        _ extents: [Int], from: [Int], to: [Int], fromStart: Int = 0, toStart: Int = 0, size: Int
    ) {
        self.size = size
        self.from = fromStart * size
        self.to = toStart * size
        for (axis, extent) in extents.enumerated() where extent != 1 {
            let next = Axis(extent: extent, from: from[axis] * size, to: to[axis] * size)
            if let last = axes.last, last.from == next.from * extent, last.to == next.to * extent {
                axes[axes.count - 1] = Axis(
                    extent: last.extent * extent, from: next.from, to: next.to)
            } else {
                axes.append(next)
            }
        }
    }

    func run(from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer) {
        copy(0, source + from, target + to)
    }

    private func copy(_ axis: Int, _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer) {
        guard axis < axes.count else {
            memcpy(target, source, size)
            return
        }
        let step = axes[axis]
        if axis == axes.count - 1 {
            if step.from == size, step.to == size {
                memcpy(target, source, step.extent * size)
            } else {
                switch size {
                case 1: move(UInt8.self, step, source, target)
                case 2: move(UInt16.self, step, source, target)
                case 4: move(UInt32.self, step, source, target)
                case 8: move(UInt64.self, step, source, target)
                default:
                    for index in 0..<step.extent {
                        memcpy(target + index * step.to, source + index * step.from, size)
                    }
                }
            }
            return
        }
        for index in 0..<step.extent {
            copy(axis + 1, source + index * step.from, target + index * step.to)
        }
    }

    @inline(__always)
    private func move<Element: BitwiseCopyable>(
        _ type: Element.Type, _ axis: Axis, _ source: UnsafeRawPointer,
        _ target: UnsafeMutableRawPointer
    ) {
        for index in 0..<axis.extent {
            let element = source.loadUnaligned(fromByteOffset: index * axis.from, as: type)
            target.storeBytes(of: element, toByteOffset: index * axis.to, as: type)
        }
    }
}

extension ShapeRequest {
    /// The bytes of an element, for operators that move elements of any type.
    func elementSize(_ tensor: KnownTensor) throws(InferenceError) -> Int {
        guard let size = tensor.type.byteCount else {
            throw unsupported("moves elements of type \(tensor.type), which is not implemented")
        }
        return size
    }

    /// Checks that an output holds elements of its input's type.
    func expectSameType(_ input: KnownTensor) throws(InferenceError) {
        for output in outputs where output.type != input.type {
            throw error("turns \(input.type) into \(output.type) where both must be the same")
        }
    }

    /// Whole numbers that decide a shape, one for each of so many axes; nil when they are computed
    /// while running.
    func integers(_ index: Int, count: Int, _ role: String) throws(InferenceError) -> [Int]? {
        guard let numbers = try integers(index) else { return nil }
        guard numbers.count == count else {
            throw error("its \(role) holds \(numbers.count) numbers; \(count) are expected")
        }
        return numbers
    }

    /// A shape, told as this node's fault when it is not possible.
    func shape(_ dimensions: [Int]) throws(InferenceError) -> Shape {
        do { return try Shape(dimensions) } catch { throw self.error(error.message) }
    }

    /// An axis of a shape, counted from the back when it is negative.
    func axis(_ axis: Int, of shape: Shape) throws(InferenceError) -> Int {
        do { return try shape.axis(axis) } catch { throw self.error(error.message) }
    }
}

extension ElementType {
    /// The types whose elements are moved as they are.
    static let movable = allCases.filter { $0.byteCount != nil }
}
