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

    /// The whole numbers of a tensor, whatever their type.
    static func wholeNumbers(_ tensor: Tensor) -> [Int32] {
        switch tensor.type {
        case .int4: unpack(int4: tensor).map(Int32.init)
        case .uint8: tensor.elements(UInt8.self).map(Int32.init)
        case .int16: tensor.elements(Int16.self).map(Int32.init)
        default: tensor.elements(Int8.self).map(Int32.init)
        }
    }

    /// The reals that a constant stands for.
    ///
    /// - Parameters:
    ///   - affines: One for each slice along an axis.
    ///   - inner: The number of elements that follow one another within a slice.
    static func reals(_ tensor: Tensor, _ affines: [Affine], inner: Int) -> [Float] {
        wholeNumbers(tensor).enumerated().map { index, number in
            let affine = affines[index / inner % affines.count]
            return affine.scale * Float(number - affine.zeroPoint)
        }
    }
}
