/// What one element of a tensor is, by the numbers of the format's schema.
public enum ElementType: Int8, Sendable, CaseIterable {
    case float32 = 0
    case float16 = 1
    case int32 = 2
    case uint8 = 3
    case int64 = 4
    case string = 5
    case bool = 6
    case int16 = 7
    case complex64 = 8
    case int8 = 9
    case float64 = 10
    case complex128 = 11
    case uint64 = 12
    case resource = 13
    case variant = 14
    case uint32 = 15
    case uint16 = 16
    case int4 = 17
    case bfloat16 = 18
    case int2 = 19
    case uint4 = 20
    case float8E4M3 = 21
    case float8E5M2 = 22

    /// The bytes of one element; nil where elements have no size of their own (strings, handles)
    /// or share a byte.
    public var byteCount: Int? {
        switch self {
        case .uint8, .int8, .bool, .float8E4M3, .float8E5M2: 1
        case .float16, .int16, .uint16, .bfloat16: 2
        case .float32, .int32, .uint32: 4
        case .int64, .uint64, .float64, .complex64: 8
        case .complex128: 16
        case .string, .resource, .variant, .int4, .int2, .uint4: nil
        }
    }

    /// Whole numbers that a scale and a zero point may turn into reals.
    public var isQuantizable: Bool {
        switch self {
        case .uint8, .int8, .int16: true
        default: false
        }
    }
}

/// A Swift type that a tensor's elements can be read and written as.
public protocol TensorElement: BitwiseCopyable {
    static var elementType: ElementType { get }
}

extension Float: TensorElement { public static var elementType: ElementType { .float32 } }
extension Double: TensorElement { public static var elementType: ElementType { .float64 } }
extension Int8: TensorElement { public static var elementType: ElementType { .int8 } }
extension UInt8: TensorElement { public static var elementType: ElementType { .uint8 } }
extension Int16: TensorElement { public static var elementType: ElementType { .int16 } }
extension UInt16: TensorElement { public static var elementType: ElementType { .uint16 } }
extension Int32: TensorElement { public static var elementType: ElementType { .int32 } }
extension UInt32: TensorElement { public static var elementType: ElementType { .uint32 } }
extension Int64: TensorElement { public static var elementType: ElementType { .int64 } }
extension UInt64: TensorElement { public static var elementType: ElementType { .uint64 } }
extension Bool: TensorElement { public static var elementType: ElementType { .bool } }
