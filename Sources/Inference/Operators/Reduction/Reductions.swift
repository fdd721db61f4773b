/// Operators that reduce axes to one element, and those that sum up along one.
enum Reductions {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.mean, versions: 1...3, types: Numbers.all, Mean.self),
        OperatorDefinition(.sum, versions: 1...2, types: Numbers.all + [.bool], Total.self),
        OperatorDefinition(
            .reduceProd, versions: 1...2, types: ProductReduction.types, ProductReduction.self),
        OperatorDefinition(
            .reduceMax, versions: 1...3, types: Numbers.all + [.bool], Reducing<Maximizing>.self),
        OperatorDefinition(
            .reduceMin, versions: 1...3, types: Numbers.all + [.bool], Reducing<Minimizing>.self),
        OperatorDefinition(.reduceAny, versions: 1...1, types: [.bool], Reducing<AnyTrue>.self),
        OperatorDefinition(.reduceAll, versions: 1...1, types: [.bool], Reducing<AllTrue>.self),
        OperatorDefinition(
            .cumsum, versions: 1...1, types: [.float32, .int32, .int64], RunningSum.self),
    ]

    enum Numbers {
        static let all: [ElementType] = [.float32, .int8, .uint8, .int16, .int32, .int64]
    }
}

/// How two values become one, on numbers as they are stored.
protocol Folding {
    static var types: [ElementType] { get }
    /// What no elements give.
    static func empty<Element: FixedWidthInteger>(_: Element.Type) -> Element
    static var empty: Float { get }
    /// - Parameter a: the first element, or the result of those so far.
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element
    static func of(_ a: Float, _ b: Float) -> Float
}

enum Multiplying: Folding {
    static let types: [ElementType] = [.float32, .int32, .int64, .bool]
    static func empty<Element: FixedWidthInteger>(_: Element.Type) -> Element { 1 }
    static let empty: Float = 1
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element { a &* b }
    static func of(_ a: Float, _ b: Float) -> Float { a * b }
}

private enum Maximizing: Folding {
    static let types = Reductions.Numbers.all + [.bool]
    static func empty<Element: FixedWidthInteger>(_: Element.Type) -> Element { .min }
    static let empty: Float = -.greatestFiniteMagnitude
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element { max(a, b) }
    static func of(_ a: Float, _ b: Float) -> Float { b > a ? b : a }
}

private enum Minimizing: Folding {
    static let types = Reductions.Numbers.all + [.bool]
    static func empty<Element: FixedWidthInteger>(_: Element.Type) -> Element { .max }
    static let empty: Float = .greatestFiniteMagnitude
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element { min(a, b) }
    static func of(_ a: Float, _ b: Float) -> Float { b < a ? b : a }
}

private enum AnyTrue: Folding {
    static let types: [ElementType] = [.bool]
    static func empty<Element: FixedWidthInteger>(_: Element.Type) -> Element { 0 }
    static let empty: Float = 0
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element {
        a | b == 0 ? 0 : 1
    }
    static func of(_ a: Float, _ b: Float) -> Float { a }
}

private enum AllTrue: Folding {
    static let types: [ElementType] = [.bool]
    static func empty<Element: FixedWidthInteger>(_: Element.Type) -> Element { 1 }
    static let empty: Float = 0
    static func of<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element {
        a == 0 || b == 0 ? 0 : 1
    }
    static func of(_ a: Float, _ b: Float) -> Float { a }
}

/// A reduction of numbers as they are stored. Quantized ones keep their scale: input and output
/// share it.
struct Reducing<Rule: Folding>: OperatorPlan {
    private let reduction: Reduction?

    init(_ request: ShapeRequest) throws(InferenceError) {
        reduction = try Reduction(request, types: Rule.types)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { reduction.map { [$0.output] } }

    func operations(_ outputs: [Shape]) -> Int { reduction?.input.count ?? 0 }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let reduction else { return {} }
        switch reduction.type {
        case .float32: return try reals(request, reduction)
        case .int8: return try wholes(request, reduction, Int8.self)
        case .uint8: return try wholes(request, reduction, UInt8.self)
        case .int16: return try wholes(request, reduction, Int16.self)
        case .int32: return try wholes(request, reduction, Int32.self)
        case .int64: return try wholes(request, reduction, Int64.self)
        default: return try truths(request, reduction)
        }
    }

    private func reals(
        _ request: KernelRequest, _ reduction: Reduction
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(Float.self)
        return {
            reduction.fold(
                source.elements(Float.self), into: output, empty: Rule.empty, first: { $0 },
                next: { Rule.of($0, $1) })
        }
    }

    private func wholes<Element: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ reduction: Reduction, _ type: Element.Type
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(type)
        return {
            reduction.fold(
                source.elements(type), into: output, empty: Rule.empty(type), first: { $0 },
                next: { Rule.of($0, $1) })
        }
    }

    /// Truths, as the bytes 0 and 1.
    private func truths(
        _ request: KernelRequest, _ reduction: Reduction
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(UInt8.self)
        let empty = min(Rule.empty(UInt8.self), 1)
        return {
            reduction.fold(
                source.elements(UInt8.self), into: output, empty: empty,
                first: { $0 == 0 ? 0 : 1 }, next: { Rule.of($0, $1 == 0 ? 0 : 1) })
        }
    }
}
