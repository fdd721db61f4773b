import Typesetting

/// The machine's fonts, looked for when the first text is met.
final class FontBook {
    private enum State {
        case unopened
        case open(Typesetter)
        case missing
    }

    private var state = State.unopened

    /// Nil when the machine has no fonts.
    var typesetter: Typesetter? {
        if case .unopened = state { state = Typesetter().map(State.open) ?? .missing }
        if case .open(let typesetter) = state { return typesetter }
        return nil
    }
}
