/// How a group's colours are mixed with those below it (Compositing and Blending 1, 5).
public enum BlendMode: String, Sendable, Equatable, CaseIterable {
    case normal, multiply, screen, overlay, darken, lighten
    case colorDodge = "color-dodge"
    case colorBurn = "color-burn"
    case hardLight = "hard-light"
    case softLight = "soft-light"
    case difference, exclusion, hue, saturation, color, luminosity
}
