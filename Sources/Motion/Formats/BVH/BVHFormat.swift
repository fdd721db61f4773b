import Geometry

/// Motion capture as BVH: joints in space, seen from the front in parallel projection and scaled to
/// the picture.
extension KeypointFormat {
    static let bvh = KeypointFormat(
        name: "bvh", summary: "BVH motion capture (CMU, Mixamo, Rokoko and the like), projected",
        lacks: [],
        isRecognized: { probe in
            probe.lines(1).first?.split(whereSeparator: \.isWhitespace).first?.uppercased()
                == "HIERARCHY"
        },
        read: { text, options throws(MotionError) in
            let document = try BVHDocument(text)
            let body: BVHBody
            do throws(FieldError) {
                body = try BVHBody(document)
            } catch {
                throw text.error(error, "")
            }
            let range = try options.frames(of: document.frameCount, name: text.name)
            let stage = try BVHStage(document, body, options, text)
            var recording = Recording()
            recording.framesPerSecond = 1 / document.frameTime
            recording.size = options.size ?? BVHStage.defaultSize
            recording.frames = stage.frames(
                in: recording.size ?? BVHStage.defaultSize, fitting: range)
            recording.note(
                "a BVH has no face; nose, eyes and ears are placed by its "
                    + (body.head == nil ? "shoulders" : "head"))
            return recording
        })
}

/// All parts in space, and from where they are seen.
struct BVHStage {
    /// A BVH has no picture: any size shows all of it.
    static let defaultSize = Size(width: 1080, height: 1080)
    /// The share of the picture that is left free on every side.
    private static let margin = 0.1

    private var places: [[SIMD3<Double>?]] = []
    private let up: SIMD3<Double>
    private let right: SIMD3<Double>

    init(
        _ document: BVHDocument, _ body: BVHBody, _ options: KeypointOptions, _ text: FormatText
    ) throws(MotionError) {
        let rest = BVHPose(restOf: document)
        var trunkUp = SIMD3<Double>.zero
        var trunkForward = SIMD3<Double>.zero
        for frame in 0..<document.frameCount {
            let pose = BVHPose(document, frame: frame)
            let trunk = body.trunk(pose)
            trunkUp += trunk.up
            trunkForward += trunk.forward
            places.append(body.places(pose, rest: rest))
        }
        up = options.up?.direction ?? Self.axis(nearest: trunkUp, else: Axis.plusY.direction)
        let front: SIMD3<Double>
        if let given = options.front?.direction {
            front = given
        } else {
            let level = trunkForward - up * trunkForward.dot(up)
            // Who turns around faces all sides, and the mean is none of them.
            let isClear = level.length > 0.2 * Double(document.frameCount)
            let usual = up.z == 0 ? Axis.plusZ : Axis.minusY
            front =
                isClear
                ? Self.axis(nearest: level, else: usual.direction) : usual.direction
        }
        right = up.cross(front)
        guard right != .zero else {
            throw text.error("", "--up and --front lie along the same axis")
        }
    }

    private static func axis(
        nearest vector: SIMD3<Double>, else usual: SIMD3<Double>
    ) -> SIMD3<Double> {
        guard vector.length > 1e-9 else { return usual }
        return Axis.allCases.map(\.direction).max { $0.dot(vector) < $1.dot(vector) } ?? usual
    }

    private func flat(_ place: SIMD3<Double>) -> Point { Point(place.dot(right), -place.dot(up)) }

    /// One person in every frame, so large that the frames of a range just fill the picture.
    func frames(in size: Size, fitting range: Range<Int>) -> [[Sighting]] {
        var box = Rect.empty
        for frame in places[range] {
            for case let place? in frame { box.include(flat(place)) }
        }
        let room = 1 - 2 * Self.margin
        let extent = max(box.width / size.width, box.height / size.height, 1e-9)
        let scale = room / extent
        let center = Point(size.width / 2, size.height / 2)
        return places.map { frame in
            let keypoints = frame.map { place in
                place.map {
                    Keypoint(position: center + (flat($0) - box.center) * scale, confidence: 1)
                }
            }
            return [
                Sighting(pose: Pose(confidence: 1, keypoints: keypoints), identity: "performer")
            ]
        }
    }
}

extension Axis {
    var direction: SIMD3<Double> {
        switch self {
        case .plusX: [1, 0, 0]
        case .minusX: [-1, 0, 0]
        case .plusY: [0, 1, 0]
        case .minusY: [0, -1, 0]
        case .plusZ: [0, 0, 1]
        case .minusZ: [0, 0, -1]
        }
    }
}
