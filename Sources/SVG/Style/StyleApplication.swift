import Scene

extension ComputedStyle {
    /// Applies declarations to the style a child begins with, the winning ones last. One that
    /// means nothing changes nothing, so that an earlier one stays in force (CSS Syntax 3, 2.2).
    ///
    /// - Parameters:
    ///   - parent: the style that `inherit` refers to.
    ///   - complain: told about values that mean nothing.
    mutating func apply(
        _ declarations: Declarations, parent: ComputedStyle, lengths: LengthContext,
        complain: (Declared) -> Void
    ) {
        var lengths = lengths
        lengths.fontSize = parent.fontSize
        // Lengths of the others may be given in its units.
        for declared in declarations.list where declared.property == .fontSize {
            apply(declared, parent, lengths, complain)
        }
        lengths.fontSize = fontSize
        for declared in declarations.list where declared.property != .fontSize {
            apply(declared, parent, lengths, complain)
        }
    }

    private mutating func apply(
        _ declared: Declared, _ parent: ComputedStyle, _ lengths: LengthContext,
        _ complain: (Declared) -> Void
    ) {
        let property = declared.property
        let keyword = declared.value.keyword
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
            return true
        case .fill: return assign(PaintValue(value), to: \.fill)
        case .stroke: return assign(PaintValue(value), to: \.stroke)
        case .fillOpacity: return assign(value.fraction, to: \.fillOpacity)
        case .strokeOpacity: return assign(value.fraction, to: \.strokeOpacity)
        case .opacity: return assign(value.fraction, to: \.opacity)
        case .fillRule: return assign(FillRule(keyword: keyword), to: \.fillRule)
        case .strokeWidth: return assign(lengths.size(value), to: \.strokeWidth)
        case .strokeLineCap: return assign(Stroke.Cap(keyword: keyword), to: \.cap)
        case .strokeLineJoin: return assign(Stroke.Join(keyword: keyword), to: \.join)
        case .strokeMiterLimit:
            return assign(value.number.flatMap { $0 >= 1 ? $0 : nil }, to: \.miterLimit)
        case .strokeDashArray:
            return assign(keyword == "none" ? [] : lengths.dashes(value), to: \.dashes)
        case .strokeDashOffset:
            return assign(Length(value).map(lengths.withoutFont), to: \.dashOffset)
        case .visibility:
            guard ["visible", "hidden", "collapse"].contains(keyword) else { return false }
            isVisible = keyword == "visible"
        case .display: isDisplayed = keyword != "none"
        case .overflow: showsOverflow = keyword == "visible" || keyword == "auto"
        case .fontSize:
            return assign(lengths.fontSize(value, keyword), to: \.fontSize)
        default: return setEffect(property, value, keyword, lengths)
        }
        return true
    }

    /// Sets a property of how paints and whole groups are put together.
    private mutating func setEffect(
        _ property: Property, _ value: Bytes, _ keyword: String, _ lengths: LengthContext
    ) -> Bool {
        switch property {
        case .clipPath: return assign(ClipValue(value), to: \.clipPath)
        case .clipRule: return assign(FillRule(keyword: keyword), to: \.clipRule)
        case .mask: return assign(Reference(value), to: \.mask)
        case .maskType:
            guard ["luminance", "alpha"].contains(keyword) else { return false }
            masksByAlpha = keyword == "alpha"
        case .filter: return assign(FilterValue.list(value), to: \.filters)
        case .mixBlendMode: return assign(BlendMode(rawValue: keyword), to: \.blend)
        case .isolation:
            guard ["auto", "isolate"].contains(keyword) else { return false }
            isIsolated = keyword == "isolate"
        case .paintOrder: return assign(PaintOrder(value), to: \.paintOrder)
        case .markerStart: return assign(Reference(value), to: \.markers.start)
        case .markerMid: return assign(Reference(value), to: \.markers.mid)
        case .markerEnd: return assign(Reference(value), to: \.markers.end)
        case .vectorEffect: keepsStrokeWidth = keyword == "non-scaling-stroke"
        case .shapeRendering: isSmooth = keyword != "crispedges" && keyword != "optimizespeed"
        case .imageRendering:
            isPixelated = ["optimizespeed", "pixelated", "crisp-edges"].contains(keyword)
        case .colorInterpolation: mixesLinearly = keyword == "linearrgb"
        case .colorInterpolationFilters: filtersLinearly = keyword != "srgb"
        default: return text.set(property, value, keyword, lengths)
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
}

extension Property {
    fileprivate var isInherited: Bool {
        switch self {
        case .opacity, .display, .overflow, .clipPath, .mask, .maskType, .filter, .mixBlendMode,
            .isolation, .vectorEffect, .baselineShift, .alignmentBaseline, .textDecoration,
            .textDecorationLine, .unicodeBidi:
            false
        default: true
        }
    }
}

extension ArraySlice<UInt8> {
    /// The text as a keyword in small letters; empty when it is too long to be one.
    var keyword: String { count <= 24 ? trimmed.lowercasedString : "" }

    /// A number or a percentage, clamped to 0...1.
    var fraction: Double? {
        guard let length = Length(self) else { return nil }
        switch length.unit {
        case .none: return Swift.min(Swift.max(length.value, 0), 1)
        case .percent: return Swift.min(Swift.max(length.value / 100, 0), 1)
        default: return nil
        }
    }
}

extension LengthContext {
    /// Children inherit lengths, not multiples of the parent's font size.
    fileprivate func withoutFont(_ length: Length) -> Length {
        switch length.unit {
        case .em, .ex, .ch, .rem: Length(value: resolve(length, .diagonal), unit: .px)
        default: length
        }
    }

    fileprivate func size(_ value: Bytes) -> Length? {
        guard let length = Length(value), length.value >= 0 else { return nil }
        return withoutFont(length)
    }

    /// A list of lengths; a negative one makes the whole list wrong.
    fileprivate func dashes(_ value: Bytes) -> [Length]? {
        var scanner = ByteScanner(value.trimmed)
        var dashes: [Length] = []
        while !scanner.isAtEnd {
            guard let length = scanner.length(), length.value >= 0, dashes.count < Limits.dashes
            else { return nil }
            dashes.append(withoutFont(length))
            scanner.skipComma()
        }
        return dashes
    }

    /// A font size in pixels; this context's own is the parent's.
    fileprivate func fontSize(_ value: Bytes, _ keyword: String) -> Double? {
        // CSS Fonts 4, 2.5: absolute sizes as ratios of the medium one.
        switch keyword {
        case "xx-small": return 16 * 3 / 5
        case "x-small": return 16 * 3 / 4
        case "small": return 16 * 8 / 9
        case "medium": return 16
        case "large": return 16 * 6 / 5
        case "x-large": return 16 * 3 / 2
        case "xx-large": return 16 * 2
        case "smaller": return fontSize / 1.2
        case "larger": return fontSize * 1.2
        default: break
        }
        guard let length = Length(value), length.value >= 0 else { return nil }
        if length.unit == .percent { return fontSize * length.value / 100 }
        return resolve(length, .diagonal)
    }
}

extension FillRule {
    fileprivate init?(keyword: String) {
        switch keyword {
        case "nonzero": self = .nonZero
        case "evenodd": self = .evenOdd
        default: return nil
        }
    }
}

extension Stroke.Cap {
    fileprivate init?(keyword: String) {
        switch keyword {
        case "butt": self = .butt
        case "round": self = .round
        case "square": self = .square
        default: return nil
        }
    }
}

extension Stroke.Join {
    fileprivate init?(keyword: String) {
        switch keyword {
        // SVG 2's further joins fall back to the one they refine.
        case "miter", "miter-clip", "arcs": self = .miter
        case "round": self = .round
        case "bevel": self = .bevel
        default: return nil
        }
    }
}
