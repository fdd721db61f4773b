import CVectorKernels
import Geometry

/// Fills a model's input with a region of a picture, exactly as OpenCV's `warpPerspective` with
/// bilinear interpolation does: places are rounded to 1/32 of a pixel, sums of four neighbours to 8
/// bits (modules/imgproc, `remap`), then to reals of the model's range.
package struct RegionSampler: Sendable {
    /// What lies beyond the picture's edges.
    package enum Border: Sendable {
        case black
        case edge
    }

    package let width: Int
    package let height: Int
    package let border: Border
    /// The reals that stand for 0 and 255.
    package let range: ClosedRange<Float>
    /// What the processor has; samples do not depend on it.
    var level = pose_vector_detect()

    package init(width: Int, height: Int, border: Border, range: ClosedRange<Float>) {
        self.width = width
        self.height = height
        self.border = border
        self.range = range
    }

    /// - Parameter output: height x width x 3 reals; nothing is done where it holds fewer.
    package func sample(
        _ picture: Picture, _ region: Region, into output: UnsafeMutableBufferPointer<Float>
    ) {
        guard let target = output.baseAddress, output.count >= count else { return }
        withSamples(picture, region) { pose_sample_reals(&$0, target) }
    }

    /// - Parameter output: height x width x 3 bytes; nothing is done where it holds fewer.
    package func sample(
        _ picture: Picture, _ region: Region, into output: UnsafeMutableBufferPointer<UInt8>
    ) {
        guard let target = output.baseAddress, output.count >= count else { return }
        withSamples(picture, region) { pose_sample_bytes(&$0, target) }
    }

    private var count: Int { width * height * 3 }

    private func withSamples(
        _ picture: Picture, _ region: Region, _ body: (inout pose_samples) -> Void
    ) {
        let origin = region.place(0, 0)
        let right = (region.place(1, 0) - origin) / Double(width)
        let down = (region.place(0, 1) - origin) / Double(height)
        picture.bytes.withUnsafeBufferPointer { bytes in
            var samples = pose_samples(
                picture: bytes.baseAddress, width: picture.width, height: picture.height,
                origin_x: origin.x, origin_y: origin.y, right_x: right.x, right_y: right.y,
                down_x: down.x, down_y: down.y, columns: width, rows: height,
                has_edge: border == .edge,
                scale: (range.upperBound - range.lowerBound) / 255, lower: range.lowerBound,
                level: level)
            body(&samples)
        }
    }
}
