import Geometry
import Scene

/// An element's style after the cascade and inheritance.
struct ComputedStyle {
    // Inherited.
    var color = Color.black
    var fill = PaintValue.color(.color(.black))
    var fillOpacity = 1.0
    var fillRule = FillRule.nonZero
    var stroke = PaintValue.none
    var strokeOpacity = 1.0
    var strokeWidth = Length(value: 1, unit: .none)
    var cap = Stroke.Cap.butt
    var join = Stroke.Join.miter
    var miterLimit = 4.0
    var dashes: [Length] = []
    var dashOffset = Length.zero
    var isVisible = true
    var fontSize = 16.0
    var hasMarkers = false
    var hasPaintOrder = false

    // Not inherited.
    var opacity = 1.0
    var isDisplayed = true
    var overflowIsVisible: Bool?

    /// The style a child begins with.
    var inherited: ComputedStyle {
        var style = self
        style.opacity = 1
        style.isDisplayed = true
        style.overflowIsVisible = nil
        return style
    }

    mutating func copy(_ property: Property, from other: ComputedStyle) {
        switch property {
        case .color: color = other.color
        case .fill: fill = other.fill
        case .fillOpacity: fillOpacity = other.fillOpacity
        case .fillRule: fillRule = other.fillRule
        case .stroke: stroke = other.stroke
        case .strokeOpacity: strokeOpacity = other.strokeOpacity
        case .strokeWidth: strokeWidth = other.strokeWidth
        case .strokeLineCap: cap = other.cap
        case .strokeLineJoin: join = other.join
        case .strokeMiterLimit: miterLimit = other.miterLimit
        case .strokeDashArray: dashes = other.dashes
        case .strokeDashOffset: dashOffset = other.dashOffset
        case .visibility: isVisible = other.isVisible
        case .fontSize: fontSize = other.fontSize
        case .markerStart, .markerMid, .markerEnd: hasMarkers = other.hasMarkers
        case .paintOrder: hasPaintOrder = other.hasPaintOrder
        case .opacity: opacity = other.opacity
        case .display: isDisplayed = other.isDisplayed
        case .overflow: overflowIsVisible = other.overflowIsVisible
        default: break
        }
    }
}

extension Property {
    fileprivate var isInherited: Bool {
        switch self {
        case .opacity, .display, .overflow: false
        default: true
        }
    }
}

extension ComputedStyle {
    /// Applies declarations to the style a child begins with.
    ///
    /// - Parameters:
    ///   - parent: the style that `inherit` refers to.
    ///   - complain: told about values that mean nothing and are passed over.
    mutating func apply(
        _ declarations: Declarations, parent: ComputedStyle, lengths: LengthContext,
        complain: (Declared) -> Void
    ) {
        // Others may be given in its units.
        if let size = declarations[.fontSize] {
            apply(Declared(property: .fontSize, value: size), parent, lengths, complain)
        }
        for declared in declarations.list where declared.property != .fontSize {
            apply(declared, parent, lengths, complain)
        }
    }

    private mutating func apply(
        _ declared: Declared, _ parent: ComputedStyle, _ lengths: LengthContext,
        _ complain: (Declared) -> Void
    ) {
        let property = declared.property
        let keyword = declared.value.count <= 12 ? declared.value.trimmed.lowercasedString : ""
        switch keyword {
        case "inherit": copy(property, from: parent)
        case "initial": copy(property, from: ComputedStyle())
        case "unset", "revert":
            copy(property, from: property.isInherited ? parent : ComputedStyle())
        default:
            if !set(property, declared.value, keyword, parent, lengths) { complain(declared) }
        }
    }

