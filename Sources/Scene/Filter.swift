import Geometry

/// A picture operation on a group (Filter Effects 1): primitives that each make a picture from the
/// group's own or from those before them. The last one's is shown.
///
/// Lengths are in pixels of the drawing in the rest pose, along its own axes.
public struct Filter: Sendable, Equatable {
    /// Where it works, in the rest pose; nothing is seen outside. When the group is deformed, the
    /// region keeps its distance to the group's content.
    public var region: Rect
    /// Never empty.
    public var primitives: [FilterPrimitive]

    public init(region: Rect, primitives: [FilterPrimitive]) {
        self.region = region
        self.primitives = primitives
    }
}

/// One step of a filter.
public struct FilterPrimitive: Sendable, Equatable {
    public enum Input: Sendable, Equatable {
        /// The group itself.
        case source
        /// The group's alpha, black.
        case sourceAlpha
        /// The result of the primitive with this number.
        case result(Int)
        /// Nothing.
        case transparent
    }

    public var operation: FilterOperation
    /// As many as the operation takes.
    public var inputs: [Input]
    /// Where it works, in the rest pose; nil for the filter's region.
    public var region: Rect?
    /// Whether it reckons with linear light instead of sRGB's values.
    public var isLinear: Bool

    public init(
        _ operation: FilterOperation, inputs: [Input], region: Rect? = nil, isLinear: Bool = true
    ) {
        self.operation = operation
        self.inputs = inputs
        self.region = region
        self.isLinear = isLinear
    }
}

public enum FilterOperation: Sendable, Equatable {
    public enum Composition: Sendable, Equatable {
        case over, inside, out, atop, xor, lighter
        case arithmetic(Double, Double, Double, Double)
    }

    public enum Channel: Int, Sendable, Equatable { case red, green, blue, alpha }

    public enum Transfer: Sendable, Equatable {
        case identity
        case table([Double])
        case discrete([Double])
        case linear(slope: Double, intercept: Double)
        case gamma(amplitude: Double, exponent: Double, offset: Double)
    }

    /// What is beyond a picture's edge.
    public enum Edge: Sendable, Equatable { case none, same, wrap }

    public enum Light: Sendable, Equatable {
        /// Angles in radians.
        case distant(azimuth: Double, elevation: Double)
        case point(x: Double, y: Double, z: Double)
        /// `coneCosine` is that of the angle beyond which there is no light, -1 for none.
        case spot(
            x: Double, y: Double, z: Double, target: SIMD3<Double>, exponent: Double,
            coneCosine: Double)
    }

    public struct Convolution: Sendable, Equatable {
        public var columns: Int
        public var rows: Int
        /// As written, to be read from its end.
        public var kernel: [Double]
        public var divisor: Double
        public var bias: Double
        public var targetX: Int
        public var targetY: Int
        public var edge: Edge
        public var preservesAlpha: Bool

        public init(
            columns: Int, rows: Int, kernel: [Double], divisor: Double, bias: Double, targetX: Int,
            targetY: Int, edge: Edge, preservesAlpha: Bool
        ) {
            self.columns = columns
            self.rows = rows
            self.kernel = kernel
            self.divisor = divisor
            self.bias = bias
            self.targetX = targetX
            self.targetY = targetY
            self.edge = edge
            self.preservesAlpha = preservesAlpha
        }
    }

    public struct Turbulence: Sendable, Equatable {
        /// In user units; `scale` says how many pixels one is.
        public var frequency: Point
        public var octaves: Int
        public var seed: Int
        public var stitches: Bool
        public var isFractal: Bool
        /// From pixels of the drawing to user units.
        public var map: Affine

        public init(
            frequency: Point, octaves: Int, seed: Int, stitches: Bool, isFractal: Bool, map: Affine
        ) {
            self.frequency = frequency
            self.octaves = octaves
            self.seed = seed
            self.stitches = stitches
            self.isFractal = isFractal
            self.map = map
        }
    }

    case blend(BlendMode)
    /// Rows for red, green, blue, alpha; five numbers each, of straight colours.
    case colorMatrix([Double])
    case componentTransfer(red: Transfer, green: Transfer, blue: Transfer, alpha: Transfer)
    case composite(Composition)
    case convolve(Convolution)
    case diffuseLighting(Light, color: Color, surfaceScale: Double, constant: Double)
    case specularLighting(
        Light, color: Color, surfaceScale: Double, constant: Double, exponent: Double)
    case displacement(scale: Point, x: Channel, y: Channel)
    case dropShadow(offset: Point, deviation: Point, color: Color)
    case flood(Color)
    case blur(Point)
    /// A picture in the drawing's pixels.
    case image(Drawing)
    case merge
    case morphology(radius: Point, dilates: Bool)
    case offset(Point)
    case tile
    case turbulence(Turbulence)
}
