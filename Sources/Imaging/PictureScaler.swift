import CVectorKernels

/// Makes pictures larger or smaller by triangular filters, as Pillow's `resize` with BILINEAR: when a
/// picture shrinks, each pixel is the weighted mean of all that it covers (libImaging, Resample.c:
/// weights of 22 bits, 8 bits in between). Which direction comes first shows in single levels:
/// Pillow 13 takes rows first where a picture is tall and shrinks much, by an estimate that this
/// rule follows for square models (400x600 to 257x257 rows first, 300x310 columns first).
///
/// Memory and weights stay for the next picture of the same size.
package struct PictureScaler: Sendable {
    package let width: Int
    package let height: Int
    private var across: ScalingWeights
    private var down: ScalingWeights
    private var between: [UInt8] = []
    /// What the processor has; pixels do not depend on it.
    var level = pose_vector_detect()

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
        across = ScalingWeights(from: width, to: width)
        down = ScalingWeights(from: height, to: height)
    }

    /// - Parameter output: height x width x 3 bytes; nothing is done where it holds fewer.
    package mutating func scale(
        _ picture: Picture, into output: UnsafeMutableBufferPointer<UInt8>
    ) {
        guard let target = output.baseAddress, output.count >= width * height * 3 else { return }
        if across.source != picture.width {
            across = ScalingWeights(from: picture.width, to: width)
        }
        if down.source != picture.height {
            down = ScalingWeights(from: picture.height, to: height)
        }
        let (across, down, level) = (across, down, level)
        let isRowsFirst =
            2 * width * picture.height >= 3 * picture.width * height && height < picture.height
        let count = 3 * (isRowsFirst ? picture.width * height : width * picture.height)
        if between.count != count { between = [UInt8](repeating: 0, count: count) }
        picture.bytes.withUnsafeBufferPointer { bytes in
            between.withUnsafeMutableBufferPointer { between in
                guard let bytes = bytes.baseAddress, let between = between.baseAddress else {
                    return
                }
                if isRowsFirst {
                    down.withScaling(level) {
                        pose_scale_rows(bytes, picture.width * 3, picture.height, &$0, between)
                    }
                    across.withScaling(level) {
                        pose_scale_columns(between, picture.width, height, &$0, target)
                    }
                } else {
                    across.withScaling(level) {
                        pose_scale_columns(bytes, picture.width, picture.height, &$0, between)
                    }
                    down.withScaling(level) {
                        pose_scale_rows(between, width * 3, picture.height, &$0, target)
                    }
                }
            }
        }
    }
}
