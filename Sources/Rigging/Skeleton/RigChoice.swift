import Geometry
import Scene
import Storage

/// The rig that fits a character, with its joints found.
///
/// The largest rig whose joints are all there is chosen. A larger one that is more than half drawn
/// was meant, so a joint missing from it is an error and not a silent step down to a smaller rig.
struct RigChoice {
    let skeleton: Skeleton
    let layout: CharacterLayout
    let diagnostics: [Diagnostic]
    /// Names that mark places and not art: those of the rig, then those of the largest built-in
    /// one, so that a face's joints are not drawn when only the body is animated.
    let markers: [String]

    /// - Parameters:
    ///   - requested: the rig asked for; nil to choose among the built-in ones.
    ///   - source: the character's name, for errors.
    /// - Throws: `noSkeleton` when there is none, `missingJoints` naming all that are missing.
    init(for drawing: Drawing, requested: Rig?, source: String) throws(RiggingError) {
        // The built-in rigs are read one by one, since the first nearly always fits; its markers
        // include those of the others.
        let names = RigReader.builtInNames
        let largest = try RigReader.builtIn(names[0])
        let first = requested ?? largest
        let own = first.markers.map { first.keypoints[$0].name }
        markers =
            own + largest.markers.map { largest.keypoints[$0].name }.filter { !own.contains($0) }
        layout = CharacterLayout(of: drawing, markers: own)
        guard let group = layout.skeleton else {
            throw RiggingError(
                .noSkeleton, source: source,
                "no skeleton: there is no group named `skeleton` with joints such as "
                    + "`leftShoulder`; copy it from Characters/template.svg")
        }
        let finder = JointFinder(drawing: drawing, skeleton: group)
        var attempts = [Attempt(first, finder)]
        for name in names.dropFirst() where requested == nil {
            if attempts.contains(where: { $0.missing.isEmpty || $0.isMeant }) { break }
            attempts.append(Attempt(try RigReader.builtIn(name), finder))
        }
        let fitting = attempts.last { $0.missing.isEmpty }
        guard let fitting else {
            let closest = attempts.last(where: \.isMeant) ?? attempts.max { $0.share < $1.share }
            throw Self.missingJoints(closest, finder, source: source)
        }
        skeleton = fitting.skeleton
        let largerOnes = attempts.filter { attempt in
            !attempt.missing.isEmpty && attempt.foundCount > fitting.foundCount
        }
        diagnostics =
            layout.diagnostics + finder.repeatedJoints(of: fitting.skeleton.rig)
            + largerOnes.map { attempt in
                let names = attempt.missing.map { attempt.skeleton.rig.keypoints[$0].name }
                return Diagnostic(
                    .warning, .rig, group.element,
                    "rig \(fitting.skeleton.rig.name) is used, because rig "
                        + "\(attempt.skeleton.rig.name) lacks \(names.joined(separator: ", "))")
            }
    }

    /// One rig tried on the character.
    private struct Attempt {
        let skeleton: Skeleton
        let missing: [Int]
        /// How much of the rig is drawn, 0...1.
        var share: Double { Double(foundCount) / Double(max(skeleton.rig.joints.count, 1)) }
        var foundCount: Int { skeleton.rig.joints.count - missing.count }

        init(_ rig: Rig, _ finder: JointFinder) {
            let skeleton = Skeleton(rig: rig, restPositions: finder.restPositions(for: rig))
            self.skeleton = skeleton
            missing = skeleton.rig.joints.filter { !skeleton.restPositions[$0].isFinite }
        }

        /// Whether each of the rig's regions is more than half drawn.
        var isMeant: Bool {
            Rig.Region.allCases.allSatisfy { region in
                let bones = skeleton.rig.bones.indices.filter {
                    skeleton.rig.region(ofBone: $0) == region
                }
                let joints = Set(
                    bones.flatMap { [skeleton.rig.bones[$0].start, skeleton.rig.bones[$0].end] })
                let found = joints.filter { skeleton.restPositions[$0].isFinite }
                return joints.isEmpty || found.count * 2 > joints.count
            }
        }
    }

    private static func missingJoints(
        _ attempt: Attempt?, _ finder: JointFinder, source: String
    ) -> RiggingError {
        guard let attempt else {
            return RiggingError(.noRig, source: source, "there is no rig to choose from")
        }
        let rig = attempt.skeleton.rig
        let strays = finder.strayNames(for: rig)
        let names = attempt.missing.map { index -> String in
            let name = rig.keypoints[index].name
            guard
                let nearest = Spelling.nearest(to: name, among: strays.map(\.name)),
                let stray = strays.first(where: { $0.name == nearest })
            else { return name }
            return "\(name) (is `\(nearest)` on line \(stray.line) meant?)"
        }
        return RiggingError(
            .missingJoints, source: source,
            "the skeleton lacks \(attempt.missing.count) of the \(rig.joints.count) joints of rig "
                + "\(rig.name): \(names.joined(separator: ", ")); add them, or choose another rig")
    }
}
