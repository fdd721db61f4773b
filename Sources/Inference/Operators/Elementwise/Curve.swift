/// A function of reals, element by element. On quantized numbers it is a table of what it gives
/// for the reals that they stand for.
struct Curve: Sendable {
    let shape: Shape
    private let function: RealFunction
    private let table: Table?
    private let domain: Domain?

    private enum Table: Sendable {
        case bytes(ByteTable)
        case words(InterpolatedTable)
    }

    init(
        _ request: ShapeRequest, _ types: [ElementType], _ function: RealFunction
    ) throws(InferenceError) {
        let input = try request.sameTypeOperand(types)
        shape = input.shape
        self.function = function
        guard input.type.isQuantizable else {
            (table, domain) = (nil, nil)
            return
        }
        let from = try request.affine(input, "input")
        let to = try request.affine(try request.output(), "output")
        domain = function.isOfPositives ? Domain(lowest: from.zeroPoint) : nil
        if input.type == .int16 {
            guard from.zeroPoint == 0, to.zeroPoint == 0 else {
                throw request.error("has int16 numbers with a zero point other than 0")
            }
            table = .words(
                InterpolatedTable(
                    inputScale: from.scale, outputScale: to.scale, function.ofQuantized))
        } else {
            table = .bytes(ByteTable(input.type, from, to, function.ofQuantized))
        }
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        let domain = domain
        switch table {
        case .bytes(let table):
            let output = target.elements(UInt8.self)
            return { () throws(InferenceError) in
                try domain?.check(source, request)
                let input = source.elements(UInt8.self)
                for index in input.indices { output[index] = table[input[index]] }
            }
        case .words(let table):
            let output = target.elements(Int16.self)
            return { () throws(InferenceError) in
                try domain?.check(source, request)
                let input = source.elements(Int16.self)
                for index in input.indices { output[index] = table[input[index]] }
            }
        case nil:
            let output = target.elements(Float.self)
            let function = function.body
            return {
                let input = source.elements(Float.self)
                for index in input.indices { output[index] = function(input[index]) }
            }
        }
    }
}

/// A function of reals and what becomes of quantized numbers outside its domain.
struct RealFunction: Sendable {
    /// Quantized numbers below zero are refused while running.
    var isOfPositives = false
    /// What tables hold where there is no result: the nearest real to it that has a number.
    var undefined: Float = 0
    var body: @Sendable (Float) -> Float

    fileprivate func ofQuantized(_ real: Float) -> Float {
        let result = body(real)
        return result.isNaN ? undefined : result
    }
}

/// The quantized numbers that a function takes.
struct Domain: Sendable {
    var lowest: Int32

    /// - Throws: `badData` when one of them is too small.
    func check(_ tensor: Tensor, _ request: KernelRequest) throws(InferenceError) {
        let isWithin =
            switch tensor.type {
            case .int8: tensor.elements(Int8.self).allSatisfy { Int32($0) >= lowest }
            case .uint8: tensor.elements(UInt8.self).allSatisfy { Int32($0) >= lowest }
            default: tensor.elements(Int16.self).allSatisfy { Int32($0) >= lowest }
            }
        guard isWithin else { throw request.badData("has no result for numbers below zero") }
    }
}

/// A function of single bytes, as the table of what it gives for the real each of them stands for.
///
/// Follows TensorFlow Lite's lookup tables: the result is multiplied by the inverse of the
/// output's scale and rounded half away from zero.
struct ByteTable: Sendable {
    private let entries: [UInt8]

    init(_ type: ElementType, _ from: Affine, _ to: Affine, _ function: (Float) -> Float) {
        let range = type.quantizedRange ?? 0...0
        let inverse = 1 / to.scale
        entries = (0..<256).map { byte in
            let number = type == .int8 ? Int32(Int8(truncatingIfNeeded: byte)) : Int32(byte)
            let real = function(from.scale * Float(number - from.zeroPoint))
            let value = Int64(NearestWhole.int32(real * inverse)) + Int64(to.zeroPoint)
            return UInt8(
                truncatingIfNeeded: min(
                    max(value, Int64(range.lowerBound)), Int64(range.upperBound)))
        }
    }

    @inline(__always)
    subscript(_ byte: UInt8) -> UInt8 { entries[Int(byte)] }
}

extension OperatorDefinition {
    /// An operator that is a function of reals.
    init(
        _ code: BuiltinOperator, versions: ClosedRange<Int>, types: [ElementType],
        _ function: RealFunction
    ) {
        self.init(
            .builtin(code), versions: versions, types: types,
            shapes: { (request) throws(InferenceError) in
                .shapes([try Curve(request, types, function).shape])
            },
            kernel: { (request) throws(InferenceError) in
                try Curve(request.shapeRequest, types, function).kernel(request)
            })
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
