import Geometry

/// A picture that repeats.
///
/// Where the tiles lie is a frame of its own, an origin and two axes of one unit, which are kept as
/// one anchor of the drawing like a gradient's: so the tiles are deformed with the path they fill.
public struct Pattern: Sendable, Equatable {
    /// What one tile shows; its size is the tile's, in the frame's units.
    public var tile: Drawing
    /// How many pixels of the picture one unit of the frame is long in the rest pose.
    public var scale: Point
    /// The anchor in `Drawing.points` that is its frame; see `Gradient.anchor`. The axes are as long
    /// as the tile is wide and high.
    public var anchor: Int

    public init(tile: Drawing, scale: Point, anchor: Int) {
        self.tile = tile
        self.scale = scale
        self.anchor = anchor
    }
}
