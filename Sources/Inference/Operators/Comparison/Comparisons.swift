/// Operators that compare elements or combine truths.
enum Comparisons {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(
            .equal, versions: 1...5, types: ComparisonTypes.all, Comparing<Equality>.self),
        OperatorDefinition(
            .notEqual, versions: 1...4, types: ComparisonTypes.all, Comparing<Inequality>.self),
        OperatorDefinition(
            .less, versions: 1...3, types: ComparisonTypes.ordered, Comparing<Less>.self),
        OperatorDefinition(
            .lessEqual, versions: 1...3, types: ComparisonTypes.ordered,
            Comparing<LessOrEqual>.self),
        OperatorDefinition(
            .greater, versions: 1...3, types: ComparisonTypes.ordered, Comparing<Greater>.self),
        OperatorDefinition(
            .greaterEqual, versions: 1...3, types: ComparisonTypes.ordered,
            Comparing<GreaterOrEqual>.self),
        logical(.logicalAnd) { $0 && $1 },
        logical(.logicalOr) { $0 || $1 },
        OperatorDefinition(
            .select, versions: 1...4, types: MovedElements.types, Selection.self),
        OperatorDefinition(
            .selectV2, versions: 1...2, types: MovedElements.types, Selection.self),
    ]

    private static func logical(
        _ code: BuiltinOperator, _ function: @escaping @Sendable (Bool, Bool) -> Bool
    ) -> OperatorDefinition {
        OperatorDefinition(
            .builtin(code), versions: 1...1, types: [.bool],
            shapes: { (request) throws(InferenceError) in
                try request.expect(inputs: 2...2)
                let (a, b) = (try request.operand(0), try request.operand(1))
                guard a.type == .bool, b.type == .bool, try request.output().type == .bool else {
                    throw request.unsupported("combines \(a.type) and \(b.type)")
                }
                return .shapes([try request.broadcasting([a.shape, b.shape]).shape])
            },
            kernel: { (request) throws(InferenceError) in
                let (a, b) = (try request.input(0), try request.input(1))
                let output = try request.output().elements(UInt8.self)
                let broadcasting = try Broadcasting([a.shape, b.shape])
                return {
                    broadcasting.map(a.elements(UInt8.self), b.elements(UInt8.self), output) {
                        function($0 != 0, $1 != 0) ? 1 : 0
                    }
                }
            })
    }
}

enum ComparisonTypes {
    static let ordered: [ElementType] = [.float32, .int8, .uint8, .int16, .int32, .int64]
    static let all = ordered + [.bool]
}

protocol Relation {
    static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool
}

/// EQUAL or NOT_EQUAL.
private protocol EqualityRelation: Relation {}

private enum Equality: EqualityRelation {
    static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a == b }
}
private enum Inequality: EqualityRelation {
    static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a != b }
}
private enum Less: Relation {
    static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a < b }
}
private enum LessOrEqual: Relation {
    static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a <= b }
}
private enum Greater: Relation {
    static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a > b }
}
private enum GreaterOrEqual: Relation {
    static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a >= b }
}

