import CPNG
import CTurboJPEG
import CWebP
import Scene

/// PNG files through libpng.
enum PNGRaster {
    static func decode(
        _ bytes: [UInt8], mostPixels: Int = RasterDecoder.mostPixels
    ) throws(RasterError) -> Raster {
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        // The image refers to the bytes until it is finished.
        let outcome = bytes.withUnsafeBytes { bytes -> Result<Raster, RasterError> in
            guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0
            else { return .failure(damaged(image)) }
            image.format = UInt32(PNG_FORMAT_BGRA)
            do throws(RasterError) {
                return .success(
                    try RasterDecoder.raster(
                        width: Int(image.width), height: Int(image.height), mostPixels: mostPixels
                    ) { pixels throws(RasterError) in
                        guard
                            png_image_finish_read(&image, nil, pixels.baseAddress, 0, nil) != 0
                        else { throw damaged(image) }
                    })
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    private static func damaged(_ image: png_image) -> RasterError {
        let reason = withUnsafeBytes(of: image.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return RasterError(.damaged, "is a damaged PNG picture (\(reason)); export it again")
    }
}

/// JPEG files through libjpeg-turbo.
enum JPEGRaster {
    static func decode(_ bytes: [UInt8]) throws(RasterError) -> Raster {
        guard let decoder = tjInitDecompress() else {
            throw RasterError(.damaged, "cannot be decoded: libjpeg-turbo does not start")
        }
        defer { tjDestroy(decoder) }
        var (width, height) = (Int32(0), Int32(0))
        var (sampling, colors) = (Int32(0), Int32(0))
        guard
            tjDecompressHeader3(
                decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &colors) == 0
        else { throw damaged(decoder) }
        guard colors != Int32(TJCS_CMYK.rawValue), colors != Int32(TJCS_YCCK.rawValue) else {
            throw RasterError(.damaged, "is a JPEG picture for print (CMYK); save it as RGB")
        }
        return try RasterDecoder.raster(width: Int(width), height: Int(height)) {
            pixels throws(RasterError) in
            guard
                tjDecompress2(
                    decoder, bytes, UInt(bytes.count), pixels.baseAddress, width, 0, height,
                    Int32(TJPF_BGRA.rawValue), 0) == 0
            else { throw damaged(decoder) }
        }
    }

    private static func damaged(_ decoder: tjhandle) -> RasterError {
        let reason = tjGetErrorStr2(decoder).map { String(cString: $0) } ?? "no reason given"
        return RasterError(.damaged, "is a damaged JPEG picture (\(reason)); export it again")
    }
}

/// WebP files through libwebp; of animated ones, which it does not read, nothing.
enum WebPRaster {
    static func decode(_ bytes: [UInt8]) throws(RasterError) -> Raster {
        var (width, height) = (Int32(0), Int32(0))
        guard WebPGetInfo(bytes, bytes.count, &width, &height) != 0 else { throw damaged }
        return try RasterDecoder.raster(width: Int(width), height: Int(height)) {
            pixels throws(RasterError) in
            let stride = 4 * width
            guard
                WebPDecodeBGRAInto(
                    bytes, bytes.count, pixels.baseAddress, pixels.count, stride) != nil
            else { throw damaged }
        }
    }

    private static var damaged: RasterError {
        RasterError(.damaged, "is a damaged or animated WebP picture; save it as PNG")
    }
}
