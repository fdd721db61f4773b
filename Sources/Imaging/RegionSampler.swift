import Geometry
import Glibc

/// Fills a model's input with a region of a picture, exactly as OpenCV's `warpPerspective` with
/// bilinear interpolation does: places are rounded to 1/32 of a pixel, sums of four neighbours to 8
/// bits (modules/imgproc, `remap`), then to reals of the model's range.
package struct RegionSampler {
    /// What lies beyond the picture's edges.
    package enum Border {
        case black
        case edge
    }

    package let width: Int
    package let height: Int
    package let border: Border
    /// The reals that stand for 0 and 255.
    package let range: ClosedRange<Float>

    package init(width: Int, height: Int, border: Border, range: ClosedRange<Float>) {
        self.width = width
        self.height = height
        self.border = border
        self.range = range
    }

    /// - Parameter output: height x width x 3 reals.
    package func sample(
        _ picture: Picture, _ region: Region, into output: UnsafeMutableBufferPointer<Float>
    ) {
        let scale = (range.upperBound - range.lowerBound) / 255
        let reals = (0..<256).map { Float($0) * scale + range.lowerBound }
        reals.withUnsafeBufferPointer { reals in
            forEachSample(picture, region) { index, byte in output[index] = reals[byte] }
        }
    }

    /// - Parameter output: height x width x 3 bytes.
    package func sample(
        _ picture: Picture, _ region: Region, into output: UnsafeMutableBufferPointer<UInt8>
    ) {
        forEachSample(picture, region) { index, byte in output[index] = UInt8(byte) }
    }

    @inline(__always)
    private func forEachSample(
        _ picture: Picture, _ region: Region, _ body: (_ index: Int, _ byte: Int) -> Void
    ) {
        // The output's pixel (x, y) is looked up at origin + x * right + y * down.
        let origin = region.place(0, 0)
        let right = (region.place(1, 0) - origin) / Double(width)
        let down = (region.place(0, 1) - origin) / Double(height)
        picture.bytes.withUnsafeBufferPointer { bytes in
            for y in 0..<height {
                let start = origin + Double(y) * down
                for x in 0..<width {
                    let corner = Corner(start + Double(x) * right)
                    for channel in 0..<3 {
                        body(
                            (y * width + x) * 3 + channel, blend(bytes, picture, corner, channel))
                    }
                }
            }
        }
    }

    /// A pixel and how far a place lies towards the next ones, in 32nds.
    private struct Corner {
        var x: Int
        var y: Int
        var right: Int
        var down: Int

        init(_ place: Point) {
            let column = Self.fixed(place.x)
            let row = Self.fixed(place.y)
            (x, right) = (column >> 5, column & 31)
            (y, down) = (row >> 5, row & 31)
        }

        private static func fixed(_ coordinate: Double) -> Int {
            let bounded = max(-1e9, min(1e9, coordinate * 32))
            return bounded.isNaN ? 0 : Int(bounded.rounded(.toNearestOrEven))
        }
    }

    @inline(__always)
    private func blend(
        _ bytes: UnsafeBufferPointer<UInt8>, _ picture: Picture, _ corner: Corner, _ channel: Int
    ) -> Int {
        let left = 32 - corner.right
        let up = 32 - corner.down
        let sum =
            up
            * (left * pixel(bytes, picture, corner.x, corner.y, channel) + corner.right
                * pixel(bytes, picture, corner.x + 1, corner.y, channel))
            + corner.down
            * (left * pixel(bytes, picture, corner.x, corner.y + 1, channel) + corner.right
                * pixel(bytes, picture, corner.x + 1, corner.y + 1, channel))
        return (sum + 512) >> 10
    }

    @inline(__always)
    private func pixel(
        _ bytes: UnsafeBufferPointer<UInt8>, _ picture: Picture, _ x: Int, _ y: Int,
        _ channel: Int
    ) -> Int {
        if x >= 0, x < picture.width, y >= 0, y < picture.height {
            return Int(bytes[(y * picture.width + x) * 3 + channel])
        }
        switch border {
        case .black: return 0
        case .edge:
            let column = min(max(x, 0), picture.width - 1)
            let row = min(max(y, 0), picture.height - 1)
            return Int(bytes[(row * picture.width + column) * 3 + channel])
        }
    }
}
