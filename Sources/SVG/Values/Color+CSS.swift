import Scene

extension Color {
    /// A colour in any CSS form: `white`, `#369`, `rgb(0 0 0 / 50%)`; nil when it is none.
    ///
    /// `currentColor` is none here: there is nothing to inherit it from.
    public init?(css text: String) {
        guard case .color(let color)? = ColorValue(Array(text.utf8)[...]) else { return nil }
        self = color
    }
}
