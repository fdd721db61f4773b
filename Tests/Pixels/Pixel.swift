import Rendering

/// A pixel as it lies in a `PixelBuffer`: premultiplied.
package struct Pixel: Equatable, CustomStringConvertible {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8
    package var alpha: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, _ alpha: UInt8) {
        (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
    }

    package static let clear = Pixel(0, 0, 0, 0)
    package static let black = Pixel(0, 0, 0, 255)
    package static let white = Pixel(255, 255, 255, 255)

    package var description: String { "(\(red), \(green), \(blue), \(alpha))" }

    /// Whether every channel differs by `tolerance` at most.
    package func isNear(_ other: Pixel, _ tolerance: Int = 1) -> Bool {
        [(red, other.red), (green, other.green), (blue, other.blue), (alpha, other.alpha)]
            .allSatisfy { abs(Int($0) - Int($1)) <= tolerance }
    }
}

extension PixelBuffer {
    package subscript(x: Int, y: Int) -> Pixel {
        get {
            let start = y * stride + 4 * x
            return Pixel(bytes[start + 2], bytes[start + 1], bytes[start], bytes[start + 3])
        }
        set {
            let start = y * stride + 4 * x
            bytes[start] = newValue.blue
            bytes[start + 1] = newValue.green
            bytes[start + 2] = newValue.red
            bytes[start + 3] = newValue.alpha
        }
    }

    /// The rectangle of pixels that are not transparent, as x and y ranges.
    package var painted: (x: ClosedRange<Int>, y: ClosedRange<Int>)? {
        var places: [(Int, Int)] = []
        for y in 0..<height {
            for x in 0..<width where self[x, y].alpha > 0 { places.append((x, y)) }
        }
        guard let left = places.map(\.0).min(), let right = places.map(\.0).max(),
            let top = places.map(\.1).min(), let bottom = places.map(\.1).max()
        else { return nil }
        return (left...right, top...bottom)
    }
}
