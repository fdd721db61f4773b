import Glibc

/// Operators that compute each output element from the one input element in its place.
enum Unary {
    static let definitions: [OperatorDefinition] = [
        curve(.exp, versions: 1...2, also: [.int8, .int16], RealFunction { expf($0) }),
        curve(
            .log, versions: 1...2, also: [.int8, .int16],
            RealFunction(undefined: -.infinity) { logf($0) }),
        curve(
            .rsqrt, versions: 1...3, also: [.int8, .int16],
            RealFunction(isOfPositives: true, undefined: .infinity) { 1 / sqrtf($0) }),
        OperatorDefinition(.sqrt, versions: 1...2, types: SquareRoot.types, SquareRoot.self),
        curve(.sin, RealFunction { sinf($0) }),
        curve(.cos, RealFunction { cosf($0) }),
        curve(.floor, RealFunction { $0.rounded(.down) }),
        curve(.ceil, RealFunction { $0.rounded(.up) }),
        curve(.round, RealFunction { $0.rounded(.toNearestOrEven) }),
        curve(.square, RealFunction { $0 * $0 }),
        OperatorDefinition(.abs, versions: 1...5, types: Magnitude.types, Magnitude.self),
        OperatorDefinition(
            .neg, versions: 1...1, types: PlainUnary<Negative>.types, PlainUnary<Negative>.self),
        OperatorDefinition(
            .sign, versions: 1...2, types: PlainUnary<Sign>.types, PlainUnary<Sign>.self),
        OperatorDefinition(.logicalNot, versions: 1...1, types: [.bool], PlainUnary<Not>.self),
    ]

    private static func curve(
        _ code: BuiltinOperator, versions: ClosedRange<Int> = 1...1,
        also quantized: [ElementType] = [], _ function: RealFunction
    ) -> OperatorDefinition {
        OperatorDefinition(code, versions: versions, types: [.float32] + quantized, function)
    }
}

/// A function of numbers as they are stored, whether they stand for others or not.
protocol UnaryFunction {
    static var types: [ElementType] { get }
    static func of(_ value: Float) -> Float
    static func of<Whole: FixedWidthInteger>(_ value: Whole) -> Whole
}

private enum Negative: UnaryFunction {
    static let types: [ElementType] = [.float32, .int8, .int16, .int32, .int64]
    static func of(_ value: Float) -> Float { -value }
    static func of<Whole: FixedWidthInteger>(_ value: Whole) -> Whole { 0 &- value }
}

private enum Sign: UnaryFunction {
    static let types: [ElementType] = [.float32, .int32]
    static func of(_ value: Float) -> Float {
        value > 0 ? 1 : value < 0 ? -1 : value.isNaN ? .nan : 0
    }
    static func of<Whole: FixedWidthInteger>(_ value: Whole) -> Whole { value.signum() }
}

/// LOGICAL_NOT, on the bytes that truths are stored in.
private enum Not: UnaryFunction {
    static let types: [ElementType] = [.bool]
    static func of(_ value: Float) -> Float { value }
    static func of<Whole: FixedWidthInteger>(_ value: Whole) -> Whole { value == 0 ? 1 : 0 }
}

private struct PlainUnary<Function: UnaryFunction>: OperatorPlan {
    static var types: [ElementType] { Function.types }
    private let input: KnownTensor

    init(_ request: ShapeRequest) throws(InferenceError) {
        input = try request.sameTypeOperand(Self.types)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [input.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch input.type {
        case .float32: try kernel(request, Float.self) { Function.of($0) }
        case .bool: try kernel(request, UInt8.self) { Function.of($0) }
        case .int8: try kernel(request, Int8.self) { Function.of($0) }
        case .int16: try kernel(request, Int16.self) { Function.of($0) }
        case .int32: try kernel(request, Int32.self) { Function.of($0) }
        default: try kernel(request, Int64.self) { Function.of($0) }
        }
    }

    @inline(__always)
    private func kernel<Number: BitwiseCopyable>(
        _ request: KernelRequest, _ type: Number.Type, _ function: @escaping (Number) -> Number
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(type)
        return {
            let input = source.elements(type)
            for index in input.indices { output[index] = function(input[index]) }
        }
    }
}
