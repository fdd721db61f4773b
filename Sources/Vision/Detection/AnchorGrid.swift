import Geometry

/// The anchors of a single-shot detector: centres of cells, from 0 to 1; their size is 1.
///
/// Layers that follow each other with equal strides share cells, two anchors for each layer
/// (MediaPipe's SsdAnchorsCalculator with fixed anchor sizes, one interpolated scale and one aspect
/// ratio).
struct AnchorGrid {
    var centers: [Point] = []

    init(inputSize: Int, strides: [Int]) {
        var layer = 0
        while layer < strides.count {
            let stride = strides[layer]
            let run = strides[layer...].prefix { $0 == stride }.count
            let cells = (inputSize + stride - 1) / stride
            for row in 0..<cells {
                for column in 0..<cells {
                    let center = Point(
                        (Double(column) + 0.5) / Double(cells), (Double(row) + 0.5) / Double(cells))
                    for _ in 0..<2 * run { centers.append(center) }
                }
            }
            layer += run
        }
    }
}
