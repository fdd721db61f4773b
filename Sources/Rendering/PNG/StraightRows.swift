/// Turns rows of premultiplied BGRA into the rows of a PNG file.
///
/// A premultiplied byte p under alpha a stands for round(255 p / a), halves up (PNG 1.2, 12.8
/// asks for straight alpha). What is fully transparent becomes transparent black.
struct StraightRows {
    /// ceil(255 * 2^20 / a) for every alpha; 0 for alpha 0.
    ///
    /// With p <= a the error of p times an entry is below 2^-12, less than the distance of 255 p/a
    /// from the next half, which is 1/510 or more; so the product rounds exactly.
    private let reciprocals: [UInt32]

    init() {
        reciprocals = (0...255).map { alpha in
            alpha == 0 ? 0 : ((255 << 20) + UInt32(alpha) - 1) / UInt32(alpha)
        }
    }

    /// Whether no pixel lets anything through.
    static func areOpaque(_ picture: PixelBuffer) -> Bool {
        for row in 0..<picture.height {
            let start = row * picture.stride
            let pixels = UnsafeRawBufferPointer(
                rebasing: picture.bytes[start..<(start + 4 * picture.width)]
            ).assumingMemoryBound(to: UInt32.self)
            var common: UInt32 = .max
            for pixel in pixels { common &= pixel }
            if UInt32(littleEndian: common) >> 24 != 255 { return false }
        }
        return true
    }

    /// Writes `count` opaque pixels as RGB.
    func writeRGB(
        _ source: UnsafeRawPointer, count: Int, into target: UnsafeMutablePointer<UInt8>
    ) {
        let pixels = source.assumingMemoryBound(to: UInt32.self)
        for index in 0..<count {
            let pixel = UInt32(littleEndian: pixels[index])
            target[3 * index] = UInt8(truncatingIfNeeded: pixel >> 16)
            target[3 * index + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
            target[3 * index + 2] = UInt8(truncatingIfNeeded: pixel)
        }
    }

    /// Writes `count` pixels as straight RGBA.
    func writeRGBA(
        _ source: UnsafeRawPointer, count: Int, into target: UnsafeMutablePointer<UInt8>
    ) {
        let pixels = source.assumingMemoryBound(to: UInt32.self)
        reciprocals.withUnsafeBufferPointer { reciprocals in
            UnsafeMutableRawPointer(target).withMemoryRebound(to: UInt32.self, capacity: count) {
                for index in 0..<count {
                    let pixel = UInt32(littleEndian: pixels[index])
                    $0[index] = Self.straight(pixel, reciprocals).littleEndian
                }
            }
        }
    }

    /// ARGB, premultiplied, to ABGR, straight; both from the highest byte to the lowest.
    @inline(__always)
    private static func straight(
        _ pixel: UInt32, _ reciprocals: UnsafeBufferPointer<UInt32>
    ) -> UInt32 {
        let alpha = pixel >> 24
        if alpha == 255 {
            return pixel & 0xff00_ff00 | (pixel & 0xff) << 16 | (pixel >> 16) & 0xff
        }
        if alpha == 0 { return 0 }
        let reciprocal = reciprocals[Int(alpha)]
        let half: UInt32 = 1 << 19
        // A byte above its alpha is no premultiplied colour; it counts as full.
        let red = (min(pixel >> 16 & 0xff, alpha) * reciprocal + half) >> 20
        let green = (min(pixel >> 8 & 0xff, alpha) * reciprocal + half) >> 20
        let blue = (min(pixel & 0xff, alpha) * reciprocal + half) >> 20
        return alpha << 24 | blue << 16 | green << 8 | red
    }
}
