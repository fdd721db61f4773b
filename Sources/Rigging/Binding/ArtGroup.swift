import Geometry
import Scene

/// A group of art that may hold joints of its own.
///
/// Anything in the group that is named as a keypoint of the rig is such a joint: it marks a place
/// and is not drawn. Where a name occurs twice the last one counts, as in Pose Animator.
struct ArtGroup {
    let element: Element
    /// Positions of the group's own joints, by keypoint.
    let joints: [Int: Point]
    /// Indices of the shapes to draw, in document order.
    let shapes: [Int]
    /// Indices of the shapes that cut the group or parts of it.
    let stencilShapes: [Int]
    /// Art that is taken for a joint although its name says more than that.
    let diagnostics: [Diagnostic]

    /// - Parameter markers: names of joints, also of those that `rig` does not have.
    init(_ group: Group, in drawing: Drawing, rig: Rig, markers: [String]) {
        element = group.element
        var joints: [Int: Point] = [:]
        var shapes: [Int] = []
        var diagnostics: [Diagnostic] = []
        for item in drawing.items(in: group) {
            let marker =
                markers.first { Naming.id(of: item.element, beginsWith: $0) }
                ?? markers.first { Naming.label(of: item.element, beginsWith: $0) }
            if let marker {
                let bounds = drawing.shapeIndices(in: [item.node]).reduce(Rect.empty) {
                    $0.union(drawing.bounds(ofShape: $1))
                }
                if let index = rig.keypoints.firstIndex(where: { $0.name == marker }),
                    bounds.center.isFinite
                {
                    joints[index] = bounds.center
                }
                if case .shape(let index) = item.node, drawing.shapes[index].isVisible,
                    !Naming.isPlain(item.element, marker)
                {
                    diagnostics.append(
                        Diagnostic(
                            .warning, .rig, item.element,
                            "is taken for the joint \(marker) and not drawn, because its name "
                                + "begins so; rename it if it is art"))
                }
            } else if case .shape(let index) = item.node {
                shapes.append(index)
            }
        }
        self.joints = joints
        self.shapes = shapes
        stencilShapes = drawing.stencilShapeIndices(in: [.group(group)])
        self.diagnostics = diagnostics
    }

    /// Bones of the rig with both ends in the group, carried by their parents.
    func bones(of skeleton: Skeleton) -> [BoundBone] {
        skeleton.rig.bones.indices.compactMap { index in
            let parent = skeleton.rig.bones[index]
            guard let start = joints[parent.start], let end = joints[parent.end] else { return nil }
            let pivot = skeleton.rig.pivot
            return BoundBone(
                start: carried(start, by: parent.start, to: pivot ?? parent.end, skeleton),
                end: carried(end, by: parent.end, to: pivot ?? parent.start, skeleton),
                restStart: start, restEnd: end, parent: index,
                region: skeleton.rig.region(ofBone: index))
        }
    }

    /// Where `point` lies in the rest frame from one keypoint to another. A frame without length
    /// gives no direction; the joint then sits on its parent, as in the original.
    private func carried(
        _ point: Point, by base: Int, to tip: Int, _ skeleton: Skeleton
    ) -> BoundBone.End {
        let frame = CarrierFrame(
            from: skeleton.restPositions[base], to: skeleton.restPositions[tip])
        let local = frame.local(point)
        return .carried(from: base, to: tip, along: local.x, across: local.y)
    }
}
