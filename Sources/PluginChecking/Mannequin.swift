import Geometry
import PoseAnimate

/// A small character that stages are tried on: a body with an arm's outline, a gradient, a stroke, a group that is
/// faded, and a shape that is not bound.
struct Mannequin {
    let character: RiggedCharacter
    /// At rest, moved, far away, and no larger than a point.
    let postures: [Posture]

    init() throws {
        character = try RiggedCharacter(
            name: "mannequin",
            drawing: try SVGReader.parse(Array(Self.text.utf8), name: "mannequin"))
        let rest = Posture(restPoseOf: character.binding.skeleton)
        let changes: [(Point) -> Point] = [
            { $0 }, { $0 * 1.5 + Point(20, -10) }, { Point(-$0.y, $0.x) + 1e6 },
            { _ in Point(5, 5) },
            { $0 + Point(3, 0) },
        ]
        postures = changes.enumerated().map { place, change in
            var posture = rest
            posture.index = place
            posture.time = Double(place) / 30
            for keypoint in posture.keypoints.indices {
                posture.keypoints[keypoint].position = change(rest.keypoints[keypoint].position)
            }
            return posture
        }
    }

    private static let text = """
        <svg xmlns="http://www.w3.org/2000/svg" width="200" height="240">
        <defs><linearGradient id="shade"><stop stop-color="red"/><stop offset="1" stop-color="blue"/>
        </linearGradient></defs>
        <g id="illustration">
        <path id="body" d="M80 60 L120 60 L118 140 Q100 150 82 140 Z" fill="url(#shade)"/>
        <g opacity="0.5"><path id="arm" d="M78 62 C60 80 50 100 44 122" fill="none" stroke="#048"
        stroke-width="6" stroke-linecap="round" stroke-dasharray="9 4"/></g>
        <path id="leg" d="M84 140 L80 220 L92 220 L96 140 Z" fill="teal" fill-rule="evenodd"/>
        </g>
        <g id="skeleton">
        \(joints.map { "<circle id='\($0.0)' cx='\($0.1)' cy='\($0.2)' r='2'/>" }.joined())
        </g></svg>
        """

    private static let joints: [(String, Int, Int)] = [
        ("leftShoulder", 120, 62), ("rightShoulder", 80, 62), ("leftElbow", 140, 92),
        ("rightElbow", 60, 92), ("leftWrist", 156, 122), ("rightWrist", 44, 122),
        ("leftHip", 112, 140), ("rightHip", 88, 140), ("leftKnee", 114, 180),
        ("rightKnee", 86, 180), ("leftAnkle", 116, 220), ("rightAnkle", 84, 220),
        ("nose", 100, 30), ("leftEye", 106, 26), ("rightEye", 94, 26), ("leftEar", 112, 30),
        ("rightEar", 88, 30),
    ]
}
