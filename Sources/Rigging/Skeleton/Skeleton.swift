import Geometry
import Scene

/// A rig's joints placed in a character: the rest pose.
public struct Skeleton: Sendable {
    public let rig: Rig
    /// Rest position of every keypoint of the rig, in the drawing's pixels; NaN for a keypoint
    /// that the character does not hold (only joints must be there).
    public let restPositions: [Point]
    /// Rest length of every bone.
    let boneLengths: [Double]
    /// Sum of the rest lengths of each region's bones.
    private let regionLengths: [Rig.Region: Double]

    /// Takes rest positions as they are.
    ///
    /// - Precondition: one position a keypoint of the rig.
    init(rig: Rig, restPositions: [Point]) {
        self.rig = rig
        self.restPositions = restPositions
        boneLengths = rig.bones.map { bone in
            (restPositions[bone.end] - restPositions[bone.start]).length
        }
        var lengths: [Rig.Region: Double] = [:]
        for (index, length) in boneLengths.enumerated() {
            lengths[rig.region(ofBone: index), default: 0] += length
        }
        regionLengths = lengths
    }

    /// Sum of the rest lengths of a region's bones, in the drawing's pixels.
    public func restLength(of region: Rig.Region) -> Double { regionLengths[region] ?? 0 }
}

/// Looks for a rig's joints in a character.
struct JointFinder {
    let drawing: Drawing
    let items: [Item]

    init(drawing: Drawing, skeleton: Group) {
        self.drawing = drawing
        items = drawing.items(in: skeleton)
    }

    /// The rest position of every keypoint of `rig`: the centre of the first item so named; NaN
    /// where there is none.
    func restPositions(for rig: Rig) -> [Point] {
        rig.keypoints.map { keypoint in
            let name = keypoint.name
            let item =
                items.first { Naming.id(of: $0.element, beginsWith: name) }
                ?? items.first { Naming.label(of: $0.element, beginsWith: name) }
            guard let item else { return Point(.nan, .nan) }
            let center = bounds(of: item.node).center
            return center.isFinite ? center : Point(.nan, .nan)
        }
    }

    /// A warning for every joint that is marked again; the first mark counts.
    func repeatedJoints(of rig: Rig) -> [Diagnostic] {
        rig.joints.flatMap { index -> [Diagnostic] in
            let name = rig.keypoints[index].name
            let marks = items.filter { Naming.isPlain($0.element, name) }
            return marks.dropFirst().map { mark in
                Diagnostic(
                    .warning, .rig, mark.element,
                    "marks the joint \(name) again; the first mark in the skeleton counts")
            }
        }
    }

    /// Names in the skeleton that fit no keypoint of `rig`: what a misspelt joint may be called.
    func strayNames(for rig: Rig) -> [(name: String, line: Int)] {
        items.compactMap { item in
            guard let name = item.element.id ?? item.element.label else { return nil }
            let isKnown = rig.keypoints.contains { keypoint in
                name.utf8.starts(with: keypoint.name.utf8)
            }
            return isKnown ? nil : (name, item.element.line)
        }
    }

    private func bounds(of node: Node) -> Rect {
        drawing.shapeIndices(in: [node]).reduce(Rect.empty) { bounds, index in
            bounds.union(drawing.bounds(ofShape: index))
        }
    }
}
