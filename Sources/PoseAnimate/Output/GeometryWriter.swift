import Geometry
import Motion
import Rigging
import Scene
import Storage

/// Writes every frame's geometry as a line of JSON, for tools and other renderers.
///
/// A line is `{"i", "valid", "drawn", "parts", "bodyScale", "faceScale", "paths"}`; `parts` gives
/// each keypoint's `[x, y, confidence]`, `paths[n]` the confidence `s`, whether it is drawn `d`
/// (1 or 0) and its points `v`: per anchor the anchor, its incoming and its outgoing handle,
/// absolute, in the clip's pixels. Paths are numbered as in the binding report. While nobody is
/// seen, `valid` is false and there are no `parts` and `paths`. Of several characters each has a line
/// of its own, with `"character"`, counted from 0.
public struct GeometryWriter: ~Copyable {
    /// What does not change of a character.
    private struct Figure {
        /// The art; what only cuts it is left out.
        let shapes: [BoundShape]
        let anchors: [[Int]]
        let partNames: [String]
    }

    private var file: OutputFile
    private let figures: [Figure]
    private var line: [UInt8] = []
    private let coordinate = DecimalText(decimals: 6)
    private let partNumber = DecimalText(decimals: 4)

    /// - Parameter path: compressed when it ends in `.gz`.
    /// - Throws: `cannotCreate`.
    public init(path: String, characters: [RiggedCharacter]) throws(StorageError) {
        file = try OutputFile(path: path)
        figures = characters.map { character in
            Figure(
                shapes: character.binding.shapes.filter { !$0.isStencil },
                anchors: character.binding.shapes.filter { !$0.isStencil }.map {
                    $0.anchorsInOriginalOrder(character.drawing)
                },
                partNames: character.binding.rig.keypoints.map(\.name))
        }
    }

    /// Appends one frame of one of the characters.
    ///
    /// - Throws: `inputOutput` when the disk is full or fails.
    public mutating func write(
        index: Int, character: Int = 0, posture: Posture, scene: SceneFrame
    ) throws(StorageError) {
        line.removeAll(keepingCapacity: true)
        line += "{\"i\":\(index)".utf8
        if figures.count > 1 { line += ",\"character\":\(character)".utf8 }
        line += ",\"valid\":\(posture.isValid)".utf8
        if posture.isValid {
            appendFigure(figures[character], posture, scene)
        } else {
            line += ",\"drawn\":0,\"parts\":{}".utf8
        }
        line += "}\n".utf8
        try file.write(line)
    }

    /// Gives the finished file its name.
    public consuming func finish() throws(StorageError) { try file.commit() }

    private mutating func appendFigure(
        _ figure: Figure, _ posture: Posture, _ scene: SceneFrame
    ) {
        let shapes = figure.shapes
        let drawn = shapes.count { scene.isShown[$0.shape] }
        line += ",\"drawn\":\(drawn),\"parts\":{".utf8
        for (index, keypoint) in posture.keypoints.enumerated() {
            line += "\(index == 0 ? "" : ",")\"\(figure.partNames[index])\":[".utf8
            partNumber.append(keypoint.position.x, to: &line)
            line.append(UInt8(ascii: ","))
            partNumber.append(keypoint.position.y, to: &line)
            line.append(UInt8(ascii: ","))
            partNumber.append(keypoint.confidence, to: &line)
            line.append(UInt8(ascii: "]"))
        }
        line += "},\"bodyScale\":".utf8
        coordinate.append(posture.bodyScale, to: &line)
        line += ",\"faceScale\":".utf8
        coordinate.append(posture.faceScale, to: &line)
        line += ",\"paths\":[".utf8
        for (index, bound) in shapes.enumerated() {
            line += "\(index == 0 ? "" : ","){\"s\":".utf8
            coordinate.append(scene.confidences[bound.shape], to: &line)
            line += ",\"d\":\(scene.isShown[bound.shape] ? 1 : 0),\"v\":[".utf8
            appendPoints(of: figure.anchors[index], scene)
            line += "]}".utf8
        }
        line.append(UInt8(ascii: "]"))
    }

    private mutating func appendPoints(of anchors: [Int], _ scene: SceneFrame) {
        var isFirst = true
        for anchor in anchors {
            for index in (3 * anchor)..<(3 * anchor + 3) {
                if !isFirst { line.append(UInt8(ascii: ",")) }
                isFirst = false
                coordinate.append(scene.points[index].x, to: &line)
                line.append(UInt8(ascii: ","))
                coordinate.append(scene.points[index].y, to: &line)
            }
        }
    }
}
