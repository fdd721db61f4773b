import Geometry
import Scene
import Storage

/// Finds joints that are spelt wrongly.
public enum JointRepair {
    /// A joint's mark and the name that it should have.
    public struct Correction: Sendable, Equatable {
        public var element: Element
        public var name: String
    }

    /// The marks of a skeleton whose names are close to those of joints that it lacks; each joint
    /// once, the closest mark first.
    ///
    /// - Parameter rig: nil for the largest built-in one.
    /// - Throws: errors of the rig itself.
    public static func corrections(
        of drawing: Drawing, rig: Rig? = nil
    ) throws(RiggingError) -> [Correction] {
        let wanted: Rig
        if let rig {
            wanted = rig
        } else {
            wanted = try RigReader.builtIn(RigReader.builtInNames[0])
        }
        let markers = wanted.markers.map { wanted.keypoints[$0].name }
        guard let group = CharacterLayout(of: drawing, markers: markers).skeleton else { return [] }
        let finder = JointFinder(drawing: drawing, skeleton: group)
        let rest = finder.restPositions(for: wanted)
        var missing = wanted.joints.filter { !rest[$0].isFinite }
            .map { wanted.keypoints[$0].name }
        let strays = Set(finder.strayNames(for: wanted).map(\.name))
        return finder.items.compactMap { item in
            guard case .shape = item.node,
                let name = item.element.id ?? item.element.label, strays.contains(name),
                let nearest = Spelling.nearest(to: name, among: missing)
            else { return nil }
            missing.removeAll { $0 == nearest }
            return Correction(element: item.element, name: nearest)
        }
    }
}
