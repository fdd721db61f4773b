/// CAST: the same numbers in another type.
enum Casting {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.cast, versions: 1...7, types: Cast.types, Cast.self)
    ]
}

private struct Cast: OperatorPlan {
    static let types: [ElementType] = [
        .float32, .float16, .float64, .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64,
        .uint64, .bool,
    ]

    private let input: KnownTensor

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        input = try request.operand(0)
        let output = try request.output()
        guard Self.types.contains(input.type), Self.types.contains(output.type) else {
            throw request.unsupported("turns \(input.type) into \(output.type)")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [input.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        switch source.type {
        case .float32: return from(source.elements(Float.self), source, target)
        case .float64: return from(source.elements(Double.self), source, target)
        case .float16: return from(source.elements(StoredHalf.self), source, target)
        case .int8: return from(source.elements(Int8.self), source, target)
        case .uint8: return from(source.elements(UInt8.self), source, target)
        case .int16: return from(source.elements(Int16.self), source, target)
        case .uint16: return from(source.elements(UInt16.self), source, target)
        case .int32: return from(source.elements(Int32.self), source, target)
        case .uint32: return from(source.elements(UInt32.self), source, target)
        case .int64: return from(source.elements(Int64.self), source, target)
        case .uint64: return from(source.elements(UInt64.self), source, target)
        default: return from(source.elements(StoredTruth.self), source, target)
        }
    }

    /// `source` and `target` are captured whole, so that a constant's bytes stay.
    private func from<Source: CastElement>(
        _ elements: UnsafeMutableBufferPointer<Source>, _ source: Tensor, _ target: Tensor
    ) -> Kernel {
        switch target.type {
        case .float32: return to(elements, target.elements(Float.self), source)
        case .float64: return to(elements, target.elements(Double.self), source)
        case .float16: return to(elements, target.elements(StoredHalf.self), source)
        case .int8: return to(elements, target.elements(Int8.self), source)
        case .uint8: return to(elements, target.elements(UInt8.self), source)
        case .int16: return to(elements, target.elements(Int16.self), source)
        case .uint16: return to(elements, target.elements(UInt16.self), source)
        case .int32: return to(elements, target.elements(Int32.self), source)
        case .uint32: return to(elements, target.elements(UInt32.self), source)
        case .int64: return to(elements, target.elements(Int64.self), source)
        case .uint64: return to(elements, target.elements(UInt64.self), source)
        default: return to(elements, target.elements(StoredTruth.self), source)
        }
    }

    private func to<Source: CastElement, Target: CastElement>(
        _ from: UnsafeMutableBufferPointer<Source>, _ to: UnsafeMutableBufferPointer<Target>,
        _ source: Tensor
    ) -> Kernel {
        {
            withExtendedLifetime(source) {
                for index in from.indices {
                    to[index] =
                        Source.isReal
                        ? Target(real: from[index].real) : Target(whole: from[index].whole)
                }
            }
        }
    }
}

/// An element that can become any other.
private protocol CastElement: BitwiseCopyable {
    static var isReal: Bool { get }
    var real: Double { get }
    var whole: Int64 { get }
    /// Cut towards zero and held in the type's range; NaN becomes 0.
    init(real: Double)
    /// Only the lower bits where the number does not fit.
    init(whole: Int64)
}

extension CastElement where Self: FixedWidthInteger {
    static var isReal: Bool { false }
    var real: Double { Double(self) }
    var whole: Int64 { Int64(truncatingIfNeeded: self) }
    init(real: Double) {
        if real.isNaN {
            self = 0
        } else if real >= Double(Self.max) {
            self = .max
        } else if real <= Double(Self.min) {
            self = .min
        } else {
            self = Self(real)
        }
    }
    init(whole: Int64) { self.init(truncatingIfNeeded: whole) }
}

extension Int8: CastElement {}
extension UInt8: CastElement {}
extension Int16: CastElement {}
extension UInt16: CastElement {}
extension Int32: CastElement {}
extension UInt32: CastElement {}
extension Int64: CastElement {}
extension UInt64: CastElement {}

extension Float: CastElement {
    static var isReal: Bool { true }
    var real: Double { Double(self) }
    var whole: Int64 { 0 }
    init(real: Double) { self = Float(real) }
    init(whole: Int64) { self = Float(whole) }
}

extension Double: CastElement {
    static var isReal: Bool { true }
    var real: Double { self }
    var whole: Int64 { 0 }
    init(real: Double) { self = real }
    init(whole: Int64) { self = Double(whole) }
}

/// Half precision by its bits.
private struct StoredHalf: CastElement {
    var bits: UInt16
    static var isReal: Bool { true }
    var real: Double { Double(Float16(bitPattern: bits)) }
    var whole: Int64 { 0 }
    init(real: Double) { bits = Float16(real).bitPattern }
    init(whole: Int64) { bits = Float16(whole).bitPattern }
}

/// A truth value: any byte but 0 is true.
private struct StoredTruth: CastElement {
    var byte: UInt8
    static var isReal: Bool { false }
    var real: Double { byte == 0 ? 0 : 1 }
    var whole: Int64 { byte == 0 ? 0 : 1 }
    init(real: Double) { byte = real != 0 ? 1 : 0 }
    init(whole: Int64) { byte = whole != 0 ? 1 : 0 }
}
