import Rendering
import Scene
import Sinks

extension Registry {
    /// Where a sink is to write, and what it will be given.
    public struct SinkRequest {
        /// A file, a folder, or `-` for standard output.
        public var destination: String
        public var framesPerSecond: Double
        /// Nil when it is not known in advance.
        public var frameCount: Int?
        /// Whether nothing is transparent in any frame.
        public var isOpaque: Bool
        /// Sound that goes with the frames.
        public var soundtrack: Soundtrack?
        /// Is told of every finished frame, where frames are files of their own.
        public var manifest: Manifest?

        public init(
            destination: String, framesPerSecond: Double, frameCount: Int? = nil,
            isOpaque: Bool = false, soundtrack: Soundtrack? = nil, manifest: Manifest? = nil
        ) {
            self.manifest = manifest
            self.destination = destination
            self.framesPerSecond = framesPerSecond
            self.frameCount = frameCount
            self.isOpaque = isOpaque
            self.soundtrack = soundtrack
        }
    }

    /// What a sink can do, by which it is chosen for a destination.
    public struct SinkTraits: Sendable, Equatable {
        /// Endings of files that mean this sink, lower-case, without the dot.
        public var endings: [String]
        /// Whether frames may go to a folder.
        public var fillsFolders: Bool
        /// Whether frames may go to standard output.
        public var streams: Bool
        /// Whether transparency is kept; otherwise it becomes white.
        public var keepsAlpha: Bool
        /// Whether sound can go with the frames.
        public var hasSound: Bool
        /// Whether every frame is a file of its own, so that parts of a clip can be drawn apart.
        public var keepsFramesApart: Bool

        public init(
            endings: [String] = [], fillsFolders: Bool = false, streams: Bool = false,
            keepsAlpha: Bool = true, hasSound: Bool = false, keepsFramesApart: Bool = false
        ) {
            self.endings = endings
            self.fillsFolders = fillsFolders
            self.streams = streams
            self.keepsAlpha = keepsAlpha
            self.hasSound = hasSound
            self.keepsFramesApart = keepsFramesApart
        }
    }
}
