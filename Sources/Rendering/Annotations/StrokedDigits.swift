import Geometry

/// The digits as pen strokes, so that pictures can be numbered without a font.
enum StrokedDigits {
    /// The distance from one digit to the next.
    static let advance = 6.0

    /// The strokes of a number: polylines on a grid 4 wide and 6 high a digit, y downwards.
    static func strokes(of number: Int) -> [[Point]] {
        String(number).enumerated().flatMap { place, character in
            strokes(of: character).map { stroke in
                stroke.map { Point(Double(place) * advance + $0, $1) }
            }
        }
    }

    private static func strokes(of character: Character) -> [[(Double, Double)]] {
        switch character {
        case "0": [[(0, 0), (4, 0), (4, 6), (0, 6), (0, 0)]]
        case "1": [[(1, 1), (2, 0), (2, 6)]]
        case "2": [[(0, 0), (4, 0), (4, 3), (0, 3), (0, 6), (4, 6)]]
        case "3": [[(0, 0), (4, 0), (4, 6), (0, 6)], [(1, 3), (4, 3)]]
        case "4": [[(0, 0), (0, 3), (4, 3)], [(4, 0), (4, 6)]]
        case "5": [[(4, 0), (0, 0), (0, 3), (4, 3), (4, 6), (0, 6)]]
        case "6": [[(4, 0), (0, 0), (0, 6), (4, 6), (4, 3), (0, 3)]]
        case "7": [[(0, 0), (4, 0), (2, 6)]]
        case "8": [[(0, 0), (4, 0), (4, 6), (0, 6), (0, 0)], [(0, 3), (4, 3)]]
        case "9": [[(4, 3), (0, 3), (0, 0), (4, 0), (4, 6), (0, 6)]]
        default: [[(0, 3), (4, 3)]]
        }
    }
}
