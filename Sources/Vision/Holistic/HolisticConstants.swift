/// What is known of the way from a body to its face: face_landmarks_from_pose_cpu.pbtxt of MediaPipe
/// 0.10.21's holistic_landmark and the graphs in it.
enum HolisticConstants {
    /// How many of BlazePose's landmarks are of the face: they come first.
    static let faceLandmarkCount = 11
    /// The eyes among them.
    static let eyes = (right: 5, left: 2)

    /// The detector looks at a region so many times as large as the box around them.
    static let searchScale = 3.0
    /// A region so many times as large as the box around the points of the detected face is looked
    /// at for its landmarks, moved upwards by a part of that box's height.
    static let detectedScale = 2.0
    static let detectedShift = -0.1

    /// By how much the region that the landmarks of the picture before tell may differ from the
    /// detected one to be used instead of it (RoiTrackingCalculator): in degrees, in parts of the
    /// detected region's side, and in parts of that side again.
    static let mostRotation = 15.0
    static let mostTranslation = 0.1
    static let mostScaling = 0.3
    /// Those landmarks must lie in the detected region with its sides changed by this part.
    static let margin = -0.2

    /// What a body's eyes and ears must be sure of to be used, where its model tells only the 17
    /// parts. Ours to decide: MediaPipe's graph knows no other than BlazePose.
    static let leastConfidence = 0.3
    /// Where such a body does not lead to a face, it is looked for in a region so many times as large
    /// as the one in which it was expected.
    static let againScale = 2.0
    /// The distance between ears over that between eyes: 14.5 to 6.3 cm with adults (breadth
    /// between tragi and distance of pupils, ANSUR II).
    static let earsOverEyes = 2.3
}
