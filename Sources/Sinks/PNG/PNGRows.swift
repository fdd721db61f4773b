import CPixelKernels
import Rendering

/// A picture's rows as a PNG file packs them: a filter's number, then the row, filtered (PNG 1.2,
/// chapter 6).
struct PNGRows {
    /// The filters that are used, by their numbers in the file.
    enum Filter: UInt8 {
        case none = 0
        case up = 2
    }

    private let filter: Filter
    private(set) var bytes: [UInt8] = []
    /// The row at hand and the one above it.
    private var pair: [UInt8] = []

    init(filter: Filter) { self.filter = filter }

    /// Whether no pixel of a picture lets anything through.
    static func areOpaque(_ picture: PixelBuffer) -> Bool {
        guard let start = picture.pixels else { return true }
        return (0..<picture.height).allSatisfy {
            pose_pixels_are_opaque(start + $0 * picture.stride, picture.width)
        }
    }

    /// - Parameter channels: 3 for RGB, of an opaque picture; 4 for straight RGBA.
    mutating func fill(from picture: PixelBuffer, channels: Int) {
        let length = channels * picture.width
        let count = (length + 1) * picture.height
        if bytes.count != count { bytes = Array(repeating: 0, count: count) }
        if pair.count < 2 * length { pair = Array(repeating: 0, count: 2 * length) }
        guard let source = picture.pixels else { return }
        bytes.withUnsafeMutableBufferPointer { bytes in
            pair.withUnsafeMutableBufferPointer { pair in
                guard let target = bytes.baseAddress, let scratch = pair.baseAddress else { return }
                // Above the first row all is zero.
                scratch.update(repeating: 0, count: 2 * length)
                for row in 0..<picture.height {
                    let start = target + row * (length + 1)
                    let pixels = source + row * picture.stride
                    start.pointee = filter.rawValue
                    guard filter == .up else {
                        Self.write(pixels, picture.width, channels, start + 1)
                        continue
                    }
                    let current = scratch + (row & 1) * length
                    Self.write(pixels, picture.width, channels, current)
                    pose_pixels_up(
                        current, scratch + (1 - row & 1) * length, length, start + 1)
                }
            }
        }
    }

    private static func write(
        _ pixels: UnsafePointer<UInt8>, _ count: Int, _ channels: Int,
        _ target: UnsafeMutablePointer<UInt8>
    ) {
        if channels == 3 {
            pose_pixels_rgb(pixels, count, target)
        } else {
            pose_pixels_rgba(pixels, count, target)
        }
    }
}

extension PixelBuffer {
    /// The first pixel's first byte.
    var pixels: UnsafePointer<UInt8>? {
        UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: UInt8.self)
    }
}
