/// Operators that reduce axes to one element.
enum Reductions {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.mean, versions: 1...3, types: Reduction.quantized, Mean.self),
        OperatorDefinition(.sum, versions: 1...2, types: Reduction.quantized, Total.self),
        OperatorDefinition(
            .reduceProd, versions: 1...2, types: [.float32, .int32, .int64],
            Reducing<Multiplying>.self),
        OperatorDefinition(
            .reduceMax, versions: 1...3, types: Reduction.types, Reducing<Maximizing>.self),
        OperatorDefinition(
            .reduceMin, versions: 1...3, types: Reduction.types, Reducing<Minimizing>.self),
        OperatorDefinition(.reduceAny, versions: 1...1, types: [.bool], Reducing<AnyTrue>.self),
        OperatorDefinition(.reduceAll, versions: 1...1, types: [.bool], Reducing<AllTrue>.self),
        OperatorDefinition(
            .cumsum, versions: 1...1, types: [.float32, .int32, .int64], RunningSum.self),
    ]
}

/// Which axes of a tensor are reduced.
struct Reduction: Sendable {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16, .int32, .int64]
    static let quantized: [ElementType] = [.float32, .int8, .uint8, .int16, .int32, .int64]

    let input: KnownShape
    let output: Shape
    /// Elements that become one.
    let count: Int

    struct KnownShape: Sendable {
        var type: ElementType
        var shape: Shape
    }

    /// For each axis of the input the step in the output; 0 where it is reduced.
    private let steps: [Int]

    /// Nil when the axes are computed while running.
    init?(_ request: ShapeRequest, types: [ElementType]) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let tensor = try request.operand(0)
        guard types.contains(tensor.type), try request.output().type == tensor.type else {
            throw request.unsupported("reduces \(tensor.type) to \(try request.output().type)")
        }
        guard let axes = try request.integers(1) else { return nil }
        var reduced: Set<Int> = []
        for axis in axes {
            // A scalar has one element along any axis.
            guard tensor.shape.rank > 0 else { continue }
            reduced.insert(try request.axis(axis, of: tensor.shape))
        }
        let keeps = try request.node.options.bool(0)
        input = KnownShape(type: tensor.type, shape: tensor.shape)
        var kept: [Int] = []
        var full: [Int] = []
        for (axis, extent) in tensor.shape.dimensions.enumerated() {
            full.append(reduced.contains(axis) ? 1 : extent)
            if keeps || !reduced.contains(axis) { kept.append(full[axis]) }
        }
        output = try request.shape(kept)
        let strides = try Shape(full).strides
        steps = tensor.shape.dimensions.indices.map { reduced.contains($0) ? 0 : strides[$0] }
        count = reduced.reduce(1) { $0 * tensor.shape[$1] }
    }

    /// Folds every input element into its output element, in the input's order.
    @inline(__always)
    func fold<Element, Result>(
        _ input: UnsafeMutableBufferPointer<Element>,
        into results: UnsafeMutableBufferPointer<Result>, _ body: (inout Result, Element) -> Void
    ) {
        guard !input.isEmpty else { return }
        let inner = self.input.shape.dimensions.last ?? 1
        let step = steps.last ?? 0
        var start = 0
        visitRows(0, 0) { output in
            for index in 0..<inner {
                body(&results[output + index * step], input[start + index])
            }
            start += inner
        }
    }

    private func visitRows(_ axis: Int, _ output: Int, _ body: (Int) -> Void) {
        guard axis < steps.count - 1 else {
            body(output)
            return
        }
        for index in 0..<input.shape[axis] {
            visitRows(axis + 1, output + index * steps[axis], body)
        }
    }
}

/// How two values become one.
protocol Folding {
    static var types: [ElementType] { get }
    static func start<Element: FixedWidthInteger>(_: Element.Type) -> Element
    static var start: Float { get }
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element
    static func of(_ a: Float, _ b: Float) -> Float
}

private enum Multiplying: Folding {
    static let types: [ElementType] = [.float32, .int32, .int64]
    static func start<Element: FixedWidthInteger>(_: Element.Type) -> Element { 1 }
    static let start: Float = 1
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element { a &* b }
    static func of(_ a: Float, _ b: Float) -> Float { a * b }
}

private enum Maximizing: Folding {
    static let types = Reduction.types
    static func start<Element: FixedWidthInteger>(_: Element.Type) -> Element { .min }
    static let start: Float = -.greatestFiniteMagnitude
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element { max(a, b) }
    static func of(_ a: Float, _ b: Float) -> Float { b > a ? b : a }
}

private enum Minimizing: Folding {
    static let types = Reduction.types
    static func start<Element: FixedWidthInteger>(_: Element.Type) -> Element { .max }
    static let start: Float = .greatestFiniteMagnitude
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element { min(a, b) }
    static func of(_ a: Float, _ b: Float) -> Float { b < a ? b : a }
}

private enum AnyTrue: Folding {
    static let types: [ElementType] = [.bool]
    static func start<Element: FixedWidthInteger>(_: Element.Type) -> Element { 0 }
    static let start: Float = 0
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element {
        a != 0 || b != 0 ? 1 : 0
    }
    static func of(_ a: Float, _ b: Float) -> Float { a }
}

private enum AllTrue: Folding {
    static let types: [ElementType] = [.bool]
    static func start<Element: FixedWidthInteger>(_: Element.Type) -> Element { 1 }
    static let start: Float = 1
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element {
        a != 0 && b != 0 ? 1 : 0
    }
    static func of(_ a: Float, _ b: Float) -> Float { a }
}

/// A reduction whose result is one of its type's own numbers.
struct Reducing<Rule: Folding>: OperatorPlan {
    private let reduction: Reduction?

    init(_ request: ShapeRequest) throws(InferenceError) {
        reduction = try Reduction(request, types: Rule.types)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { reduction.map { [$0.output] } }

    func operations(_ outputs: [Shape]) -> Int { reduction?.input.shape.count ?? 0 }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let reduction else { return {} }
        switch reduction.input.type {
        case .float32: break
        case .int8: return try wholes(request, reduction, Int8.self)
        case .uint8, .bool: return try wholes(request, reduction, UInt8.self)
        case .int16: return try wholes(request, reduction, Int16.self)
        case .int32: return try wholes(request, reduction, Int32.self)
        default: return try wholes(request, reduction, Int64.self)
        }
        let source = try request.input(0)
        let output = try request.output().elements(Float.self)
        return {
            output.update(repeating: Rule.start)
            reduction.fold(source.elements(Float.self), into: output) { $0 = Rule.of($0, $1) }
        }
    }

    private func wholes<Element: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ reduction: Reduction, _ type: Element.Type
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(type)
        return {
            output.update(repeating: Rule.start(type))
            reduction.fold(source.elements(type), into: output) { $0 = Rule.of($0, $1) }
        }
    }
}
