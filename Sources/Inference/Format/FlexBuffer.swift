/// A value of a FlexBuffer: the schema-less format of custom operators' settings.
package indirect enum FlexValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case real(Double)
    case string(String)
    case blob([UInt8])
    case vector([FlexValue])
    /// By keys; of two equal keys the first counts.
    case map([String: FlexValue])

    /// Reads a whole buffer.
    /// - Throws: `badModel` for bytes that are not a sound FlexBuffer.
    package init(flexBuffer bytes: [UInt8]) throws(InferenceError) {
        var reader = FlexBufferReader(bytes)
        self = try reader.root()
    }

    /// A whole number; reals lose their fraction.
    package var int: Int? {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .integer(let value): Int(value)
        case .unsigned(let value): Int(exactly: value)
        case .real(let value): Int(exactly: value.rounded(.towardZero))
        case .null, .string, .blob, .vector, .map: nil
        }
    }

    package var double: Double? {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .real(let value): value
        case .null, .string, .blob, .vector, .map: nil
        }
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var vector: [FlexValue]? {
        if case .vector(let values) = self { values } else { nil }
    }

    package subscript(_ key: String) -> FlexValue? {
        if case .map(let values) = self { values[key] } else { nil }
    }
}
