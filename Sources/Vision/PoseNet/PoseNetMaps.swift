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
    /// [height, width, 17], probabilities.
    var scores: [Float]
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

    func score(_ cell: Cell, _ part: Int) -> Double {
        Double(scores[(cell.row * width + cell.column) * PoseNetDecoder.partCount + part])
    }

    /// Where a part that is seen in a cell lies.
    func position(_ cell: Cell, _ part: Int) -> Point {
        let start = (cell.row * width + cell.column) * 2 * PoseNetDecoder.partCount
        return Point(Double(cell.column), Double(cell.row)) * stride
            + Point(
                Double(offsets[start + PoseNetDecoder.partCount + part]),
                Double(offsets[start + part]))
    }

    /// The way along an edge.
    func displacement(_ cell: Cell, _ edge: Int, _ isForward: Bool) -> Point {
        let count = PoseNetDecoder.edges.count
        let start = (cell.row * width + cell.column) * 2 * count
        let map = isForward ? forward : backward
        return Point(Double(map[start + count + edge]), Double(map[start + edge]))
    }

    /// The cell nearest to a point, halves rounded up.
    func cell(near point: Point) -> Cell {
        func index(_ coordinate: Double, _ count: Int) -> Int {
            let place = (coordinate / stride + 0.5).rounded(.down)
            // Not a number becomes 0.
            return place > 0 ? Int(min(place, Double(count - 1))) : 0
        }
        return Cell(row: index(point.y, height), column: index(point.x, width))
    }
}
