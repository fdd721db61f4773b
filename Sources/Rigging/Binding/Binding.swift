import Geometry
import Scene

/// A character bound to a rig: everything about the rest pose that later frames need.
///
/// Coordinates are the drawing's pixels.
public struct Binding: Sendable {
    public let skeleton: Skeleton
    /// The rig's bones first, at their own indices, then those of art groups.
    public let bones: [BoundBone]
    /// The art's shapes in document order.
    public let shapes: [BoundShape]
    /// Influences of all points of all bound shapes, point after point.
    public let influences: [Influence]
    /// Where each bound point's influences begin; one entry more than there are points. Bound
    /// points run through `shapes` in order, three an anchor.
    public let influenceStarts: [Int]
    /// What about the rig deserves the author's attention.
    public let diagnostics: [Diagnostic]

    public var rig: Rig { skeleton.rig }
}

/// A bone that points are bound to.
public struct BoundBone: Sendable, Equatable {
    /// One end of a bone.
    public enum End: Sendable, Equatable {
        /// A keypoint of the rig.
        case keypoint(Int)
        /// A joint of an art group: it keeps its place in the frame that runs from one keypoint
        /// to another, `along` and `across` it in lengths of that frame.
        case carried(from: Int, to: Int, along: Double, across: Double)
    }

    public var start: End
    public var end: End
    public var restStart: Point
    public var restEnd: Point
    /// The rig's bone that gives confidence and region: the bone itself, or its parent.
    public var parent: Int
    public var region: Rig.Region

    /// Whether both ends rest in one place. Such a bone carries its points without turning them.
    public var isDegenerate: Bool { !((restEnd - restStart).length > 0) }
}

/// How one bone moves one point (Pose Animator's local coordinates).
public struct Influence: Sendable, Equatable {
    /// Index into `Binding.bones`.
    public var bone: Int
    /// Share of the bone in the point, 0...1; a point's weights sum to 1.
    public var weight: Double
    /// Where on the bone the point's foot lies: 0 at the start, 1 at the end.
    public var foot: Double
    /// From the foot to the point, along the bone; not zero only beyond its ends.
    public var along: Double
    /// From the foot to the point, across the bone (its direction turned a quarter turn).
    public var across: Double
}

/// One shape of the art.
public struct BoundShape: Sendable, Equatable {
    /// Index into `Drawing.shapes`.
    public var shape: Int
    /// Anchors in `Drawing.points`.
    public var anchors: Range<Int>
    /// Anchors of its gradients, bound like the others.
    public var paintAnchors: Range<Int> = 0..<0
    /// Whether it is not painted itself, but cuts what is.
    public var isStencil = false
    /// How many points it has in `Binding.influenceStarts`: three an anchor, of both kinds.
    public var pointCount: Int { 3 * (anchors.count + paintAnchors.count) }
    /// For every bone that moves the shape's anchors: its mean weight over them.
    public var boneShares: [BoneShare]
    /// The art group whose own joints bind the shape; nil when it binds to the rig itself.
    public var artGroup: Element?
}

/// A bone's part in a whole shape.
public struct BoneShare: Sendable, Equatable {
    public var bone: Int
    public var share: Double
}
