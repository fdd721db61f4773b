import Glibc

/// Operators that compute each output element from the one input element in its place.
enum Unary {
    static let definitions: [OperatorDefinition] = [
        real(.exp, versions: 1...2) { expf($0) },
        real(.log, versions: 1...2) { logf($0) },
        real(.sqrt, versions: 1...1) { sqrtf($0) },
        real(.rsqrt, versions: 1...3) { 1 / sqrtf($0) },
        real(.sin, versions: 1...1) { sinf($0) },
        real(.cos, versions: 1...1) { cosf($0) },
        real(.floor, versions: 1...1) { $0.rounded(.down) },
        real(.ceil, versions: 1...1) { $0.rounded(.up) },
        real(.round, versions: 1...1) { $0.rounded(.toNearestOrEven) },
        real(.elu, versions: 1...1) { $0 < 0 ? expm1f($0) : $0 },
        number(.neg, versions: 1...1, wholes: [.int8, .int32, .int64]) {
            -$0
        } whole: {
            0 &- $0
        },
        number(.square, versions: 1...1, wholes: []) {
            $0 * $0
        } whole: {
            $0 &* $0
        },
        OperatorDefinition(
            .abs, versions: 1...5, types: [.float32, .int8, .int16, .int32], Magnitude.self),
        number(.sign, versions: 1...2, wholes: [.int32]) {
            $0 > 0 ? 1 : $0 < 0 ? -1 : 0
        } whole: {
            $0.signum()
        },
        OperatorDefinition(.logicalNot, versions: 1...1, types: [.bool], Negation.self),
    ]

    /// A function of reals. On 8-bit numbers it is a table of what it gives for their reals.
    private static func real(
        _ code: BuiltinOperator, versions: ClosedRange<Int>,
        _ function: @escaping @Sendable (Float) -> Float
    ) -> OperatorDefinition {
        let hasTable = [.exp, .log, .elu, .rsqrt].contains(code)
        return OperatorDefinition(
            .builtin(code), versions: versions,
            types: hasTable ? [.float32, .int8] : [.float32],
            shapes: { (request) throws(InferenceError) in
                let input = try request.sameTypeOperand([.float32] + (hasTable ? [.int8] : []))
                if input.type == .int8 {
                    _ = try request.affine(input, "input")
                    _ = try request.affine(try request.output(), "output")
                }
                return .shapes([input.shape])
            },
            kernel: { (request) throws(InferenceError) in
                let source = try request.input(0)
                let target = try request.output()
                if source.type == .int8 {
                    return try ByteTable(request.shapeRequest, function).kernel(request)
                }
                let output = target.elements(Float.self)
                return {
                    let input = source.elements(Float.self)
                    for index in input.indices { output[index] = function(input[index]) }
                }
            })
    }

    /// A function of numbers that is defined for whole ones too.
    private static func number(
        _ code: BuiltinOperator, versions: ClosedRange<Int>, wholes: [ElementType],
        _ function: @escaping @Sendable (Float) -> Float,
        whole: @escaping @Sendable (Int64) -> Int64
    ) -> OperatorDefinition {
        OperatorDefinition(
            .builtin(code), versions: versions, types: [.float32] + wholes,
            shapes: { (request) throws(InferenceError) in
                .shapes([try request.sameTypeOperand([.float32] + wholes).shape])
            },
            kernel: { (request) throws(InferenceError) in
                let source = try request.input(0)
                let target = try request.output()
                switch source.type {
                case .float32:
                    return {
                        let output = target.elements(Float.self)
                        let input = source.elements(Float.self)
                        for index in input.indices { output[index] = function(input[index]) }
                    }
                case .int8:
                    return {
                        let output = target.elements(Int8.self)
                        let input = source.elements(Int8.self)
                        for index in input.indices {
                            output[index] = Int8(truncatingIfNeeded: whole(Int64(input[index])))
                        }
                    }
                case .int32:
                    return {
                        let output = target.elements(Int32.self)
                        let input = source.elements(Int32.self)
                        for index in input.indices {
                            output[index] = Int32(truncatingIfNeeded: whole(Int64(input[index])))
                        }
                    }
                default:
                    return {
                        let output = target.elements(Int64.self)
                        let input = source.elements(Int64.self)
                        for index in input.indices { output[index] = whole(input[index]) }
                    }
                }
            })
    }
}

/// LOGICAL_NOT.
private struct Negation: OperatorPlan {
    private let shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        shape = try request.sameTypeOperand([.bool]).shape
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(UInt8.self)
        return {
            let input = source.elements(UInt8.self)
            for index in input.indices { output[index] = input[index] == 0 ? 1 : 0 }
        }
    }
}

extension ShapeRequest {
    /// The only input, of one of some types; the output has the same.
    func sameTypeOperand(_ types: [ElementType]) throws(InferenceError) -> KnownTensor {
        try expect(inputs: 1...1)
        let input = try operand(0)
        guard types.contains(input.type), try output().type == input.type else {
            throw unsupported("turns \(input.type) into \(try output().type)")
        }
        return input
    }
}

/// A function of single bytes, as the table of what it gives for the real each of them stands for.
///
/// Follows TensorFlow Lite's lookup tables: the result is multiplied by the inverse of the
/// output's scale and rounded half away from zero.
struct ByteTable: Sendable {
    private var entries = [UInt8](repeating: 0, count: 256)

    init(
        _ request: ShapeRequest, _ function: (Float) -> Float
    ) throws(InferenceError) {
        let input = try request.operand(0)
        let from = try request.affine(input, "input")
        let to = try request.affine(try request.output(), "output")
        let isSigned = input.type == .int8
        let inverse = 1 / to.scale
        for byte in 0..<256 {
            let number = isSigned ? Int32(Int8(truncatingIfNeeded: byte)) : Int32(byte)
            let real = function(from.scale * Float(number - from.zeroPoint))
            let value =
                Int64(NearestWhole.int32(real * inverse)) + Int64(to.zeroPoint)
            let held = isSigned ? min(max(value, -128), 127) : min(max(value, 0), 255)
            entries[byte] = UInt8(truncatingIfNeeded: held)
        }
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(UInt8.self)
        let entries = entries
        return {
            let input = source.elements(UInt8.self)
            for index in input.indices { output[index] = entries[Int(input[index])] }
        }
    }
}
