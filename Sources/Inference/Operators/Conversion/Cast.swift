/// CAST: numbers as another type's, as C converts them; reals that do not fit become the nearest
/// number that does, NaN the largest.
struct Cast: OperatorPlan {
    static let definition = OperatorDefinition(
        .cast, versions: 1...9, types: types + [.int4], Cast.self)
    private static let types: [ElementType] = [
        .float32, .float64, .float16, .bfloat16, .int8, .uint8, .int16, .uint16, .int32, .uint32,
        .int64, .bool, .complex64,
    ]

    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try request.operand(0)
        let output = try request.output().type
        guard Self.definition.types.contains(input.type), Self.types.contains(output) else {
            throw request.unsupported("turns \(input.type) into \(output)")
        }
        if input.type == .int4, input.values == nil {
            throw request.unsupported("4-bit numbers must be constant")
        }
        shape = input.shape
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    /// Block by block, through the widest type of the input's kind: so each type is read and
    /// written in one way, not in one for each other type.
    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        var input = try request.input(0)
        let output = try request.output()
        if input.type == output.type { return try request.copyingAll() }
        if input.type == .int4 {
            let numbers = PackedNumbers.unpack(int4: input)
            let bytes = OwnedBytes(byteCount: numbers.count)
            numbers.withUnsafeBytes { bytes.mutableBytes.copyMemory(from: $0) }
            input.data = bytes.address
            input.owner = bytes
            input.type = .int8
        }
        let count = shape.count
        let block = 256
        let source = input
        let wide = OwnedBytes(byteCount: block * 8)
        if Self.reals.contains(source.type) {
            let reals = wide.address.assumingMemoryBound(to: Double.self)
            return {
                for start in stride(from: 0, to: count, by: block) {
                    let length = min(block, count - start)
                    Self.widen(source, start, length, into: reals)
                    Self.narrow(UnsafePointer(reals), length, into: output, start)
                }
                _ = wide
            }
        }
        let wholes = wide.address.assumingMemoryBound(to: Int64.self)
        return {
            for start in stride(from: 0, to: count, by: block) {
                let length = min(block, count - start)
                Self.widen(source, start, length, into: wholes)
                Self.narrow(UnsafePointer(wholes), length, into: output, start)
            }
            _ = wide
        }
    }

    private static let reals: [ElementType] = [
        .float32, .float64, .float16, .bfloat16, .complex64,
    ]

    private static func widen(
        _ input: Tensor, _ start: Int, _ count: Int, into reals: UnsafeMutablePointer<Double>
    ) {
        switch input.type {
        case .float32: read(input, start, count, reals) { (real: Float) in Double(real) }
        case .float64: read(input, start, count, reals) { (real: Double) in real }
        case .float16: read(input, start, count, reals) { Double(Float(half: $0)) }
        case .bfloat16:
            read(input, start, count, reals) { (bits: UInt16) in
                Double(Float(bitPattern: UInt32(bits) << 16))
            }
        default:
            // The real part of a complex number.
            read(input, start, count, reals) { (pair: SIMD2<Float>) in Double(pair.x) }
        }
    }

    private static func widen(
        _ input: Tensor, _ start: Int, _ count: Int, into wholes: UnsafeMutablePointer<Int64>
    ) {
        switch input.type {
        case .int8: read(input, start, count, wholes) { (number: Int8) in Int64(number) }
        case .uint8: read(input, start, count, wholes) { (number: UInt8) in Int64(number) }
        case .int16: read(input, start, count, wholes) { (number: Int16) in Int64(number) }
        case .uint16: read(input, start, count, wholes) { (number: UInt16) in Int64(number) }
        case .int32: read(input, start, count, wholes) { (number: Int32) in Int64(number) }
        case .uint32: read(input, start, count, wholes) { (number: UInt32) in Int64(number) }
        case .int64: read(input, start, count, wholes) { (number: Int64) in number }
        default: read(input, start, count, wholes) { (byte: UInt8) in byte == 0 ? 0 : 1 }
        }
    }

    private static func narrow(
        _ reals: UnsafePointer<Double>, _ count: Int, into output: Tensor, _ start: Int
    ) {
        switch output.type {
        case .float32: write(reals, output, start, count) { Float($0) }
        case .float64: write(reals, output, start, count) { $0 }
        case .float16: write(reals, output, start, count) { UInt16(halfOf: Float($0)) }
        case .bfloat16: write(reals, output, start, count) { UInt16(upperHalfOf: Float($0)) }
        case .complex64: write(reals, output, start, count) { SIMD2(Float($0), 0) }
        case .bool: write(reals, output, start, count) { UInt8($0 == 0 ? 0 : 1) }
        case .int8: write(reals, output, start, count) { Int8(nearest: $0) }
        case .uint8: write(reals, output, start, count) { UInt8(nearest: $0) }
        case .int16: write(reals, output, start, count) { Int16(nearest: $0) }
        case .uint16: write(reals, output, start, count) { UInt16(nearest: $0) }
        case .int32: write(reals, output, start, count) { Int32(nearest: $0) }
        case .uint32: write(reals, output, start, count) { UInt32(nearest: $0) }
        default: write(reals, output, start, count) { Int64(nearest: $0) }
        }
    }

    /// Whole numbers lose the bits that do not fit.
    private static func narrow(
        _ wholes: UnsafePointer<Int64>, _ count: Int, into output: Tensor, _ start: Int
    ) {
        switch output.type {
        case .float32: write(wholes, output, start, count) { Float($0) }
        case .float64: write(wholes, output, start, count) { Double($0) }
        case .float16: write(wholes, output, start, count) { UInt16(halfOf: Float($0)) }
        case .bfloat16: write(wholes, output, start, count) { UInt16(upperHalfOf: Float($0)) }
        case .complex64: write(wholes, output, start, count) { SIMD2(Float($0), 0) }
        case .bool: write(wholes, output, start, count) { UInt8($0 == 0 ? 0 : 1) }
        case .int8, .uint8: write(wholes, output, start, count) { UInt8(truncatingIfNeeded: $0) }
        case .int16, .uint16:
            write(wholes, output, start, count) { UInt16(truncatingIfNeeded: $0) }
        case .int32, .uint32:
            write(wholes, output, start, count) { UInt32(truncatingIfNeeded: $0) }
        default: write(wholes, output, start, count) { $0 }
        }
    }

    @inline(__always)
    private static func read<Element: BitwiseCopyable, Wide: BitwiseCopyable>(
        _ input: Tensor, _ start: Int, _ count: Int, _ wide: UnsafeMutablePointer<Wide>,
        _ widen: (Element) -> Wide
    ) {
        let elements = input.data.assumingMemoryBound(to: Element.self) + start
        for index in 0..<count { wide[index] = widen(elements[index]) }
    }

    @inline(__always)
    private static func write<Element: BitwiseCopyable, Wide: BitwiseCopyable>(
        _ wide: UnsafePointer<Wide>, _ output: Tensor, _ start: Int, _ count: Int,
        _ narrow: (Wide) -> Element
    ) {
        let elements = output.data.assumingMemoryBound(to: Element.self) + start
        for index in 0..<count { elements[index] = narrow(wide[index]) }
    }
}

extension FixedWidthInteger {
    /// A real without its fraction; the nearest number where it does not fit, the largest for NaN.
    @inline(__always)
    fileprivate init(nearest real: Double) {
        // Above 2^53 the largest number rounds up to the first that does not fit.
        if real < Double(Self.max) {
            self = real > Double(Self.min) ? Self(real) : Self.min
        } else {
            self = Self.max
        }
    }
}

extension UInt16 {
    /// The upper half of a real's bits (bfloat16), rounded to the nearest, even where two are.
    @inline(__always)
    fileprivate init(upperHalfOf value: Float) {
        let bits = value.bitPattern
        self =
            value.isNaN
            ? UInt16(bits >> 16 | 0x40) : UInt16((bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
    }
}
