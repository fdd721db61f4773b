/// What is known of MediaPipe's face pipeline besides its models: face_landmark_front_cpu.pbtxt of
/// MediaPipe 0.10.21 and the graphs in it.
enum FaceMeshConstants {
    /// face_detection_short_range: six points, of which the first two are the eyes.
    static let detector = BoxDetector.Description(
        inputSize: 128, strides: [8, 16, 16, 16], pointCount: 6, range: -1...1)
    static let detectedEyes = (right: 0, left: 1)

    static let imageSize = 192
    static let landmarkCount = 468
    /// The outer corners of the eyes, which are level in the region.
    static let eyeCorners = (right: 33, left: 263)
    /// What the landmarks' model is sure of.
    static let leastConfidence = 0.5

    /// A face's region is so many times as large as the box around it.
    static let regionScale = 1.5
    /// Regions that have more than this share in common show the same face.
    static let sameFace = 0.5
}
