import Geometry
import PluginInterface
import PluginKit
import Scene

/// Linear Blend Skinning with Pose Animator's local coordinates.
///
/// It is called as a plug-in's deformer is.
public struct LinearBlendSkinning: Deformer {
    private let deformer: PluginDeformer

    /// - Parameter drawing: the drawing that was bound.
    /// - Throws: when there is no memory.
    public init(_ binding: Binding, drawing: Drawing) throws(RiggingError) {
        let tables = CharacterTables(binding, drawing: drawing, name: "")
        do throws(PluginError) {
            deformer = try PluginDeformer(
                builtInRiggingStages.stage(.deformer, LinearBlendStage.about.id), values: [:],
                for: tables)
        } catch {
            throw RiggingError(error)
        }
    }

    public mutating func deform(
        _ posture: Posture, into frame: inout SceneFrame
    ) throws(RiggingError) { try deformer.deform(posture, into: &frame) }
}
