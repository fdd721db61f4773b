import Geometry
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

    /// How many pixels stand around a picture that is padded.
    static let padding = Point(2, 2)

    /// A picture with its edge repeated around it.
    static func padded(_ raster: Raster) throws -> PixelBuffer {
        let (left, top) = (Int(padding.x), Int(padding.y))
        let picture = try PixelBuffer.validated(
            width: raster.width + 2 * left, height: raster.height + 2 * top)
        raster.bytes.withUnsafeBytes { bytes in
            for y in 0..<picture.height {
                let row = min(max(y - top, 0), raster.height - 1) * raster.width
                for x in 0..<picture.width {
                    let place = row + min(max(x - left, 0), raster.width - 1)
                    picture.bytes.storeBytes(
                        of: bytes.load(fromByteOffset: 4 * place, as: UInt32.self),
                        toByteOffset: y * picture.stride + 4 * x, as: UInt32.self)
                }
            }
        }
        return picture
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
