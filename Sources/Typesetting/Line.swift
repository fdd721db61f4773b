import Geometry

/// Letters that are drawn together and cannot be taken apart: a letter with its accents, a
/// ligature.
package struct Cluster: Sendable, Equatable {
    /// The span it belongs to.
    package var span: Int
    /// The bytes of the whole text that it stands for.
    package var bytes: Range<Int>
    /// How far the pen goes on.
    package var advance: Double
    package var isRightToLeft: Bool
    package var metrics: FontMetrics
    /// In the span's unit, y downwards, the origin on the baseline where the pen is.
    package var outline: GlyphOutline
}

/// What a font says of itself, in the span's unit; heights are positive upwards.
package struct FontMetrics: Sendable, Equatable {
    package var ascent = 0.0
    package var descent = 0.0
    package var xHeight = 0.0
    package var underlineOffset = 0.0
    package var underlineThickness = 0.0
    package var strikeOffset = 0.0
    package var strikeThickness = 0.0
    package var subscriptOffset = 0.0
    package var superscriptOffset = 0.0
}

/// The form of letters.
package struct GlyphOutline: Sendable, Equatable {
    package enum Segment: Sendable, Equatable {
        case move(Point)
        case line(Point)
        case quadratic(Point, Point)
        case cubic(Point, Point, Point)
        case close
    }

    package var segments: [Segment] = []
}

/// A line of text that is set.
package struct Line: Sendable, Equatable {
    /// As they stand from left to right.
    package var clusters: [Cluster] = []
    /// The characters that no font has a form for.
    package var missing: [Unicode.Scalar] = []
    /// Families that were asked for first but are not there, and what stands in for them.
    package var substitutes: [String: String] = [:]

    package init() {}
}
