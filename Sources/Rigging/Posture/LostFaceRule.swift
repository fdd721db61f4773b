import Geometry
import Motion

/// Places a face that is not seen.
///
/// Two carriers keep the place they had relative to the two references (the ears, seen by the body
/// detector) when the face was last seen; the face's rest layout follows the carriers by a
/// similarity. Before any face was seen the references stand in for the carriers.
struct LostFaceRule: Sendable {
    private let carriers: [Int]
    let references: [Int]
    /// For every face keypoint of the rig: its rest place in the carriers' frame.
    private let layout: [(keypoint: Int, place: Point)]
    /// The carriers' places in the references' frame.
    private var remembered: [Point]?

    /// Nil when the rig has no such rule or no face.
    init?(_ skeleton: Skeleton) {
        guard let rule = skeleton.rig.lostFace else { return nil }
        carriers = rule.carriers
        references = rule.references
        let frame = CarrierFrame(
            from: skeleton.restPositions[carriers[0]], to: skeleton.restPositions[carriers[1]])
        layout = skeleton.rig.keypoints.indices.compactMap { index in
            guard case .face = skeleton.rig.keypoints[index].source else { return nil }
            let rest = skeleton.restPositions[index]
            return rest.isFinite ? (index, frame.local(rest)) : nil
        }
    }

    /// Takes note of a frame in which the face is seen. References in one place give no frame;
    /// then the older memory stays.
    mutating func remember(_ posture: Posture) {
        let frame = frame(posture, references)
        guard !frame.isDegenerate else { return }
        remembered = carriers.map { frame.local(posture.keypoints[$0].position) }
    }

    /// Places all face keypoints of a frame without a face, fully confident as in the original.
    ///
    /// - Returns: false when the references give no frame; then nothing was changed.
    func place(_ posture: inout Posture) -> Bool {
        let references = frame(posture, references)
        guard !references.isDegenerate else { return false }
        let places = remembered ?? [Point(0, 0), Point(1, 0)]
        let carrier = CarrierFrame(
            from: references.position(places[0]), to: references.position(places[1]))
        for (keypoint, place) in layout {
            posture.keypoints[keypoint].position = carrier.position(place)
            posture.keypoints[keypoint].confidence = 1
        }
        return true
    }

    private func frame(_ posture: Posture, _ ends: [Int]) -> CarrierFrame {
        CarrierFrame(
            from: posture.keypoints[ends[0]].position, to: posture.keypoints[ends[1]].position)
    }
}
