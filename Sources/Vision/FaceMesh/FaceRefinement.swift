import Inference

/// A part of the face that the model with attention looks at more closely, and which landmarks of
/// the mesh it places: x and y of the mesh's own, or new ones behind them
/// (tensors_to_face_landmarks_with_attention.pbtxt of MediaPipe 0.10.21).
struct FaceRefinement {
    var name: String
    /// The landmarks, in the order of the output's pairs of x and y.
    var landmarks: [Int]
    /// Landmarks of the mesh whose mean depth the new ones get; none where they have a depth.
    var depthFrom: [Int] = []

    /// By the order of the model's outputs behind the mesh. Left and right are those of a picture
    /// that is not mirrored, not the person's own: the "left" eye is the person's right one.
    static let all = [
        FaceRefinement(name: "lips", landmarks: lips),
        FaceRefinement(name: "left eye", landmarks: leftEye),
        FaceRefinement(name: "right eye", landmarks: rightEye),
        FaceRefinement(
            name: "left iris", landmarks: Array(468..<473), depthFrom: Array(leftEye[..<16])),
        FaceRefinement(
            name: "right iris", landmarks: Array(473..<478), depthFrom: Array(rightEye[..<16])),
    ]

    private static let lips = [
        61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409,
        78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415,
        76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306, 184, 74, 73, 72, 11, 302, 303, 304, 408,
        62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292, 183, 42, 41, 38, 12, 268, 271, 272, 407,
    ]

    /// The contour's 16, then what is around.
    private static let leftEye = [
        33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173,
        130, 25, 110, 24, 23, 22, 26, 112, 243, 247, 30, 29, 27, 28, 56, 190,
        226, 31, 228, 229, 230, 231, 232, 233, 244, 113, 225, 224, 223, 222, 221, 189,
        35, 124, 46, 53, 52, 65, 143, 111, 117, 118, 119, 120, 121, 128, 245, 156,
        70, 63, 105, 66, 107, 55, 193,
    ]

    private static let rightEye = [
        263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398,
        359, 255, 339, 254, 253, 252, 256, 341, 463, 467, 260, 259, 257, 258, 286, 414,
        446, 261, 448, 449, 450, 451, 452, 453, 464, 342, 445, 444, 443, 442, 441, 413,
        265, 353, 276, 283, 282, 295, 372, 340, 346, 347, 348, 349, 350, 357, 465, 383,
        300, 293, 334, 296, 336, 285, 417,
    ]

    /// Places the landmarks where an output says.
    ///
    /// - Parameters:
    ///   - places: pairs of x and y, in pixels of the model's image.
    ///   - points: the mesh, in the same pixels; it grows where landmarks are new.
    func apply(_ places: UnsafeBufferPointer<Float>, to points: inout [SIMD3<Double>]) {
        for (index, landmark) in landmarks.enumerated() {
            let (x, y) = (Double(places[2 * index]), Double(places[2 * index + 1]))
            if landmark < points.count {
                points[landmark].x = x
                points[landmark].y = y
            } else {
                points.append(SIMD3(x, y, 0))
            }
        }
        guard !depthFrom.isEmpty else { return }
        let depth = depthFrom.reduce(0) { $0 + points[$1].z } / Double(depthFrom.count)
        for landmark in landmarks { points[landmark].z = depth }
    }
}
