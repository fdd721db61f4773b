import Inference

/// The least and the greatest of a tensor's elements.
struct ElementRange: Equatable {
    /// Nil when no element is a number.
    var bounds: ClosedRange<Double>?
    /// Elements that are not a number (NaN).
    var notNumberCount = 0

    /// Nil for types without an order or without a type in Swift.
    init?(of bytes: [UInt8], type: ElementType) {
        switch type {
        case .float32: self.init(bytes, Float.self) { Double($0) }
        case .float64: self.init(bytes, Double.self) { $0 }
        case .float16: self.init(bytes, Float16.self) { Double($0) }
        case .bfloat16:
            self.init(bytes, UInt16.self) { Double(Float(bitPattern: UInt32($0) << 16)) }
        case .int8: self.init(bytes, Int8.self) { Double($0) }
        case .uint8, .bool: self.init(bytes, UInt8.self) { Double($0) }
        case .int16: self.init(bytes, Int16.self) { Double($0) }
        case .uint16: self.init(bytes, UInt16.self) { Double($0) }
        case .int32: self.init(bytes, Int32.self) { Double($0) }
        case .uint32: self.init(bytes, UInt32.self) { Double($0) }
        case .int64: self.init(bytes, Int64.self) { Double($0) }
        case .uint64: self.init(bytes, UInt64.self) { Double($0) }
        default: return nil
        }
    }

    private init<Element: BitwiseCopyable>(
        _ bytes: [UInt8], _ type: Element.Type, _ number: (Element) -> Double
    ) {
        var least = Double.infinity
        var greatest = -Double.infinity
        var others = 0
        var hasNumbers = false
        bytes.withUnsafeBytes { bytes in
            let size = MemoryLayout<Element>.stride
            for offset in stride(from: 0, through: bytes.count - size, by: size) {
                let value = number(bytes.loadUnaligned(fromByteOffset: offset, as: type))
                if value.isNaN {
                    others += 1
                } else {
                    hasNumbers = true
                    least = min(least, value)
                    greatest = max(greatest, value)
                }
            }
        }
        bounds = hasNumbers ? least...greatest : nil
        notNumberCount = others
    }
}
