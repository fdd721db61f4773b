/// What lets a group show through: a clip or a mask.
///
/// Its content lies in the same picture, with points of its own in `Drawing.points`, so that it is
/// deformed with what it cuts.
public struct Stencil: Sendable, Equatable {
    /// What of the content decides how much shows.
    public enum Measure: Sendable, Equatable {
        /// How much of a pixel is painted: clips, and masks of the type `alpha`.
        case coverage
        /// How bright it is painted, on black.
        case luminance
        /// The same, reckoned with linear light.
        case linearLuminance
    }

    public var measure: Measure
    public var content: Group

    public init(_ measure: Measure, content: Group) {
        self.measure = measure
        self.content = content
    }
}
