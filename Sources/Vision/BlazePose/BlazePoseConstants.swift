import Motion

/// What is known of MediaPipe's body pipeline besides its models: pose_landmark_cpu.pbtxt of
/// MediaPipe 0.10.21 and the graphs in it.
enum BlazePoseConstants {
    /// pose_detection: four points, of which the first is the middle of the hips and the second
    /// tells how large the body is and which way is up.
    static let detector = BoxDetector.Description(
        inputSize: 224, strides: [8, 16, 32, 32, 32], pointCount: 4, range: -1...1)
    static let detectedCenter = 0
    static let detectedReach = 1

    static let imageSize = 256
    /// 33 of the body, two that tell where to look as the detector's first two points do, and four
    /// that are not used.
    static let landmarkCount = 39
    static let usedCount = 35
    static let bodyCount = 33
    /// x, y, z, visibility and presence.
    static let fields = 5
    /// What the landmarks' model is sure of.
    static let leastConfidence = 0.5

    static let heatmapSize = 64
    /// Cells to each side of a landmark's; the graph says 3, but 0.10.21 answers as with 4.
    static let heatmapReach = 4
    static let leastHeat = 0.5

    /// A body's region is so many times as large as the square through the second point.
    static let regionScale = 1.25

    /// How steady landmarks are made from picture to picture, and how the two that tell where to
    /// look.
    static let smoothing = OneEuroSettings(minCutoff: 0.05, beta: 80, speedCutoff: 1)
    static let regionSmoothing = OneEuroSettings(minCutoff: 0.01, beta: 10, speedCutoff: 1)
    /// The weight of a new visibility against the old one.
    static let visibilityWeight = 0.1
    /// Bodies smaller than this, in pixels, are not steadied.
    static let leastSize = 1e-6
}
