import CPNG
import Testing

/// A PNG file read back by libpng: straight RGBA, as it is written in the file.
struct DecodedPNG {
    let width: Int
    let height: Int
    let bytes: [UInt8]
    /// Whether the file itself has an alpha channel.
    let hasAlpha: Bool

    init(_ file: [UInt8]) throws {
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        try #require(png_image_begin_read_from_memory(&image, file, file.count) != 0)
        hasAlpha = image.format & UInt32(PNG_FORMAT_FLAG_ALPHA) != 0
        image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        width = Int(image.width)
        height = Int(image.height)
        var bytes = [UInt8](repeating: 0, count: 4 * width * height)
        try #require(png_image_finish_read(&image, nil, &bytes, 0, nil) != 0)
        self.bytes = bytes
    }

    subscript(x: Int, y: Int) -> [UInt8] {
        let start = 4 * (y * width + x)
        return Array(bytes[start..<(start + 4)])
    }
}
