import Rendering
import Scene
import Sinks

/// Pictures inside of text.
enum PictureData {
    /// A PNG picture as a data URI.
    static func uri(of raster: Raster) throws -> String {
        let picture = try PixelBuffer.validated(width: raster.width, height: raster.height)
        raster.bytes.withUnsafeBytes { picture.bytes.copyMemory(from: $0) }
        return try uri(of: picture)
    }

    static func uri(of picture: PixelBuffer) throws -> String {
        "data:image/png;base64," + base64(try PNGEncoder(.small).encode(picture))
    }

    /// RFC 4648.
    static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for digit in 0..<4 {
                text.append(
                    digit <= group.count
                        ? digits[bits >> (6 * (3 - digit)) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
