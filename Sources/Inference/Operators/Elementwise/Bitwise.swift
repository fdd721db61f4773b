/// Operators on the bits of whole numbers.
enum Bitwise {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(
            .bitwiseXor, versions: 1...1, types: BitwiseTypes.all, BitwiseBinary<ExclusiveOr>.self),
        OperatorDefinition(
            .rightShift, versions: 1...1, types: BitwiseTypes.all, BitwiseBinary<RightShift>.self),
    ]
}

private enum BitwiseTypes {
    static let all: [ElementType] = [.int8, .uint8, .int16, .uint16, .int32, .uint32]
}

protocol BitwiseFunction {
    static func of<Whole: FixedWidthInteger>(_ a: Whole, _ b: Whole) -> Whole
}

private enum ExclusiveOr: BitwiseFunction {
    static func of<Whole: FixedWidthInteger>(_ a: Whole, _ b: Whole) -> Whole { a ^ b }
}

/// Shifts by less than nothing or by more bits than there are go to the nearest that is possible.
private enum RightShift: BitwiseFunction {
    static func of<Whole: FixedWidthInteger>(_ a: Whole, _ b: Whole) -> Whole {
        a >> min(max(b, 0), Whole(Whole.bitWidth - 1))
    }
}

private struct BitwiseBinary<Function: BitwiseFunction>: OperatorPlan {
    private let broadcasting: Broadcasting
    private let type: ElementType

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let (a, b) = (try request.operand(0), try request.operand(1))
        type = a.type
        guard BitwiseTypes.all.contains(type), b.type == type, try request.output().type == type
        else {
            throw request.unsupported("combines \(a.type) and \(b.type)")
        }
        broadcasting = try request.broadcasting([a.shape, b.shape])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [broadcasting.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch type {
        case .int8: try kernel(request, Int8.self)
        case .uint8: try kernel(request, UInt8.self)
        case .int16: try kernel(request, Int16.self)
        case .uint16: try kernel(request, UInt16.self)
        case .int32: try kernel(request, Int32.self)
        default: try kernel(request, UInt32.self)
        }
    }

    private func kernel<Whole: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ type: Whole.Type
    ) throws(InferenceError) -> Kernel {
        let (a, b) = (try request.input(0), try request.input(1))
        let output = try request.output().elements(type)
        let broadcasting = broadcasting
        return {
            broadcasting.map(a.elements(type), b.elements(type), output) { Function.of($0, $1) }
        }
    }
}
