import ArgumentParser
import PoseAnimate

/// A colour in any CSS form: `white`, `#336699`, `rgb(0 0 0 / 50%)`.
struct ColorArgument: ExpressibleByArgument {
    let color: Color

    init?(argument: String) {
        guard let color = Color(css: argument) else { return nil }
        self.color = color
    }
}
