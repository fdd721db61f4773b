import Geometry
import Glibc

/// What a PoseNet gives: for each cell of a grid how likely a keypoint is there, where it lies
/// exactly and where the neighbouring keypoints of the same person are, in pixels of the model's
/// input (G. Papandreou et al., "PersonLab", 2018).
struct PoseNetMaps {
    var height: Int
    var width: Int
    /// The pixels from a cell to the next.
    var stride: Double
    /// [height, width, 17], the logits of probabilities.
    var logits: [Float]
    /// [height, width, 34]: 17 vertical, then 17 horizontal.
    var offsets: [Float]
    /// [height, width, 32]: 16 vertical, then 16 horizontal, from parents to children.
    var forward: [Float]
    /// The same from children to parents.
    var backward: [Float]

    struct Cell: Equatable {
        var row: Int
        var column: Int
    }

    /// The logit of how likely a part is in a cell.
    func logit(_ cell: Cell, _ part: Int) -> Float {
        logits[index(cell, PoseNetDecoder.partCount) + part]
    }

    /// How likely a part is in a cell.
    func score(_ cell: Cell, _ part: Int) -> Double {
        Self.probability(Double(logit(cell, part)))
    }

    /// Where a part that is seen in a cell lies.
    func position(_ cell: Cell, _ part: Int) -> Point {
        let start = index(cell, 2 * PoseNetDecoder.partCount)
        return Point(Double(cell.column), Double(cell.row)) * stride
            + Point(
                Double(offsets[start + PoseNetDecoder.partCount + part]),
                Double(offsets[start + part]))
    }

    /// How likely a part is at a place between cells.
    func score(at place: Point, _ part: Int) -> Double {
        Self.probability(sample(logits, PoseNetDecoder.partCount, place, part))
    }

    /// A place moved to where the part that is seen around it lies.
    func refined(_ place: Point, _ part: Int) -> Point {
        let held = Point(
            Self.held(place.x / stride, width) * stride,
            Self.held(place.y / stride, height) * stride)
        let channels = 2 * PoseNetDecoder.partCount
        return held
            + Point(
                sample(offsets, channels, held, PoseNetDecoder.partCount + part),
                sample(offsets, channels, held, part))
    }

    /// The way along an edge that begins at a place.
    func displacement(from place: Point, _ edge: Int, isForward: Bool) -> Point {
        let count = PoseNetDecoder.edges.count
        let map = isForward ? forward : backward
        return Point(
            sample(map, 2 * count, place, count + edge), sample(map, 2 * count, place, edge))
    }

    private func index(_ cell: Cell, _ channels: Int) -> Int {
        (cell.row * width + cell.column) * channels
    }

    /// A value between cells, by bilinear interpolation; beyond the outermost cells it stays.
    private func sample(
        _ map: [Float], _ channels: Int, _ place: Point, _ channel: Int
    ) -> Double {
        let x = Self.held(place.x / stride, width)
        let y = Self.held(place.y / stride, height)
        let (left, top) = (Int(x), Int(y))
        let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
        func value(_ row: Int, _ column: Int) -> Double {
            Double(map[(row * width + column) * channels + channel])
        }
        let (toRight, down) = (x - Double(left), y - Double(top))
        let upper = value(top, left) * (1 - toRight) + value(top, right) * toRight
        let lower = value(bottom, left) * (1 - toRight) + value(bottom, right) * toRight
        return upper * (1 - down) + lower * down
    }

    /// A coordinate kept among the cells; what is not a number becomes 0.
    private static func held(_ coordinate: Double, _ count: Int) -> Double {
        coordinate > 0 ? min(coordinate, Double(count - 1)) : 0
    }

    private static func probability(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }
}
