/// What is known of MoveNet besides its models: how TensorFlow's tutorial "MoveNet: Ultra fast and
/// accurate pose detection model" follows a person through a video.
enum MoveNetConstants {
    static let partCount = 17
    /// Shoulders, hips and other parts less sure than this do not tell where to look.
    static let leastConfidence = 0.2
    /// The region's half side is so many times the farthest way from the middle of the hips to a
    /// shoulder or hip, or to any part, whichever is longer.
    static let torsoScale = 1.9
    static let bodyScale = 1.2
}
