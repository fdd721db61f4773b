/// What a movie is to be like.
public struct MovieSettings: Sendable {
    /// How GIF's palettes are mixed.
    public enum Dithering: String, Sendable, CaseIterable {
        case none
        /// A regular pattern that stands still from frame to frame.
        case bayer
        /// Finer, and restless in motion.
        case sierra
    }

    public var framesPerSecond: Double
    /// Whether no frame lets anything through; then nothing is kept of transparency.
    public var isOpaque = false
    /// In the format's own terms; nil for its standard.
    public var quality: Int?
    public var dithering = Dithering.sierra
    public var soundtrack: Soundtrack?

    public init(framesPerSecond: Double) { self.framesPerSecond = framesPerSecond }
}
