import Glibc

/// LOGISTIC and TANH of 16-bit numbers: a table of the logistic function over [0, 10.7), with
/// straight lines between, as TensorFlow Lite's reference kernels (integer_ops/logistic.h and
/// tanh.h) calculate them.
struct SixteenBitSigmoid: Sendable {
    enum Rule: Sendable { case logistic, tanh }

    private let rule: Rule
    /// Brings the input to units of 1 / (3 x 4096).
    private let multiplier: Int32
    private let shift: Int32

    /// 1 / (1 + e^(-i / 24)) in units of 2^-16.
    private static let table: [UInt32] = (0..<256).map { index in
        UInt32(min((65536 / (1 + exp(-Double(index) / 24))).rounded(), 65535))
    }

    init(_ request: ShapeRequest, _ rule: Rule) throws(InferenceError) {
        self.rule = rule
        let input = try request.sameTypeOperand([.int16])
        let from = try request.affine(input, "input")
        let to = try request.affine(try request.output(), "output")
        guard from.zeroPoint == 0, to.zeroPoint == 0 else {
            throw request.error("has int16 numbers with a zero point other than 0")
        }
        guard Self.exponent(to.scale) == -15 else {
            throw request.error("has an int16 output with a scale of \(to.scale), not 1 / 32768")
        }
        if let power = Self.exponent(from.scale), 0...1 ~= 12 + power {
            multiplier = 3 << Int32(12 + power)
            shift = 0
        } else {
            var factor = Double(from.scale) * 4096 * 3
            var shift: Int32 = 0
            while factor <= 32767.0 / 2, shift <= 30 {
                shift += 1
                factor *= 2
            }
            guard factor < 32768 else {
                throw request.unsupported("has an input with a scale of \(from.scale)")
            }
            multiplier = Int32(factor)
            self.shift = shift
        }
    }

    /// The exponent of a power of two, or of what is nearly one.
    private static func exponent(_ scale: Float) -> Int? {
        let exponent = log2(scale)
        let nearest = exponent.rounded(.toNearestOrAwayFromZero)
        return abs(exponent - nearest) < 1e-3 ? Int(nearest) : nil
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(Int16.self)
        let plan = self
        let table = Self.table
        return {
            let input = source.elements(Int16.self)
            switch plan.rule {
            case .logistic:
                for index in input.indices {
                    output[index] = Self.logistic(plan.scaled(input[index]), table)
                }
            case .tanh:
                for index in input.indices {
                    output[index] = Self.tanh(plan.scaled(input[index]), table)
                }
            }
        }
    }

    @inline(__always)
    private func scaled(_ number: Int16) -> Int32 {
        let half: Int64 = shift > 0 ? 1 << Int64(shift - 1) : 0
        return Int32(
            truncatingIfNeeded: (Int64(number) * Int64(multiplier) + half) >> Int64(shift))
    }

    @inline(__always)
    private static func logistic(_ number: Int32, _ table: [UInt32]) -> Int16 {
        let magnitude = number.magnitude
        let place = Int(magnitude >> 9)
        var result: UInt32 = 0x7FFF << 10
        if place < 255 {
            let (low, high) = (table[place], table[place + 1])
            result = low << 9 &+ (magnitude & 0x1FF) &* (high - low)
        }
        result = number >= 0 ? result &+ (1 << 9) : (1 << 25) &- result &+ (1 << 9) &- 1
        return Int16(truncatingIfNeeded: result >> 10)
    }

    @inline(__always)
    private static func tanh(_ number: Int32, _ table: [UInt32]) -> Int16 {
        let magnitude = number.magnitude
        let place = Int(magnitude >> 8)
        var result: Int32 = 0xFFFF << 8
        if place < 255 {
            let (low, high) = (table[place], table[place + 1])
            result = Int32(low << 8 &+ (magnitude & 0xFF) &* (high - low))
        }
        result =
            number >= 0
            ? result - (1 << 23) + (1 << 7) : -result + (1 << 23) + (1 << 7) - 1
        return Int16(truncatingIfNeeded: result >> 8)
    }
}
