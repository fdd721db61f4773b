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
    var clipRule = FillRule.nonZero
    var paintOrder = PaintOrder()
    var markers = Markers()
    var isSmooth = true
    var isPixelated = false
    /// Whether masks reckon with linear light.
    var mixesLinearly = false
    /// Whether filters do.
    var filtersLinearly = true

    var text = TextStyle()
    var customs = CustomProperties()

    // Not inherited.
    var opacity = 1.0
    var clipPath = ClipValue.none
    var mask = Reference.none
    var masksByAlpha = false
    var filters: [FilterValue] = []
    var blend = BlendMode.normal
    var isIsolated = false
    var keepsStrokeWidth = false
    var isDisplayed = true
    /// Whether what reaches over a nested viewport's edge is drawn.
    var showsOverflow = false

    /// The style a child begins with.
    var inherited: ComputedStyle {
        var style = self
        style.opacity = 1
        style.clipPath = .none
        style.mask = .none
        style.masksByAlpha = false
        style.filters = []
        style.blend = .normal
        style.isIsolated = false
        style.keepsStrokeWidth = false
        style.isDisplayed = true
        style.showsOverflow = false
        return style
    }

    /// Whether what it is of is composed apart.
    var isComposed: Bool {
        opacity < 1 || !filters.isEmpty || mask != .none || clipPath != .none || blend != .normal
    }

    /// Takes one property's value from another style.
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
        case .opacity: opacity = other.opacity
        case .display: isDisplayed = other.isDisplayed
        case .overflow: showsOverflow = other.showsOverflow
        case .clipRule: clipRule = other.clipRule
        case .paintOrder: paintOrder = other.paintOrder
        case .markerStart: markers.start = other.markers.start
        case .markerMid: markers.mid = other.markers.mid
        case .markerEnd: markers.end = other.markers.end
        case .shapeRendering: isSmooth = other.isSmooth
        case .imageRendering: isPixelated = other.isPixelated
        case .colorInterpolation: mixesLinearly = other.mixesLinearly
        case .colorInterpolationFilters: filtersLinearly = other.filtersLinearly
        case .clipPath: clipPath = other.clipPath
        case .mask: mask = other.mask
        case .maskType: masksByAlpha = other.masksByAlpha
        case .filter: filters = other.filters
        case .mixBlendMode: blend = other.blend
        case .isolation: isIsolated = other.isIsolated
        case .vectorEffect: keepsStrokeWidth = other.keepsStrokeWidth
        default: text.copy(property, from: other.text)
        }
    }
}

/// What `clip-path`, `mask` and `marker` refer to.
enum Reference: Equatable {
    case none
    /// An element of the document, or an address outside of it, which matches no element.
    case element(String)

    /// Nil when the text is neither `none` nor a reference.
    init?(_ text: Bytes) {
        let text = text.trimmed
        if text.keyword == "none" {
            self = .none
            return
        }
        var scanner = ByteScanner(text)
        guard let id = scanner.reference() else { return nil }
        self = .element(id)
    }
}

/// The markers on a path's vertices.
struct Markers: Equatable {
    var start = Reference.none
    var mid = Reference.none
    var end = Reference.none

    var isEmpty: Bool { self == Markers() }
}

/// In which order a shape's paints and markers lie over each other.
struct PaintOrder: Equatable {
    enum Part: CaseIterable { case fill, stroke, markers }

    var parts: [Part] = [.fill, .stroke, .markers]

    init() {}

    /// Parts that are not named follow in their usual order. Nil when the text is wrong.
    init?(_ text: Bytes) {
        if text.keyword == "normal" { return }
        var named: [Part] = []
        for word in text.words {
            let part: Part
            switch word.lowercasedString {
            case "fill": part = .fill
            case "stroke": part = .stroke
            case "markers": part = .markers
            default: return nil
            }
            guard !named.contains(part) else { return nil }
            named.append(part)
        }
        guard !named.isEmpty else { return nil }
        parts = named + Part.allCases.filter { !named.contains($0) }
    }
}
