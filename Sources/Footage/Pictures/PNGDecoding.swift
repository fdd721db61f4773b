import CPNG
import Imaging

/// PNG files through libpng; what is transparent lies on black.
enum PNGDecoding {
    static func picture(_ bytes: [UInt8], source: String) throws(FootageError) -> Picture {
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        // The image refers to the bytes until it is finished.
        let outcome = bytes.withUnsafeBytes {
            bytes -> Result<Picture, FootageError> in
            guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0
            else { return .failure(damaged(image, source)) }
            do throws(FootageError) {
                return .success(try pixels(&image, source))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    private static func pixels(
        _ image: inout png_image, _ source: String
    ) throws(FootageError) -> Picture {
        let (width, height) = (Int(image.width), Int(image.height))
        try PictureFile.checkSize(width, height, source: source)
        var picture: Picture
        do {
            picture = try Picture(width: width, height: height)
        } catch {
            throw PictureFile.badSize(source, error)
        }
        image.format = UInt32(PNG_FORMAT_RGB)
        var black = png_color(red: 0, green: 0, blue: 0)
        let isRead = picture.withMutableBytes { pixels in
            png_image_finish_read(&image, &black, pixels.baseAddress, 0, nil) != 0
        }
        guard isRead else { throw damaged(image, source) }
        return picture
    }

    private static func damaged(_ image: png_image, _ source: String) -> FootageError {
        let reason = withUnsafeBytes(of: image.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return FootageError(.badData, source: source, "is a damaged PNG picture: \(reason)")
    }
}
