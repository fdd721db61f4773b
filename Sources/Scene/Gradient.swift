import Geometry

/// Colours that run along a line or out from a circle.
///
/// Where it lies is a frame of its own, an origin and two axes, which are kept as one anchor of the
/// drawing: so a gradient is deformed with the path that it paints.
public struct Gradient: Sendable, Equatable {
    public enum Form: Sendable, Equatable {
        /// From 0 to 1 along the frame's x axis.
        case linear
        /// From a circle around a focus to the frame's unit circle.
        case radial(focus: Point, focalRadius: Double)
    }

    /// What is painted before the first stop and behind the last.
    public enum Spread: Sendable, Equatable { case pad, reflect, again }

    public struct Stop: Sendable, Equatable {
        /// 0...1, never less than the stop's before it.
        public var offset: Double
        public var color: Color

        public init(offset: Double, color: Color) {
            self.offset = offset
            self.color = color
        }
    }

    public var form: Form
    public var spread: Spread
    /// Two at least.
    public var stops: [Stop]
    /// The anchor in `Drawing.points` that is its frame: the anchor itself is the origin, its
    /// incoming handle the end of the x axis, its outgoing one that of the y axis.
    public var anchor: Int

    public init(form: Form, spread: Spread = .pad, stops: [Stop], anchor: Int) {
        self.form = form
        self.spread = spread
        self.stops = stops
        self.anchor = anchor
    }
}
