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

    // Not inherited.
    var opacity = 1.0
    var isDisplayed = true
    /// Whether what reaches over a nested viewport's edge is drawn.
    var showsOverflow = false

    /// The style a child begins with.
    var inherited: ComputedStyle {
        var style = self
        style.opacity = 1
        style.isDisplayed = true
        style.showsOverflow = false
        return style
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
        default: break
        }
    }
}
