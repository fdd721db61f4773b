import Scene

/// Decodes pictures by their own libraries: libpng, libjpeg-turbo, libwebp.
public enum RasterDecoder {
    /// The most pixels of a picture: 128 MB of memory.
    public static let mostPixels = 32_000_000

    /// Decodes a file in memory; its first bytes tell its format.
    ///
    /// - Throws: `unknownFormat`, `damaged`, `tooLarge`.
    public static func decode(_ bytes: [UInt8]) throws(RasterError) -> Raster {
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return try PNGRaster.decode(bytes) }
        if bytes.starts(with: [0xff, 0xd8, 0xff]) { return try JPEGRaster.decode(bytes) }
        if bytes.starts(with: Array("RIFF".utf8)),
            bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
        {
            return try WebPRaster.decode(bytes)
        }
        if bytes.starts(with: Array("GIF8".utf8)) {
            throw RasterError(.unknownFormat, "is a GIF, which is not supported; convert it to PNG")
        }
        throw RasterError(.unknownFormat, "is neither PNG, JPEG nor WebP; convert it to PNG")
    }

    /// Decodes a PNG file in memory.
    ///
    /// - Parameter mostPixels: what it may have at most.
    /// - Throws: `unknownFormat`, `damaged`, `tooLarge`.
    public static func decodePNG(
        _ bytes: [UInt8], mostPixels: Int
    ) throws(RasterError) -> Raster {
        guard bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) else {
            throw RasterError(.unknownFormat, "is no PNG picture; draw it again")
        }
        return try PNGRaster.decode(bytes, mostPixels: mostPixels)
    }

    /// Makes a raster whose pixels `body` writes as straight BGRA.
    static func raster(
        width: Int, height: Int, mostPixels: Int = mostPixels,
        _ body: (UnsafeMutableBufferPointer<UInt8>) throws(RasterError) -> Void
    ) throws(RasterError) -> Raster {
        guard width > 0, height > 0 else { throw RasterError(.damaged, "has no pixels") }
        guard width <= mostPixels, height <= mostPixels, width * height <= mostPixels else {
            throw RasterError(
                .tooLarge,
                "has \(width)x\(height) pixels, more than \(mostPixels / 1_000_000) million; "
                    + "make it smaller")
        }
        var failure: RasterError?
        let bytes = [UInt8](unsafeUninitializedCapacity: 4 * width * height) { buffer, count in
            count = buffer.count
            do throws(RasterError) {
                try body(buffer)
                premultiply(buffer)
            } catch {
                buffer.initialize(repeating: 0)
                failure = error
            }
        }
        if let failure { throw failure }
        guard let raster = Raster(width: width, height: height, bytes: bytes) else {
            throw RasterError(.damaged, "has no pixels")
        }
        return raster
    }

    private static func premultiply(_ pixels: UnsafeMutableBufferPointer<UInt8>) {
        for place in stride(from: 0, to: pixels.count, by: 4) {
            let alpha = Int(pixels[place + 3])
            guard alpha < 255 else { continue }
            for channel in 0..<3 {
                pixels[place + channel] = UInt8((Int(pixels[place + channel]) * alpha + 127) / 255)
            }
        }
    }
}
