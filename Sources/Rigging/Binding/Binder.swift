import Geometry
import Scene

extension Binding {
    /// Binds a character to the rig that fits, by Pose Animator's rules.
    ///
    /// Every anchor belongs to the bone group nearest to it and is moved by all bones of that
    /// group with weights 1/d². Handles go with their anchor's group, with the anchor's own
    /// weights where both handles lie on one line. Art groups with joints of their own bind to
    /// those alone.
    ///
    /// - Parameters:
    ///   - drawing: the character.
    ///   - rig: the rig to use; nil to choose the largest built-in one whose joints are all there.
    ///   - weights: how much each bone moves a point; nil for Pose Animator's law.
    ///   - source: the character's name, for errors.
    /// - Throws: `noSkeleton`, `missingJoints`; errors of the rig itself.
    public init(
        _ drawing: Drawing, rig: Rig? = nil, weights: (any WeightRule)? = nil, source: String
    ) throws(RiggingError) {
        let choice = try RigChoice(for: drawing, requested: rig, source: source)
        let rule = if let weights { weights } else { try PluginWeights.standard() }
        var binder = Binder(drawing, choice, rule)
        for node in choice.layout.art { try binder.bind(node) }
        try binder.bindOuterStencils()
        if binder.shapes.isEmpty {
            binder.diagnostics.append(
                Diagnostic(
                    .warning, .rig, drawing.root.element,
                    "there is nothing to animate: the `illustration` group holds no paths"))
        }
        self.init(
            skeleton: choice.skeleton, bones: binder.bones, shapes: binder.shapes,
            influences: binder.influences, influenceStarts: binder.influenceStarts,
            diagnostics: binder.diagnostics)
    }
}

/// Builds a binding shape by shape.
private struct Binder {
    let drawing: Drawing
    let skeleton: Skeleton
    let markers: [String]
    let rule: any WeightRule
    var bones: [BoundBone]
    var segments: [BoneSegment]
    var shapes: [BoundShape] = []
    var influences: [Influence] = []
    var influenceStarts = [0]
    var diagnostics: [Diagnostic]

    init(_ drawing: Drawing, _ choice: RigChoice, _ rule: any WeightRule) {
        self.drawing = drawing
        self.rule = rule
        skeleton = choice.skeleton
        markers = choice.markers
        let rig = skeleton.rig
        let rest = skeleton.restPositions
        bones = rig.bones.indices.map { index in
            let bone = rig.bones[index]
            return BoundBone(
                start: .keypoint(bone.start), end: .keypoint(bone.end),
                restStart: rest[bone.start], restEnd: rest[bone.end], parent: index,
                region: rig.region(ofBone: index))
        }
        segments = bones.map(BoneSegment.init)
        diagnostics = choice.diagnostics
        for index in bones.indices where bones[index].isDegenerate {
            diagnostics.append(
                Diagnostic(
                    .warning, .rig, choice.layout.skeleton?.element ?? drawing.root.element,
                    "bone \(rig.name(ofBone: index)) has no length: both joints lie at one place, "
                        + "so it moves its points without turning them"))
        }
    }

    mutating func bind(_ node: Node) throws(RiggingError) {
        switch node {
        case .shape(let index): try bind(shape: index, artGroup: nil, to: nil)
        case .group(let group): try bind(group)
        }
    }

    private mutating func bind(_ group: Group) throws(RiggingError) {
        let art = ArtGroup(group, in: drawing, rig: skeleton.rig, markers: markers)
        diagnostics += art.diagnostics
        let own = art.bones(of: skeleton)
        if own.isEmpty {
            if !art.joints.isEmpty {
                let names = art.joints.keys.sorted().map { skeleton.rig.keypoints[$0].name }
                diagnostics.append(
                    Diagnostic(
                        .warning, .rig, group.element,
                        "no bone has both its joints in this group (it holds "
                            + "\(names.joined(separator: ", "))), so its art follows the whole rig")
                )
            }
            try bind(art, artGroup: nil, to: nil)
            return
        }
        let first = bones.count
        bones += own
        segments += own.map(BoneSegment.init)
        let range = Array(first..<bones.count)
        try bind(art, artGroup: group.element, to: range)
    }

