import Geometry

/// The dancer's proportions, in pixels of a picture of 720 x 720: a person of about seven heads.
public struct Figure: Sendable {
    public static let pictureSize = Size(width: 720, height: 720)

    let upperArm = 87.0
    let forearm = 80.0
    let thigh = 113.0
    let shin = 109.0
    /// From the middle of the hips to the middle of the shoulders.
    let spine = 150.0
    let halfShoulders = 58.0
    let halfHips = 33.0
    /// From the middle of the shoulders to the middle of the head.
    let neck = 99.0
    /// From jaw to jaw under the ears; the unit of the face.
    let faceWidth = 78.0
    /// Where ankles stand.
    let ground = 668.0
    /// Where the figure stands.
    let middle = 360.0

    public init() {}
}
