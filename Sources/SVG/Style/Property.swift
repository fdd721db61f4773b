/// The CSS properties with a meaning here, by the names they have in style sheets and as
/// presentation attributes.
enum Property: String {
    case color, fill, stroke, opacity, display, visibility, transform, overflow, filter, mask
    case fillOpacity = "fill-opacity"
    case fillRule = "fill-rule"
    case strokeOpacity = "stroke-opacity"
    case strokeWidth = "stroke-width"
    case strokeLineCap = "stroke-linecap"
    case strokeLineJoin = "stroke-linejoin"
    case strokeMiterLimit = "stroke-miterlimit"
    case strokeDashArray = "stroke-dasharray"
    case strokeDashOffset = "stroke-dashoffset"
    case transformOrigin = "transform-origin"
    case fontSize = "font-size"
    case font
    case fontFamily = "font-family"
    case fontWeight = "font-weight"
    case fontStyle = "font-style"
    case fontStretch = "font-stretch"
    case fontVariant = "font-variant"
    case fontKerning = "font-kerning"
    case fontVariations = "font-variation-settings"
    case kerning
    case letterSpacing = "letter-spacing"
    case wordSpacing = "word-spacing"
    case textAnchor = "text-anchor"
    case textDecoration = "text-decoration"
    case textDecorationLine = "text-decoration-line"
    case dominantBaseline = "dominant-baseline"
    case alignmentBaseline = "alignment-baseline"
    case baselineShift = "baseline-shift"
    case direction
    case unicodeBidi = "unicode-bidi"
    case writingMode = "writing-mode"
    case whiteSpace = "white-space"
    case clipPath = "clip-path"
    case clipRule = "clip-rule"
    case maskType = "mask-type"
    case isolation
    case colorInterpolation = "color-interpolation"
    case colorInterpolationFilters = "color-interpolation-filters"
    case shapeRendering = "shape-rendering"
    case imageRendering = "image-rendering"
    case floodColor = "flood-color"
    case floodOpacity = "flood-opacity"
    case lightingColor = "lighting-color"
    case marker
    case markerStart = "marker-start"
    case markerMid = "marker-mid"
    case markerEnd = "marker-end"
    case mixBlendMode = "mix-blend-mode"
    case paintOrder = "paint-order"
    case vectorEffect = "vector-effect"
    case stopColor = "stop-color"
    case stopOpacity = "stop-opacity"
    /// Any custom property; its value holds its name too.
    case custom = "--"
    case animation
    case animationName = "animation-name"
    // Geometry that SVG 2 also lets style sheets set (SVG 2, 7).
    case x, y, width, height, rx, ry, cx, cy, r, d

    /// Properties that only style sheets can set.
    var isOnlyStyle: Bool {
        switch self {
        case .custom, .animation, .animationName, .marker, .font, .isolation, .mixBlendMode: true
        default: false
        }
    }
}

/// A declaration's value as written.
struct Declared: Equatable {
    var property: Property
    var value: Bytes
}

/// What is declared for one element, the winning declarations last. Elements have few, so a list
/// is searched.
struct Declarations {
    private(set) var list: [Declared] = []

    mutating func append(_ property: Property, _ value: Bytes) {
        list.append(Declared(property: property, value: value))
    }

    /// The winning value as written, right or wrong.
    subscript(property: Property) -> Bytes? {
        list.last { $0.property == property }?.value
    }
}
