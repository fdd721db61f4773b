/// A function that an operator applies to its own output, by the schema's numbers.
enum FusedActivation: Int, Sendable {
    case none = 0
    case relu = 1
    case reluMinus1To1 = 2
    case relu6 = 3
    case tanh = 4
    case signBit = 5

    /// Reads an option of a node.
    /// - Throws: for numbers that the schema does not know and functions that no kernel fuses.
    init(_ node: Node, field: Int) throws(InferenceError) {
        let number = try node.options.byte(field)
        guard let activation = FusedActivation(rawValue: number), activation.isClamp else {
            throw InferenceError(
                .unsupported, place: node.place,
                "fused activation \(number) is not implemented")
        }
        self = activation
    }

    /// Whether it only holds outputs in a range: that is what kernels fuse.
    var isClamp: Bool { rawValue <= 3 }

    /// The range that outputs are held in.
    var bounds: ClosedRange<Float> {
        switch self {
        case .relu: 0...Float.infinity
        case .reluMinus1To1: -1...1
        case .relu6: 0...6
        case .none, .tanh, .signBit: -Float.infinity...Float.infinity
        }
    }

    /// The range in a quantized output's own numbers.
    func bounds(_ type: ElementType, _ quantization: Quantization) -> ClosedRange<Int32> {
        bounds.numbers(type, quantization)
    }
}

extension ClosedRange<Float> {
    /// The range in the numbers of a quantized tensor, held in those that its type has.
    func numbers(_ type: ElementType, _ quantization: Quantization) -> ClosedRange<Int32> {
        let range: ClosedRange<Int32> =
            switch type {
            case .uint8: 0...255
            case .int16: -32768...32767
            default: -128...127
            }
        func number(_ real: Float) -> Int32 {
            let scaled = (real / quantization.scale).rounded(.toNearestOrAwayFromZero)
            guard scaled.isFinite else { return scaled < 0 ? range.lowerBound : range.upperBound }
            return Int32(
                clamping: Int64(Swift.max(Swift.min(scaled, 1e9), -1e9))
                    + Int64(quantization.zeroPoint))
        }
        let lower =
            lowerBound.isFinite
            ? Swift.max(range.lowerBound, number(lowerBound)) : range.lowerBound
        let upper =
            upperBound.isFinite
            ? Swift.min(range.upperBound, number(upperBound)) : range.upperBound
        return Swift.min(lower, upper)...upper
    }
}
