import Glibc

/// Operators that compute each output element from two input elements.
enum Arithmetic {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(
            .add, versions: 1...5, types: Numbers.quantized, Binary<Sum>.self),
        OperatorDefinition(
            .sub, versions: 1...5, types: Numbers.quantized, Binary<Difference>.self),
        OperatorDefinition(
            .mul, versions: 1...7, types: Numbers.quantized + [.uint32], Binary<Product>.self),
        OperatorDefinition(
            .div, versions: 1...3, types: [.float32, .int8, .uint8, .int16, .int32],
            Binary<Quotient>.self),
        OperatorDefinition(
            .maximum, versions: 1...4, types: Numbers.quantized, Binary<Larger>.self),
        OperatorDefinition(
            .minimum, versions: 1...4, types: Numbers.quantized, Binary<Smaller>.self),
        OperatorDefinition(
            .squaredDifference, versions: 1...3, types: [.float32, .int8, .int32, .int64],
            Binary<SquaredDifference>.self),
        OperatorDefinition(.pow, versions: 1...1, types: [.float32, .int32], Binary<Power>.self),
        OperatorDefinition(
            .floorDiv, versions: 1...3, types: [.float32, .int8, .int16, .int32],
            Binary<FlooredQuotient>.self),
        OperatorDefinition(
            .floorMod, versions: 1...3, types: [.float32, .int8, .int16, .int32, .int64],
            Binary<FlooredRemainder>.self),
        OperatorDefinition(.addN, versions: 1...1, types: AddN.types, AddN.self),
        OperatorDefinition(.atan2, versions: 1...1, types: [.float32], Binary<Angle>.self),
    ]

    private enum Numbers {
        static let quantized: [ElementType] = [.float32, .int8, .uint8, .int16, .int32, .int64]
    }
}

/// What an operator of two operands computes.
protocol BinaryFunction {
    /// The types it is defined for as plain numbers.
    static var types: [ElementType] { get }
    /// How it works on quantized numbers; nil where it takes them for plain ones.
    static var quantized: QuantizedRule? { get }
    /// The field of the fused activation; nil without.
    static var activation: Int? { get }
    static func of(_ a: Float, _ b: Float) -> Float
    /// - Throws: for operands that have no result, such as a divisor of zero.
    static func of<Whole: FixedWidthInteger & SignedInteger>(
        _ a: Whole, _ b: Whole
    ) throws(ArithmeticFault) -> Whole
}

/// The rule of an operator on quantized numbers.
enum QuantizedRule {
    case sum, difference, product, quotient, squaredDifference
}

/// Whole numbers without a result.
struct ArithmeticFault: Error {
    var message: String
}

extension BinaryFunction {
    static var types: [ElementType] { [.float32, .int32, .int64] }
    static var quantized: QuantizedRule? { nil }
    static var activation: Int? { nil }
}

private enum Sum: BinaryFunction {
    static let types: [ElementType] = [.float32, .int16, .int32, .int64]
    static let quantized: QuantizedRule? = .sum
    static let activation: Int? = 0
    static func of(_ a: Float, _ b: Float) -> Float { a + b }
    static func of<Whole: FixedWidthInteger>(_ a: Whole, _ b: Whole) -> Whole { a &+ b }
}

private enum Difference: BinaryFunction {
    static let quantized: QuantizedRule? = .difference
    static let activation: Int? = 0
    static func of(_ a: Float, _ b: Float) -> Float { a - b }
    static func of<Whole: FixedWidthInteger>(_ a: Whole, _ b: Whole) -> Whole { a &- b }
}

private enum Product: BinaryFunction {
    static let types: [ElementType] = [.float32, .int16, .int32, .uint32, .int64]
    static let quantized: QuantizedRule? = .product
    static let activation: Int? = 0
    static func of(_ a: Float, _ b: Float) -> Float { a * b }
    static func of<Whole: FixedWidthInteger>(_ a: Whole, _ b: Whole) -> Whole { a &* b }
}

