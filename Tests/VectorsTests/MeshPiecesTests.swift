import Geometry
import Scene
import Testing

@testable import Vectors

@Suite struct MeshPiecesTests {
    private func texture(_ columns: Int, _ rows: Int) throws -> Texture {
        let raster = try #require(
            Raster(width: 40, height: 120, bytes: Array(repeating: 255, count: 4 * 40 * 120)))
        return Texture(raster, columns: columns, rows: rows)
    }

    private func corners(
        _ texture: Texture, _ place: (Double, Double) -> Point
    ) -> [Double] {
        (0...texture.rows).flatMap { row in
            (0...texture.columns).flatMap { column -> [Double] in
                let point = place(
                    40 * Double(column) / Double(texture.columns),
                    120 * Double(row) / Double(texture.rows))
                return [point.x, point.y]
            }
        }
    }

    @Test func rigidPicturesAreOnePiece() throws {
        let texture = try texture(4, 12)
        let keyframes = (0..<5).map { frame in
            let map = Affine.rotation(degrees: 20 * Double(frame))
            return corners(texture) { map.apply(Point($0, $1)) }
        }
        let pieces = MeshPieces(texture, keyframes)
        #expect(pieces.pieces == [.init(columns: 0...4, rows: 0...12, part: .all)])
    }

    /// Around a circle: pieces cover every cell once and lie where the mesh does.
    @Test func bentPicturesAreCoveredByPieces() throws {
        let texture = try texture(4, 12)
        let keyframes = [0.0001, 0.002, 0.004].map { bend in
            corners(texture) { x, y in
                let radius = 1 / bend
                let angle = y * bend
                return Point((radius + x) * Point.cosine(angle), (radius + x) * Point.sine(angle))
            }
        }
        let pieces = MeshPieces(texture, keyframes)
        #expect(pieces.pieces.count > 4 && pieces.pieces.count <= 4 * 12)
        var halves = Array(repeating: 0, count: 4 * 12)
        for piece in pieces.pieces {
            for row in piece.rows.dropLast() {
                for column in piece.columns.dropLast() {
                    halves[4 * row + column] += piece.part == .all ? 2 : 1
                }
            }
            for values in keyframes {
                let map = pieces.map(piece, values)
                for row in piece.rows {
                    for column in piece.columns {
                        // The corner across from a triangle's slanted side is the other's.
                        let isOther =
                            piece.part == .upper
                            ? (column, row) == (piece.columns.upperBound, piece.rows.upperBound)
                            : (column, row) == (piece.columns.lowerBound, piece.rows.lowerBound)
                        if piece.part != .all, isOther { continue }
                        let place = 2 * (5 * row + column)
                        let corner = Point(values[place], values[place + 1])
                        let found = map.apply(pieces.place(column, row) - pieces.origin(piece))
                        #expect((found - corner).length <= 0.5 + 1e-9)
                    }
                }
            }
        }
        #expect(halves.allSatisfy { $0 == 2 })
    }

    /// Pieces reach over each other, and over the picture's edge only where that is asked for.
    @Test func outlinesReachOverTheirEdges() throws {
        let pieces = MeshPieces(try texture(2, 2), [])
        let piece = MeshPieces.Piece(columns: 0...1, rows: 0...1, part: .all)
        #expect(
            pieces.outline(piece, border: 1, rim: 0)
                == [Point(0, 0), Point(21, 0), Point(21, 61), Point(0, 61)])
        func half(_ part: MeshPieces.Piece.Part) -> [Point] {
            pieces.outline(.init(columns: 0...1, rows: 0...1, part: part), border: 1, rim: 0)
        }
        let (upper, lower) = (half(.upper), half(.lower))
        // Both hold the side that they share.
        for outline in [upper, lower.map { $0 + Point(20, 60) }] {
            for place in [Point(19, 1), Point(10, 30), Point(1, 59)] {
                #expect(Self.holds(outline, place))
            }
        }
    }

    /// Whether a convex outline that runs clockwise on the screen holds a place.
    private static func holds(_ outline: [Point], _ place: Point) -> Bool {
        zip(outline, outline.dropFirst() + outline.prefix(1)).allSatisfy { from, to in
            let (side, away) = (to - from, place - from)
            return side.x * away.y - side.y * away.x >= -1e-9
        }
    }
}

extension Point {
    fileprivate static func cosine(_ angle: Double) -> Double {
        Affine.rotation(degrees: angle * 180 / .pi).a
    }
    fileprivate static func sine(_ angle: Double) -> Double {
        Affine.rotation(degrees: angle * 180 / .pi).b
    }
}
