import Geometry
import Scene

/// A picture's mesh cut into as few pieces as can be, over each of which one affine map does.
///
/// A piece is a block of cells whose corners the map misses by no more than half a pixel, in
/// any keyframe; a cell that is bent more is two triangles, over which a map is exact.
struct MeshPieces {
    struct Piece: Equatable {
        enum Part { case all, upper, lower }

        /// Corners of the mesh.
        let columns: ClosedRange<Int>
        let rows: ClosedRange<Int>
        let part: Part
    }

    private let texture: Texture
    private let keyframes: [[Double]]
    private(set) var pieces: [Piece] = []

    private static let mostOff = 0.5

    /// - Parameter keyframes: x and y of all corners, row by row.
    init(_ texture: Texture, _ keyframes: [[Double]]) {
        self.texture = texture
        self.keyframes = keyframes
        cut(0...texture.columns, 0...texture.rows)
    }

    private func corner(_ values: [Double], _ column: Int, _ row: Int) -> Point {
        let place = 2 * (row * (texture.columns + 1) + column)
        return Point(values[place], values[place + 1])
    }

    /// A corner's place in the texture, in its pixels.
    func place(_ column: Int, _ row: Int) -> Point {
        Point(
            Double(texture.raster.width * column) / Double(texture.columns),
            Double(texture.raster.height * row) / Double(texture.rows))
    }

    /// The corner that a piece's map is told from.
    func origin(_ piece: Piece) -> Point {
        piece.part == .lower
            ? place(piece.columns.upperBound, piece.rows.upperBound)
            : place(piece.columns.lowerBound, piece.rows.lowerBound)
    }

    /// How far a piece reaches from its origin, in the texture's pixels.
    func reach(_ piece: Piece) -> Double {
        let low = place(piece.columns.lowerBound, piece.rows.lowerBound)
        return (place(piece.columns.upperBound, piece.rows.upperBound) - low).length
    }

    /// From the texture's pixels, counted from the piece's origin, to the picture's.
    func map(_ piece: Piece, _ values: [Double]) -> Affine {
        var (left, right) = (piece.columns.lowerBound, piece.columns.upperBound)
        var (top, bottom) = (piece.rows.lowerBound, piece.rows.upperBound)
        if piece.part == .lower {
            swap(&left, &right)
            swap(&top, &bottom)
        }
        let size = place(right, bottom) - place(left, top)
        let origin = corner(values, left, top)
        let across = (corner(values, right, top) - origin) / size.x
        let down = (corner(values, left, bottom) - origin) / size.y
        return Affine(
            a: across.x, b: across.y, c: down.x, d: down.y, tx: origin.x, ty: origin.y)
    }

    /// The part of the texture that a piece shows, counted from its origin.
    ///
    /// - Parameters:
    ///   - border: how far it reaches over the piece's edges.
    ///   - rim: the same for edges of the picture.
    func outline(_ piece: Piece, border: Double, rim: Double) -> [Point] {
        let origin = origin(piece)
        let low = place(piece.columns.lowerBound, piece.rows.lowerBound) - origin
        let high = place(piece.columns.upperBound, piece.rows.upperBound) - origin
        let left = low.x - (piece.columns.lowerBound == 0 ? rim : border)
        let top = low.y - (piece.rows.lowerBound == 0 ? rim : border)
        let right = high.x + (piece.columns.upperBound == texture.columns ? rim : border)
        let bottom = high.y + (piece.rows.upperBound == texture.rows ? rim : border)
        let (upperLeft, lowerRight) = (Point(left, top), Point(right, bottom))
        let (upperRight, lowerLeft) = (Point(right, top), Point(left, bottom))
        // The slanted side runs from the upper right to the lower left.
        return switch piece.part {
        case .all: [upperLeft, upperRight, lowerRight, lowerLeft]
        case .upper:
            [
                upperLeft, upperRight, upperRight + Point(0, border),
                lowerLeft + Point(border, 0), lowerLeft,
            ]
        case .lower:
            [
                lowerRight, lowerLeft, lowerLeft - Point(0, 2 * border),
                upperRight - Point(2 * border, 0), upperRight,
            ]
        }
    }

    private mutating func cut(_ columns: ClosedRange<Int>, _ rows: ClosedRange<Int>) {
        let piece = Piece(columns: columns, rows: rows, part: .all)
        if isFlat(piece) {
            pieces.append(piece)
        } else if columns.count <= 2, rows.count <= 2 {
            pieces.append(Piece(columns: columns, rows: rows, part: .upper))
            pieces.append(Piece(columns: columns, rows: rows, part: .lower))
        } else if rows.count >= columns.count {
            let middle = (rows.lowerBound + rows.upperBound) / 2
            cut(columns, rows.lowerBound...middle)
            cut(columns, middle...rows.upperBound)
        } else {
            let middle = (columns.lowerBound + columns.upperBound) / 2
            cut(columns.lowerBound...middle, rows)
            cut(middle...columns.upperBound, rows)
        }
    }

    private func isFlat(_ piece: Piece) -> Bool {
        let origin = origin(piece)
        return keyframes.allSatisfy { values in
            let map = map(piece, values)
            return piece.rows.allSatisfy { row in
                piece.columns.allSatisfy { column in
                    let off = map.apply(place(column, row) - origin) - corner(values, column, row)
                    return off.length <= Self.mostOff
                }
            }
        }
    }
}
