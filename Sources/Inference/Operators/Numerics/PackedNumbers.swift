/// Constants whose elements are not numbers to calculate with as they lie in the file.
enum PackedNumbers {
    /// Two 4-bit numbers a byte, the lower bits first.
    static func unpack(int4 tensor: Tensor) -> [Int8] {
        let bytes = UnsafePointer(tensor.data.assumingMemoryBound(to: UInt8.self))
        return (0..<tensor.shape.count).map { index in
            let byte = bytes[index / 2]
            let bits = index.isMultiple(of: 2) ? byte << 4 : byte & 0xF0
            return Int8(bitPattern: bits) >> 4
        }
    }

    /// Weights as signed bytes; see `reals` for those that are declared unsigned.
    static func signed(_ tensor: Tensor) -> BoundValues<Int8> {
        tensor.type == .int4 ? BoundValues(unpack(int4: tensor)) : BoundValues(tensor)
    }

    private static func numbers(_ tensor: Tensor) -> [Int8] {
        tensor.type == .int4 ? unpack(int4: tensor) : Array(tensor.elements(Int8.self))
    }

    /// The reals that weights beside float32 inputs stand for.
    ///
    /// Weights that are declared unsigned hold signed bits around 0 there: files older than the
    /// signed type wrote them so.
    ///
    /// - Parameters:
    ///   - affines: One for each slice along an axis, or one for all.
    ///   - inner: The number of elements that follow one another within a slice.
    static func reals(_ tensor: Tensor, _ affines: [Affine], inner: Int) -> [Float] {
        let isSigned = tensor.type != .uint8
        return numbers(tensor).enumerated().map { index, number in
            let affine = affines[index / inner % affines.count]
            return affine.scale * Float(Int32(number) - (isSigned ? affine.zeroPoint : 0))
        }
    }
}
