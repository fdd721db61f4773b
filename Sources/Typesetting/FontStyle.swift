/// Which font is wanted, as CSS Fonts 4 tells fonts apart.
package struct FontStyle: Sendable, Hashable {
    package enum Slant: Sendable, Hashable { case upright, italic, oblique }

    /// Best first; generic names (`serif`, `sans-serif`, `monospace` …) are among them.
    package var families: [String] = []
    /// 1...1000; 400 is regular, 700 bold.
    package var weight = 400
    package var slant = Slant.upright
    /// 0 for ultra-condensed, 4 for normal, 8 for ultra-expanded.
    package var stretch = 4
    package var hasSmallCapitals = false
    /// Whether letters are moved closer where their forms ask for it.
    package var isKerned = true
    /// Whether several letters may be drawn as one.
    package var hasLigatures = true
    /// Axes of variable fonts by tag.
    package var variations: [String: Double] = [:]
    /// BCP 47; some scripts are written differently in different languages.
    package var language: String?

    package init() {}
}

/// A piece of text in one style.
package struct TextSpan: Sendable, Equatable {
    package var text: String
    package var style: FontStyle
    /// In any unit; results are in the same.
    package var size: Double

    package init(_ text: String, _ style: FontStyle, size: Double) {
        self.text = text
        self.style = style
        self.size = size
    }
}
