import Glibc

/// LOGISTIC and TANH of 16-bit numbers: straight lines between 256 places of the logistic curve,
/// as TensorFlow Lite's reference kernels for 16-bit activations compute them.
struct SigmoidLines: Sendable {
    enum Curve: Sendable {
        case logistic, hyperbolicTangent
    }

    private let curve: Curve
    /// From the input to units of 1 / (3 x 4096), so that the table reaches 10.7.
    private let multiplier: Int32
    private let shift: Int32

    /// The curve at place / 24, in units of 2^-16.
    private static let table: [UInt32] = (0..<256).map { place in
        min(UInt32((65536 / (1 + exp(-Double(place) / 24))).rounded()), 65535)
    }

    init(_ request: ShapeRequest, _ curve: Curve) throws(InferenceError) {
        self.curve = curve
        let from = try request.affine(try request.operand(0), "input")
        let to = try request.affine(try request.output(), "output")
        guard from.zeroPoint == 0, to.zeroPoint == 0, to.scale == 1.0 / 32768 else {
            throw request.error("16-bit curves have zero points of 0 and an output scale of 2^-15")
        }
        // A power of two that the table's units are reached from by shifting.
        let power = from.scale.significand == 1 ? 12 + Int(from.scale.exponent) : -1
        if power == 0 || power == 1 && curve == .hyperbolicTangent {
            multiplier = 3 << Int32(power)
            shift = 0
            return
        }
        var factor = Double(from.scale) * 4096 * 3
        var shift: Int32 = 0
        while factor <= 32767.0 / 2, shift <= 30 {
            shift += 1
            factor *= 2
        }
        guard factor < 32768, shift < 31 else {
            throw request.error("its input's scale of \(from.scale) is not possible")
        }
        multiplier = Int32(factor)
        self.shift = shift
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(Int16.self)
        let lines = self
        return {
            let input = source.elements(Int16.self)
            let round: Int32 = lines.shift > 0 ? 1 << (lines.shift - 1) : 0
            for index in input.indices {
                let value = (Int32(input[index]) &* lines.multiplier &+ round) >> lines.shift
                output[index] =
                    lines.curve == .logistic
                    ? Self.logistic(value) : Self.hyperbolicTangent(value)
            }
        }
    }

    private static func logistic(_ value: Int32) -> Int16 {
        let distance = value.magnitude
        let place = Int(distance >> 9)
        var result: UInt32 = 0x7FFF << 10
        if place < 255 {
            result = (table[place] << 9) + (distance & 0x1FF) * (table[place + 1] - table[place])
        }
        result = value >= 0 ? result + (1 << 9) : (1 << 25) - result + (1 << 9) - 1
        return Int16(truncatingIfNeeded: result >> 10)
    }

    private static func hyperbolicTangent(_ value: Int32) -> Int16 {
        let distance = value.magnitude
        let place = Int(distance >> 8)
        var result: Int32 = 0xFFFF << 8
        if place < 255 {
            result = Int32(
                (table[place] << 8) + (distance & 0xFF) * (table[place + 1] - table[place]))
        }
        result =
            value >= 0
            ? result - (1 << 23) + (1 << 7) : -result + (1 << 23) + (1 << 7) - 1
        return Int16(truncatingIfNeeded: result >> 8)
    }
}