/// A relation between the elements of two tensors. Quantized 8-bit numbers are compared as the
/// reals they stand for.
struct Comparing<Rule: Relation>: OperatorPlan {
    private let broadcasting: Broadcasting
    private let type: ElementType
    private var scales: (a: ScaledOperand, b: ScaledOperand)?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let (a, b) = (try request.operand(0), try request.operand(1))
        type = a.type
        guard ComparisonTypes.all.contains(type), b.type == type,
            try request.output().type == .bool
        else {
            throw request.unsupported("compares \(a.type) with \(b.type)")
        }
        broadcasting = try request.broadcasting([a.shape, b.shape])
        if Self.comparesReals(type), a.quantization != nil, b.quantization != nil {
            scales = (
                ScaledOperand(try request.affine(a, "first input")),
                ScaledOperand(try request.affine(b, "second input"))
            )
        }
    }

    /// Of 16-bit numbers only equality has a quantized rule.
    private static func comparesReals(_ type: ElementType) -> Bool {
        switch type {
        case .int8, .uint8: true
        case .int16: Rule.self is any EqualityRelation.Type
        default: false
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [broadcasting.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch type {
        case .float32: return try plain(request, Float.self)
        case .int8: return try quantized(request, Int8.self)
        case .uint8: return try quantized(request, UInt8.self)
        case .bool: return try plain(request, UInt8.self)
        case .int16: return try quantized(request, Int16.self)
        case .int32: return try plain(request, Int32.self)
        default: return try plain(request, Int64.self)
        }
    }

    private func plain<Element: BitwiseCopyable & Comparable>(
        _ request: KernelRequest, _: Element.Type
    ) throws(InferenceError) -> Kernel {
        let (a, b) = (try request.input(0), try request.input(1))
        let output = try request.output().elements(UInt8.self)
        let broadcasting = broadcasting
        return {
            broadcasting.map(a.elements(Element.self), b.elements(Element.self), output) {
                Rule.holds($0, $1) ? 1 : 0
            }
        }
    }

    private func quantized<Number: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _: Number.Type
    ) throws(InferenceError) -> Kernel {
        guard let scales else { return try plain(request, Number.self) }
        let (a, b) = (try request.input(0), try request.input(1))
        let output = try request.output().elements(UInt8.self)
        let broadcasting = broadcasting
        return {
            broadcasting.map(a.elements(Number.self), b.elements(Number.self), output) {
                Rule.holds(scales.a.apply(Int32($0)), scales.b.apply(Int32($1))) ? 1 : 0
            }
        }
    }
}

/// A quantized operand in units that two of them share.
private struct ScaledOperand: Sendable {
    private let zeroPoint: Int32
    private let factor: FixedPointMultiplier

    init(_ affine: Affine) {
        zeroPoint = affine.zeroPoint
        factor = FixedPointMultiplier(Double(affine.scale))
    }

    @inline(__always)
    func apply(_ number: Int32) -> Int32 { factor.apply((number - zeroPoint) << 8) }
}

/// SELECT and SELECT_V2: elements of one tensor where a truth holds, of another elsewhere.
private struct Selection: OperatorPlan {
    private let broadcasting: Broadcasting
    private let size: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        let condition = try request.operand(0)
        let (a, b) = (try request.operand(1), try request.operand(2))
        guard condition.type == .bool, a.type == b.type else {
            throw request.unsupported(
                "chooses between \(a.type) and \(b.type) by \(condition.type)")
        }
        try request.expectSameType(a)
        guard let size = a.type.byteCount else {
            throw request.unsupported("chooses between elements of \(a.type)")
        }
        self.size = size
        var rule = condition.shape
        // The older operator takes one truth for each slice of the first axis.
        if request.node.name == .builtin(.select), rule.rank == 1, a.shape.rank > 1,
            rule[0] == a.shape[0]
        {
            rule = try request.shape(
                rule.dimensions + [Int](repeating: 1, count: a.shape.rank - 1))
        }
        broadcasting = try request.broadcasting([rule, a.shape, b.shape])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [broadcasting.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch size {
        case 1: return try kernel(request, UInt8.self)
        case 2: return try kernel(request, UInt16.self)
        case 4: return try kernel(request, UInt32.self)
        case 8: return try kernel(request, UInt64.self)
        default:
            throw request.unsupported("chooses between elements of \(size) bytes")
        }
    }

    private func kernel<Element: BitwiseCopyable>(
        _ request: KernelRequest, _: Element.Type
    ) throws(InferenceError) -> Kernel {
        let condition = try request.input(0)
        let (first, second) = (try request.input(1), try request.input(2))
        let output = try request.output().elements(Element.self)
        let broadcasting = broadcasting
        return {
            let truths = condition.elements(UInt8.self)
            let a = first.elements(Element.self)
            let b = second.elements(Element.self)
            let (steps, run) = (broadcasting.runSteps, broadcasting.run)
            broadcasting.forEachRunOfThree { startC, startA, startB, start in
                for index in 0..<run {
                    output[start + index] =
                        truths[startC + index * steps[0]] != 0
                        ? a[startA + index * steps[1]] : b[startB + index * steps[2]]
                }
            }
        }
    }
}
