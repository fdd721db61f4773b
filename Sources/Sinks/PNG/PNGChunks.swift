import CPacking

/// The chunks of a PNG file (PNG 1.2, 3.2): length, name, data, and a sum of the last two.
enum PNGChunks {
    static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    /// A length of more is not allowed; less than that keeps readers' buffers small.
    private static let longest = 1 << 30

    /// Everything before the pixels: size, colours (sRGB), and how large a pixel is.
    static func begin(
        width: Int, height: Int, channels: Int, pixelsPerMetre: Int, into file: inout [UInt8]
    ) {
        file += signature
        let colorType: UInt8 = channels == 4 ? 6 : 2
        append(
            "IHDR", bigEndian(width) + bigEndian(height) + [8, colorType, 0, 0, 0], to: &file)
        // Perceptual intent.
        append("sRGB", [0], to: &file)
        append(
            "pHYs", bigEndian(pixelsPerMetre) + bigEndian(pixelsPerMetre) + [1], to: &file)
    }

    /// The packed pixels, and the end.
    static func finish(pixels: UnsafeBufferPointer<UInt8>, into file: inout [UInt8]) {
        var rest = pixels[...]
        while !rest.isEmpty {
            append(
                "IDAT", UnsafeBufferPointer(rebasing: rest.prefix(longest)), to: &file)
            rest = rest.dropFirst(longest)
        }
        append("IEND", [], to: &file)
    }

    private static func append(_ name: StaticString, _ data: [UInt8], to file: inout [UInt8]) {
        data.withUnsafeBufferPointer { append(name, $0, to: &file) }
    }

    private static func append(
        _ name: StaticString, _ data: UnsafeBufferPointer<UInt8>, to file: inout [UInt8]
    ) {
        file += bigEndian(data.count)
        let start = file.count
        name.withUTF8Buffer { file += $0 }
        file += data
        let sum = file.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { pose_crc32(0, $0 + start, bytes.count - start) } ?? 0
        }
        file += bigEndian(Int(sum))
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
