/// Sound that goes with a movie.
public struct Soundtrack: Sendable, Equatable {
    /// A file that FFmpeg reads: sound, or a video with sound.
    public var path: String
    /// Where in it the movie's first frame is, in seconds.
    public var start: Double

    public init(path: String, start: Double = 0) {
        self.path = path
        self.start = start
    }
}
