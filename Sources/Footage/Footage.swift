import Imaging

/// What is known of footage before its first picture.
public struct FootageHeader: Sendable, Equatable {
    /// Of its pictures, in pixels, as they are seen: turned upright, pixels square.
    public var width: Int
    public var height: Int
    /// Pictures a second; nil when it is not known, or for a single picture.
    public var framesPerSecond: Double?
    /// How many pictures will come; nil when that is not known in advance.
    public var frameCount: Int?

    public init(
        width: Int, height: Int, framesPerSecond: Double? = nil, frameCount: Int? = nil
    ) {
        self.width = width
        self.height = height
        self.framesPerSecond = framesPerSecond
        self.frameCount = frameCount
    }
}

/// Pictures of something that moved, in order, one at a time.
public protocol Footage: AnyObject {
    var header: FootageHeader { get }

    /// Remarks so far about footage that can be read, but not as its author may think.
    var notes: [String] { get }

    /// Reads the next picture into `picture`, which is made anew where it has not the size.
    ///
    /// - Returns: its time, in seconds since the first; nil after the last.
    /// - Throws: `badData` naming the place where it is damaged, `inputOutput` when reading fails.
    ///   After that there are no more pictures.
    func next(into picture: inout Picture) throws(FootageError) -> Double?
}

/// What footage does not say of itself.
public struct FootageOptions: Sendable, Equatable {
    /// The rate of a folder of pictures, of raw frames or asked of a camera.
    public var framesPerSecond: Double?
    /// What raw frames look like; nil for footage that says so itself.
    public var rawFrames: RawFrames?
    /// Threads that decode.
    public var threads: Int

    public init(
        framesPerSecond: Double? = nil, rawFrames: RawFrames? = nil, threads: Int = 1
    ) {
        self.framesPerSecond = framesPerSecond
        self.rawFrames = rawFrames
        self.threads = threads
    }

    /// Frames without any container.
    public struct RawFrames: Sendable, Equatable {
        public var width: Int
        public var height: Int
        /// FFmpeg's name of their layout: "rgb24", "yuv420p" …
        public var pixelFormat: String

        public init(width: Int, height: Int, pixelFormat: String = "rgb24") {
            self.width = width
            self.height = height
            self.pixelFormat = pixelFormat
        }
    }
}

/// Bounds on what is taken from a stranger.
enum FootageLimits {
    /// The most pixels of a picture; memory for more is not asked for.
    static let pixels = 200_000_000
    /// The most bytes of a picture's file.
    static let fileSize = 1 << 30
}