private enum Quotient: BinaryFunction {
    static let quantized: QuantizedRule? = .quotient
    static let types: [ElementType] = [.float32, .int32]
    static let activation: Int? = 0
    static func of(_ a: Float, _ b: Float) -> Float { a / b }
    static func of<Whole: FixedWidthInteger & SignedInteger>(
        _ a: Whole, _ b: Whole
    ) throws(ArithmeticFault) -> Whole {
        guard b != 0 else { throw ArithmeticFault(message: "divides \(a) by zero") }
        return a.dividedReportingOverflow(by: b).partialValue
    }
}

private enum Larger: BinaryFunction {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16, .int32, .int64]
    static func of(_ a: Float, _ b: Float) -> Float { a > b ? a : b }
    static func of<Whole: FixedWidthInteger>(_ a: Whole, _ b: Whole) -> Whole { max(a, b) }
}

private enum Smaller: BinaryFunction {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16, .int32, .int64]
    static func of(_ a: Float, _ b: Float) -> Float { a < b ? a : b }
    static func of<Whole: FixedWidthInteger>(_ a: Whole, _ b: Whole) -> Whole { min(a, b) }
}

private enum SquaredDifference: BinaryFunction {
    static let quantized: QuantizedRule? = .squaredDifference
    static func of(_ a: Float, _ b: Float) -> Float { (a - b) * (a - b) }
    static func of<Whole: FixedWidthInteger>(_ a: Whole, _ b: Whole) -> Whole {
        (a &- b) &* (a &- b)
    }
}

private enum Power: BinaryFunction {
    static let types: [ElementType] = [.float32, .int32]
    static func of(_ a: Float, _ b: Float) -> Float { powf(a, b) }
    static func of<Whole: FixedWidthInteger & SignedInteger>(
        _ a: Whole, _ b: Whole
    ) throws(ArithmeticFault) -> Whole {
        guard b >= 0 else {
            throw ArithmeticFault(message: "raises \(a) to the negative power \(b)")
        }
        var (result, base, exponent) = (1 as Whole, a, b)
        while exponent > 0 {
            if exponent & 1 == 1 { result = result &* base }
            base = base &* base
            exponent >>= 1
        }
        return result
    }
}

private enum FlooredQuotient: BinaryFunction {
    static let types: [ElementType] = [.float32, .int8, .int16, .int32]
    static func of(_ a: Float, _ b: Float) -> Float { (a / b).rounded(.down) }
    static func of<Whole: FixedWidthInteger & SignedInteger>(
        _ a: Whole, _ b: Whole
    ) throws(ArithmeticFault) -> Whole {
        guard b != 0 else { throw ArithmeticFault(message: "divides \(a) by zero") }
        let quotient = a.dividedReportingOverflow(by: b).partialValue
        let remainder = a.remainderReportingOverflow(dividingBy: b).partialValue
        return remainder != 0 && (remainder < 0) != (b < 0) ? quotient - 1 : quotient
    }
}

private enum FlooredRemainder: BinaryFunction {
    static let types: [ElementType] = [.float32, .int8, .int16, .int32, .int64]
    static func of(_ a: Float, _ b: Float) -> Float {
        let remainder = fmodf(a, b)
        return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
    }
    static func of<Whole: FixedWidthInteger & SignedInteger>(
        _ a: Whole, _ b: Whole
    ) throws(ArithmeticFault) -> Whole {
        guard b != 0 else { throw ArithmeticFault(message: "divides \(a) by zero") }
        let remainder = a.remainderReportingOverflow(dividingBy: b).partialValue
        return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
    }
}

private enum Angle: BinaryFunction {
    static let types: [ElementType] = [.float32]
    static func of(_ a: Float, _ b: Float) -> Float { atan2f(a, b) }
    static func of<Whole: FixedWidthInteger>(_ a: Whole, _ b: Whole) -> Whole { a }
}
