import Geometry
import Scene

/// Takes frames as geometry and not as pixels, in order, and makes files of them.
public protocol SceneSink {
    /// Takes the scenes of frame `index`, one for each drawing of the stage.
    ///
    /// - Throws: when it cannot be written; then nothing half written is left.
    mutating func write(_ scenes: [SceneFrame], index: Int) throws

    /// Says that no more frames come, and completes what is still open.
    mutating func finish() throws

    /// What could not be kept, a line each.
    var remarks: [String] { get }
}

/// What scenes are of, and where they are shown.
public struct VectorStage: Sendable {
    /// Drawings, later ones over earlier ones, with the shapes of each that are shown.
    public struct Layer: Sendable {
        public var drawing: Drawing
        /// Indices of the shapes to draw; nil for all.
        public var shapes: Set<Int>?

        public init(drawing: Drawing, shapes: Set<Int>? = nil) {
            self.drawing = drawing
            self.shapes = shapes
        }
    }

    public var layers: [Layer]
    /// From the scenes' coordinates to the picture's pixels.
    public var transform: Affine
    public var width: Int
    public var height: Int
    public var framesPerSecond: Double
    /// Painted under everything; nil for nothing.
    public var background: Color?

    var size: Size { Size(width: Double(width), height: Double(height)) }

    public init(
        layers: [Layer], transform: Affine, width: Int, height: Int, framesPerSecond: Double,
        background: Color?
    ) {
        self.layers = layers
        self.transform = transform
        self.width = width
        self.height = height
        self.framesPerSecond = framesPerSecond
        self.background = background
    }
}
