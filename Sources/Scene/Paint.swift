import Geometry

/// A colour in sRGB, straight (not premultiplied) alpha, components 0...1.
public struct Color: Sendable, Equatable, Hashable {
    public var red: Double
    public var green: Double
    public var blue: Double
    public var alpha: Double

    public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    public static let black = Color(red: 0, green: 0, blue: 0)
    public static let white = Color(red: 1, green: 1, blue: 1)
    public static let transparent = Color(red: 0, green: 0, blue: 0, alpha: 0)
}

/// What fills an area.
public enum Paint: Sendable, Equatable {
    case color(Color)
    case gradient(Gradient)
    indirect case pattern(Pattern)
}

/// Which points are inside a path that crosses itself or has several contours.
public enum FillRule: Sendable, Equatable {
    case nonZero
    case evenOdd
}

/// How a path's inside is painted.
public struct Fill: Sendable, Equatable {
    public var paint: Paint
    public var opacity: Double
    public var rule: FillRule

    public init(paint: Paint, opacity: Double = 1, rule: FillRule = .nonZero) {
        self.paint = paint
        self.opacity = opacity
        self.rule = rule
    }
}

/// How a path's outline is painted.
public struct Stroke: Sendable, Equatable {
    public enum Cap: Sendable, Equatable { case butt, round, square }
    public enum Join: Sendable, Equatable { case miter, round, bevel }

    public var paint: Paint
    public var opacity: Double
    /// Width in the pen's own units, before `pen`.
    public var width: Double
    public var cap: Cap
    public var join: Join
    public var miterLimit: Double
    /// Lengths of dashes and gaps in the pen's own units; empty for a solid line, else an even
    /// count.
    public var dashes: [Double]
    public var dashOffset: Double
    /// Maps the pen's units to picture pixels: the transform in force where the path was
    /// written. A non-uniform one gives a slanted nib, as SVG asks.
    public var pen: Affine
    /// Whether the pen keeps its size however the picture is scaled (`non-scaling-stroke`).
    public var keepsWidth = false

    public init(
        paint: Paint, opacity: Double = 1, width: Double = 1, cap: Cap = .butt,
        join: Join = .miter, miterLimit: Double = 4, dashes: [Double] = [],
        dashOffset: Double = 0, pen: Affine = .identity
    ) {
        self.paint = paint
        self.opacity = opacity
        self.width = width
        self.cap = cap
        self.join = join
        self.miterLimit = miterLimit
        self.dashes = dashes
        self.dashOffset = dashOffset
        self.pen = pen
    }
}
