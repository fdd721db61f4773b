/// How rows of reals become 8-bit numbers as they come, where the weights beside them have 8 bits:
/// what "dynamic range" quantization asks for.
///
/// Follows `BatchQuantizeFloats` of LiteRT (`portable_tensor_utils.cc`). A row that holds an infinity
/// or something other than a number gets such a scale, and so do all of its products.
enum RowRounding: Sendable {
    /// -127...127 around 0.
    case symmetric
    /// -128...127, from the least of the row and 0 to the greatest.
    case asymmetric

    /// The rounding that an option asks for.
    init(_ node: Node, field: Int) throws(InferenceError) {
        self = try node.options.bool(field) ? .asymmetric : .symmetric
    }

    /// Rounds a row.
    /// - Returns: What its numbers stand for.
    func round(
        _ row: UnsafePointer<Float>, count: Int, to target: UnsafeMutablePointer<Int8>
    ) -> Affine {
        var least: Float = 0
        var greatest: Float = 0
        // Anything that is not finite makes this something other than a number.
        var trace: Float = 0
        for index in 0..<count {
            let value = row[index]
            least = value < least ? value : least
            greatest = value > greatest ? value : greatest
            trace += value * 0
        }
        guard trace == 0, least < greatest else {
            target.update(repeating: 0, count: count)
            return Affine(scale: trace == 0 ? 1 : .nan, zeroPoint: 0)
        }
        switch self {
        case .symmetric:
            let range = max(-least, greatest)
            Self.write(row, count, to: target, 127 / range, 0, -127...127)
            return Affine(scale: range / 127, zeroPoint: 0)
        case .asymmetric:
            let step = (Double(greatest) - Double(least)) / 255
            let below = Double(least) / step
            let above = Double(greatest) / step
            // The zero point is counted from the end that is nearer to 0.
            let zero = 128 + abs(below) < 127 + abs(above) ? -128 - below : 127 - above
            let nearest = min(max(zero, -128), 127).rounded(.toNearestOrAwayFromZero)
            let scale = Float(step)
            Self.write(row, count, to: target, 1 / scale, Float(nearest), -128...127)
            return Affine(scale: scale, zeroPoint: Int32(nearest))
        }
    }

    @inline(__always)
    private static func write(
        _ row: UnsafePointer<Float>, _ count: Int, to target: UnsafeMutablePointer<Int8>,
        _ factor: Float, _ zero: Float, _ bounds: ClosedRange<Int32>
    ) {
        for index in 0..<count {
            let number = NearestWhole.int32(zero + row[index] * factor)
            target[index] = Int8(
                truncatingIfNeeded: min(max(number, bounds.lowerBound), bounds.upperBound))
        }
    }
}