    /// Sets one property; false, with nothing changed, when the value means nothing.
    private mutating func set(
        _ property: Property, _ value: Bytes, _ keyword: String, _ parent: ComputedStyle,
        _ lengths: LengthContext
    ) -> Bool {
        switch property {
        case .color:
            guard let written = ColorValue(value) else { return false }
            if case .color(let color) = written { self.color = color } else { color = parent.color }
        case .fill: return assign(PaintValue(value), to: \.fill)
        case .stroke: return assign(PaintValue(value), to: \.stroke)
        case .fillOpacity: return assign(Self.fraction(value), to: \.fillOpacity)
        case .strokeOpacity: return assign(Self.fraction(value), to: \.strokeOpacity)
        case .opacity: return assign(Self.fraction(value), to: \.opacity)
        case .fillRule:
            return assign(
                ["nonzero": FillRule.nonZero, "evenodd": .evenOdd][keyword], to: \.fillRule)
        case .strokeWidth:
            guard let width = Length(value), width.value >= 0 else { return false }
            strokeWidth = width
        case .strokeLineCap:
            return assign(
                ["butt": Stroke.Cap.butt, "round": .round, "square": .square][keyword], to: \.cap)
        case .strokeLineJoin:
            // SVG 2's further joins fall back to the one they refine.
            return assign(
                [
                    "miter": Stroke.Join.miter, "miter-clip": .miter, "arcs": .miter,
                    "round": .round, "bevel": .bevel,
                ][keyword], to: \.join)
        case .strokeMiterLimit:
            guard let limit = value.number, limit >= 1 else { return false }
            miterLimit = limit
        case .strokeDashArray: return assign(Self.dashes(value, keyword), to: \.dashes)
        case .strokeDashOffset: return assign(Length(value), to: \.dashOffset)
        case .visibility:
            return assign(
                ["visible": true, "hidden": false, "collapse": false][keyword], to: \.isVisible)
        case .display: isDisplayed = keyword != "none"
        case .overflow: overflowIsVisible = keyword == "visible" || keyword == "auto"
        case .fontSize:
            return assign(Self.fontSize(value, keyword, parent, lengths), to: \.fontSize)
        case .markerStart, .markerMid, .markerEnd: hasMarkers = keyword != "none"
        case .paintOrder: hasPaintOrder = keyword != "normal" && keyword != "fill"
        default: break
        }
        return true
    }

    private mutating func assign<Value>(
        _ value: Value?, to path: WritableKeyPath<ComputedStyle, Value>
    ) -> Bool {
        guard let value else { return false }
        self[keyPath: path] = value
        return true
    }

    /// A number or a percentage, clamped to 0...1.
    static func fraction(_ value: Bytes) -> Double? {
        guard let length = Length(value) else { return nil }
        switch length.unit {
        case .none: return min(max(length.value, 0), 1)
        case .percent: return min(max(length.value / 100, 0), 1)
        default: return nil
        }
    }

    /// A list of lengths; a negative one makes the whole list wrong.
    private static func dashes(_ value: Bytes, _ keyword: String) -> [Length]? {
        if keyword == "none" { return [] }
        var scanner = ByteScanner(value.trimmed)
        var dashes: [Length] = []
        while !scanner.isAtEnd {
            guard let length = scanner.length(), length.value >= 0 else { return nil }
            dashes.append(length)
            scanner.skipComma()
        }
        return dashes
    }

    private static func fontSize(
        _ value: Bytes, _ keyword: String, _ parent: ComputedStyle, _ lengths: LengthContext
    ) -> Double? {
        // CSS Fonts 4, 2.5.
        let absolute: [String: Double] = [
            "xx-small": 9.6, "x-small": 12, "small": 14.222, "medium": 16, "large": 19.2,
            "x-large": 24, "xx-large": 32,
        ]
        if let size = absolute[keyword] { return size }
        if keyword == "smaller" { return parent.fontSize / 1.2 }
        if keyword == "larger" { return parent.fontSize * 1.2 }
        guard let length = Length(value), length.value >= 0 else { return nil }
        if length.unit == .percent { return parent.fontSize * length.value / 100 }
        var context = lengths
        context.fontSize = parent.fontSize
        return context.resolve(length, .diagonal)
    }
}