    private mutating func bind(
        _ art: ArtGroup, artGroup: Element?, to own: [Int]?
    ) throws(RiggingError) {
        for index in art.shapes { try bind(shape: index, artGroup: artGroup, to: own) }
        for index in art.stencilShapes {
            try bind(shape: index, artGroup: artGroup, to: own, isStencil: true)
        }
    }

    /// Binds what cuts groups that the art lies in.
    mutating func bindOuterStencils() throws(RiggingError) {
        let known = Set(shapes.map(\.shape))
        for index in drawing.stencilShapeIndices(in: [.group(drawing.root)])
        where !known.contains(index) {
            try bind(shape: index, artGroup: nil, to: nil, isStencil: true)
        }
    }

    /// - Parameter own: the bones to bind to; nil for the rig's nearest group.
    private mutating func bind(
        shape index: Int, artGroup: Element?, to own: [Int]?, isStencil: Bool = false
    ) throws(RiggingError) {
        let contours = drawing.shapes[index].contours
        let first = contours.first?.firstAnchor ?? 0
        let anchors = first..<(contours.last?.anchors.upperBound ?? first)
        var sums: [Int: Double] = [:]
        for anchor in anchors {
            let candidates = own ?? nearestBones(to: drawing.points[3 * anchor])
            let weights = try bind(anchor: anchor, to: candidates)
            for (bone, weight) in zip(weights.bones, weights.weights) {
                sums[bone, default: 0] += weight
            }
        }
        let paintAnchors = drawing.shapes[index].paintAnchors
        // The frame of a gradient may begin far from what it paints, near bones of other parts: it
        // follows the bones that move its shape. A texture's corners are points like any other.
        let moving = drawing.shapes[index].texture == nil ? sums.keys.sorted() : []
        for anchor in paintAnchors {
            let candidates =
                own ?? (moving.isEmpty ? nearestBones(to: drawing.points[3 * anchor]) : moving)
            _ = try bind(anchor: anchor, to: candidates)
        }
        let count = Double(max(anchors.count, 1))
        shapes.append(
            BoundShape(
                shape: index, anchors: anchors, paintAnchors: paintAnchors,
                isStencil: isStencil,
                boneShares: sums.keys.sorted().map {
                    BoneShare(bone: $0, share: (sums[$0] ?? 0) / count)
                },
                artGroup: artGroup))
    }

    private mutating func bind(
        anchor: Int, to candidates: [Int]
    ) throws(RiggingError) -> PointWeights {
        let point = drawing.points[3 * anchor]
        let handles = [drawing.points[3 * anchor + 1], drawing.points[3 * anchor + 2]]
        let weights = try PointWeights(
            of: point, bones: candidates, segments: segments, by: rule)
        append(weights.influences(on: point, segments: segments))
        let isStraight = Self.areCollinear(handles[0] - point, handles[1] - point)
        for handle in handles {
            let own =
                isStraight || handle == point
                ? weights
                : try PointWeights(of: handle, bones: candidates, segments: segments, by: rule)
            append(own.influences(on: handle, segments: segments))
        }
        return weights
    }

    /// Heaviest first, so that files and eyes meet the important bone first.
    private mutating func append(_ point: [Influence]) {
        influences += point.sorted { $0.weight > $1.weight }
        influenceStarts.append(influences.count)
    }

    /// Whether two handles lie on one line through their anchor: |cos| above 0.99, the original's
    /// bound, which also takes in handles that point the same way.
    private static func areCollinear(_ a: Point, _ b: Point) -> Bool {
        let lengths = a.length * b.length
        return lengths > 0 && abs(a.dot(b) / lengths) > 0.99
    }

    /// The bones of the group nearest to a point; of all groups that are equally near.
    private func nearestBones(to point: Point) -> [Int] {
        let groups = skeleton.rig.groups
        let distances = groups.map { group in
            group.bones.reduce(Double.infinity) { min($0, segments[$1].distance(to: point)) }
        }
        let nearest = distances.min() ?? .infinity
        return groups.indices.filter { distances[$0] <= nearest }.flatMap { groups[$0].bones }
    }
}
