/// The 17 body keypoints of PoseNet (and COCO), in their published order.
///
/// Left and right are the person's own.
public enum BodyPart: Int, CaseIterable, Sendable {
    case nose, leftEye, rightEye, leftEar, rightEar, leftShoulder, rightShoulder
    case leftElbow, rightElbow, leftWrist, rightWrist, leftHip, rightHip
    case leftKnee, rightKnee, leftAnkle, rightAnkle

    /// The name used in clips: "leftShoulder".
    public var name: String { String(describing: self) }

    /// The part of that name.
    public init?(name: some StringProtocol) {
        guard let part = Self.byName[String(name)] else { return nil }
        self = part
    }

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
