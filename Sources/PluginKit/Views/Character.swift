import CPoseAnimatePlugin

/// A character at rest, and what moves it, in memory of the engine's: as `pa_character` says. Coordinates
/// are pixels of the drawing.
///
/// It is valid as long as the stage that it is given to.
public struct Character {
    private let character: UnsafePointer<pa_character>

    package init(_ character: UnsafePointer<pa_character>) { self.character = character }

    private var all: pa_character { character.pointee }

    public var name: String { all.name.map { String(cString: $0) } ?? "" }
    public var width: Double { all.width }
    public var height: Double { all.height }
    /// Three points an anchor, at rest.
    public var points: UnsafeBufferPointer<SIMD2<Double>> {
        UnsafeBufferPointer(
            PluginKit.points(
                UnsafeMutablePointer(mutating: all.points), count: Int(all.point_count)))
    }
    /// How many shapes the drawing has; `shapes` are those of them that bones move.
    public var shapeCount: Int { Int(all.shape_count) }
    public var shapes: UnsafeBufferPointer<pa_bound_shape> {
        UnsafeBufferPointer(start: all.shapes, count: Int(all.bound_shape_count))
    }
    /// Places in `points`, and in a scene's, of all that bones move: for each bound shape its anchors' points,
    /// then its paint's. Made anew by each call.
    public var boundPoints: [Int] {
        shapes.flatMap { shape in
            let outline = 3 * Int(shape.first_anchor)
            let paint = 3 * Int(shape.first_paint_anchor)
            return Array(outline..<outline + 3 * Int(shape.anchor_count))
                + Array(paint..<paint + 3 * Int(shape.paint_anchor_count))
        }
    }
    public var keypointNames: [String] {
        (0..<Int(all.keypoint_count)).map {
            all.keypoint_names?[$0].map { String(cString: $0) } ?? ""
        }
    }
    /// The keypoints at rest.
    public var keypoints: UnsafeBufferPointer<SIMD2<Double>> {
        UnsafeBufferPointer(
            PluginKit.points(
                UnsafeMutablePointer(mutating: all.keypoints), count: Int(all.keypoint_count)))
    }
    public var bones: UnsafeBufferPointer<pa_bone> {
        UnsafeBufferPointer(start: all.bones, count: Int(all.bone_count))
    }
    public var shares: UnsafeBufferPointer<pa_share> {
        UnsafeBufferPointer(start: all.shares, count: Int(all.share_count))
    }
    /// Where each bound point's influences begin; one entry more than there are bound points.
    public var influenceStarts: UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: all.influence_starts, count: Int(all.bound_point_count) + 1)
    }
    public var influences: UnsafeBufferPointer<pa_influence> {
        UnsafeBufferPointer(start: all.influences, count: Int(all.influence_count))
    }
}
