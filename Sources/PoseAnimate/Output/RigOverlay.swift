import Geometry
import Rendering
import Rigging
import Scene

/// A character with its rig drawn over it: bones, joints with their names, and every anchor in the
/// mixed colours of the bones that move it.
public struct RigOverlay {
    /// The longer side of the picture.
    private static let longSide = 1600.0
    /// Space left and right of the character for the names of joints.
    private static let margin = 260.0
    private static let textSize = 15.0
    private static let ink = Color(red: 0.1, green: 0.1, blue: 0.2)
    private static let thread = Color(red: 0.3, green: 0.3, blue: 0.4, alpha: 0.45)

    private let character: RiggedCharacter
    private let scale: Double
    private let boneColors: [Color]

    public init(_ character: RiggedCharacter) {
        self.character = character
        let size = character.drawing.size
        scale = Self.longSide / max(size.width, size.height, 1)
        boneColors = character.binding.bones.indices.map { index in
            Self.color(
                ofBone: character.binding.bones[index].parent)
        }
    }

    /// Draws the picture.
    ///
    /// - Throws: `RenderingError`.
    public func draw() throws -> PixelBuffer {
        let size = character.drawing.size
        let width = Int((size.width * scale + 2 * Self.margin).rounded())
        let height = max(Int((size.height * scale).rounded()), 1)
        let placement = Placement(
            transform: Affine(a: scale, d: scale, tx: Self.margin, ty: 0), background: .white)
        let shapes = Set(character.binding.shapes.map(\.shape))
        let renderer = try Registry.builtIn.makeRenderer(
            StageOptions(name: "cairo"),
            Registry.RendererRequest(
                drawing: character.drawing, shapes: shapes, placement: placement))
        let picture = try PixelBuffer.validated(width: width, height: height)
        try renderer.render(SceneFrame(restPoseOf: character.drawing), into: picture)
        try picture.annotate(
            veil(width, height) + weights + bones + joints(Double(width), Double(height)))
        return picture
    }

    /// Fades the character so that the marks stand out.
    private func veil(_ width: Int, _ height: Int) -> [Annotation] {
        let middle = Double(height) / 2
        return [
            .line(
                from: Point(0, middle), to: Point(Double(width), middle), width: Double(height),
                color: Color(red: 1, green: 1, blue: 1, alpha: 0.35))
        ]
    }

    private var bones: [Annotation] {
        character.binding.bones.indices.map { index in
            let bone = character.binding.bones[index]
            let isOwn = index < character.binding.rig.bones.count
            return .line(
                from: place(bone.restStart), to: place(bone.restEnd), width: isOwn ? 3 : 1.5,
                color: boneColors[index])
        }
    }

    private var weights: [Annotation] {
        var first = 0
        return character.binding.shapes.flatMap { bound -> [Annotation] in
            defer { first += bound.pointCount }
            return bound.anchors.map { anchor in
                let point = first + 3 * (anchor - bound.anchors.lowerBound)
                return .dot(
                    center: place(character.drawing.points[3 * anchor]), radius: 4,
                    color: mixedColor(ofPoint: point))
            }
        }
    }

    /// Joints with their names: those of the body beside them, those of the face, which lie close,
    /// in a column on either side, each tied to its joint by a thin line.
    private func joints(_ width: Double, _ height: Double) -> [Annotation] {
        let rig = character.binding.rig
        let rest = character.binding.skeleton.restPositions
        let joints = rig.joints.filter { rest[$0].isFinite }
        let isFace = joints.filter {
            if case .face = rig.keypoints[$0].source { true } else { false }
        }
        let center = joints.reduce(0) { $0 + place(rest[$1]).x } / Double(max(joints.count, 1))
        let dots = joints.map {
            Annotation.dot(center: place(rest[$0]), radius: 3.5, color: Self.ink)
        }
        let beside = joints.filter { !isFace.contains($0) }.map { index -> Annotation in
            let joint = place(rest[index])
            let isRight = joint.x >= center
            return label(index, at: joint + Point(isRight ? 9 : -9, 5), alignsRight: !isRight)
        }
        let columns = [false, true].flatMap { isRight -> [Annotation] in
            let column = isFace.filter { (place(rest[$0]).x >= center) == isRight }
                .sorted { place(rest[$0]).y < place(rest[$1]).y }
            let x = isRight ? width - Self.margin + 40 : Self.margin - 40
            let rows = Self.rows(column.map { place(rest[$0]).y }, within: height)
            return zip(column, rows).flatMap { index, y in
                [
                    .line(
                        from: place(rest[index]), to: Point(x, y), width: 0.7, color: Self.thread),
                    label(index, at: Point(isRight ? x + 5 : x - 5, y + 5), alignsRight: !isRight),
                ]
            }
        }
        return columns + dots + beside
    }

    private func label(_ keypoint: Int, at point: Point, alignsRight: Bool) -> Annotation {
        .label(
            character.binding.rig.keypoints[keypoint].name, at: point, size: Self.textSize,
            color: Self.ink, alignsRight: alignsRight)
    }

    /// Evenly spaced heights for a column of labels, around the middle of what they name.
    private static func rows(_ wished: [Double], within height: Double) -> [Double] {
        let spacing = textSize * 1.3
        let length = spacing * Double(max(wished.count - 1, 0))
        let middle = wished.reduce(0, +) / Double(max(wished.count, 1))
        let first = max(min(middle - length / 2, height - spacing - length), spacing)
        return wished.indices.map { first + spacing * Double($0) }
    }

    private func mixedColor(ofPoint index: Int) -> Color {
        let starts = character.binding.influenceStarts
        var mixed = Color(red: 0, green: 0, blue: 0)
        for influence in character.binding.influences[starts[index]..<starts[index + 1]] {
            let color = boneColors[influence.bone]
            mixed.red += color.red * influence.weight
            mixed.green += color.green * influence.weight
            mixed.blue += color.blue * influence.weight
        }
        return mixed
    }

    /// Colours far apart for bones that are neighbours: a golden-angle walk around the hues.
    private static func color(ofBone index: Int) -> Color {
        let hue = (Double(index) * 0.381966).truncatingRemainder(dividingBy: 1) * 6
        func channel(_ shift: Double) -> Double {
            let place = (hue + shift).truncatingRemainder(dividingBy: 6)
            return 0.85 * min(max(abs(place - 3) - 1, 0), 1)
        }
        return Color(red: channel(0), green: channel(4), blue: channel(2))
    }

    private func place(_ point: Point) -> Point {
        point * scale + Point(Self.margin, 0)
    }
}
