extension BodyPart {
    /// Parts that belong together when a body is drawn: the skeleton of the COCO annotations
    /// (cocodataset.org, person_keypoints), in its order.
    public static let limbs: [(BodyPart, BodyPart)] = [
        (.leftAnkle, .leftKnee), (.leftKnee, .leftHip), (.rightAnkle, .rightKnee),
        (.rightKnee, .rightHip), (.leftHip, .rightHip), (.leftShoulder, .leftHip),
        (.rightShoulder, .rightHip), (.leftShoulder, .rightShoulder),
        (.leftShoulder, .leftElbow), (.rightShoulder, .rightElbow), (.leftElbow, .leftWrist),
        (.rightElbow, .rightWrist), (.leftEye, .rightEye), (.nose, .leftEye), (.nose, .rightEye),
        (.leftEye, .leftEar), (.rightEye, .rightEar), (.leftEar, .leftShoulder),
        (.rightEar, .rightShoulder),
    ]
}
