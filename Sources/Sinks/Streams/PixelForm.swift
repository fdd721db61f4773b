import CPixelKernels
import Rendering

/// How a frame's pixels are laid out where they leave as they are.
public enum PixelForm: Sendable, Equatable {
    /// 4 bytes a pixel, straight alpha.
    case bgra, rgba
    /// Planes of luma and of both chromas at half the resolution each way, 8 bits, limited range,
    /// BT.709, chroma between the pixels; over white. Odd sides grow by a repeated pixel.
    case planar420

    /// The sides that a picture has in this form.
    func size(of picture: (width: Int, height: Int)) -> (width: Int, height: Int) {
        guard self == .planar420 else { return picture }
        return (picture.width + picture.width % 2, picture.height + picture.height % 2)
    }

    /// Bytes of a frame.
    func byteCount(width: Int, height: Int) -> Int {
        guard self == .planar420 else { return 4 * width * height }
        let (width, height) = size(of: (width, height))
        return width * height * 3 / 2
    }
}

/// Brings pictures into a form.
final class PixelConverter: FrameEncoder {
    private let form: PixelForm
    /// Two rows of opaque pixels of even length.
    private var rows: [UInt8] = []

    init(_ form: PixelForm) { self.form = form }

    func encode(_ picture: PixelBuffer, index: Int, into bytes: inout [UInt8]) {
        let count = form.byteCount(width: picture.width, height: picture.height)
        if bytes.count != count { bytes = Array(repeating: 0, count: count) }
        guard let source = picture.pixels else { return }
        bytes.withUnsafeMutableBufferPointer { bytes in
            guard let target = bytes.baseAddress else { return }
            switch form {
            case .bgra, .rgba:
                for row in 0..<picture.height {
                    let pixels = source + row * picture.stride
                    let place = target + row * 4 * picture.width
                    if form == .rgba {
                        pose_pixels_rgba(pixels, picture.width, place)
                    } else {
                        pose_pixels_bgra(pixels, picture.width, place)
                    }
                }
            case .planar420: writePlanes(of: picture, from: source, into: target)
            }
        }
    }

    private func writePlanes(
        of picture: PixelBuffer, from source: UnsafePointer<UInt8>,
        into target: UnsafeMutablePointer<UInt8>
    ) {
        let (width, height) = form.size(of: (picture.width, picture.height))
        let blue = target + width * height
        let red = blue + width * height / 4
        if rows.count != 8 * width { rows = Array(repeating: 0, count: 8 * width) }
        rows.withUnsafeMutableBufferPointer { rows in
            guard let upper = rows.baseAddress else { return }
            let lower = upper + 4 * width
            for row in stride(from: 0, to: height, by: 2) {
                for (place, line) in [(row, upper), (row + 1, lower)] {
                    let start = source + min(place, picture.height - 1) * picture.stride
                    pose_pixels_over_white_bgra(start, picture.width, line)
                    if width > picture.width {
                        (line + 4 * picture.width).update(
                            from: line + 4 * (picture.width - 1), count: 4)
                    }
                    pose_pixels_luma(line, width, POSE_BT709, target + place * width)
                }
                pose_pixels_chroma(
                    upper, lower, width, POSE_BT709, blue + row / 2 * (width / 2),
                    red + row / 2 * (width / 2))
            }
        }
    }
}
