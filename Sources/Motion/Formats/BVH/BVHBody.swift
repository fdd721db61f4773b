/// Which joints of a BVH are parts of a body.
///
/// Names are those of CMU's data (in MotionBuilder's and 3ds Max's form and in AnimatedDrawings'),
/// Mixamo, Rokoko, LAFAN1, Poser, Unreal, Blender's Rigify and Biped; what stands before a colon
/// does not matter, nor do case and signs.
struct BVHBody {
    /// Joints by part; nose, eyes and ears are placed by the head.
    private(set) var joints: [BodyPart: Int] = [:]
    private(set) var head: Int?
    private(set) var neck: Int?

    /// Names of a limb's joints without the side, the likeliest first: "LeftShoulder" is the collar
    /// where there is a "LeftArm" too.
    private static let limbs: [(left: BodyPart, right: BodyPart, names: [String])] = [
        (
            .leftShoulder, .rightShoulder,
            ["arm", "upperarm", "uparm", "shldr", "shoulder", "shoulderjoint"]
        ),
        (.leftElbow, .rightElbow, ["elbow", "forearm", "lowerarm", "lowarm"]),
        (.leftWrist, .rightWrist, ["wrist", "hand"]),
        (.leftHip, .rightHip, ["upleg", "upperleg", "thigh", "hip", "femur"]),
        (.leftKnee, .rightKnee, ["knee", "lowleg", "lowerleg", "shin", "calf", "leg", "tibia"]),
        (.leftAnkle, .rightAnkle, ["ankle", "foot"]),
    ]

    /// - Throws: when shoulders, hips or head are not among the joints.
    init(_ document: BVHDocument) throws(FieldError) {
        var byName: [String: Int] = [:]
        for (index, joint) in document.joints.enumerated().reversed() where !joint.name.isEmpty {
            byName[Self.plain(joint.name)] = index
        }
        for limb in Self.limbs {
            joints[limb.left] = Self.find(limb.names, "left", "l", in: byName)
            joints[limb.right] = Self.find(limb.names, "right", "r", in: byName)
        }
        head = byName["head"]
        neck = ["neck", "neck1", "lowerneck"].lazy.compactMap { byName[$0] }.first
        let needed: [BodyPart] = [.leftShoulder, .rightShoulder, .leftHip, .rightHip]
        guard let missing = needed.first(where: { joints[$0] == nil }) else { return }
        let names = document.joints.map(\.name).filter { !$0.isEmpty }.prefix(24)
        throw FieldError(
            place: "",
            message: "none of its joints is known as the \(missing.name); they are "
                + names.map { shown(String($0.prefix(32))) }.joined(separator: ", "))
    }

    private static func find(
        _ names: [String], _ side: String, _ letter: String, in joints: [String: Int]
    ) -> Int? {
        for name in names {
            for full in [side + name, letter + name, name + side, name + letter] {
                if let joint = joints[full] { return joint }
            }
        }
        return nil
    }

    /// Letters and digits alone, without what programs put in front.
    private static func plain(_ name: String) -> String {
        let last = name.split(separator: ":").last ?? ""
        let plain = last.lowercased().filter { $0.isLetter || $0.isNumber }
        for prefix in ["mixamorig", "bip001", "bip01", "character1", "valvebiped"]
        where plain.hasPrefix(prefix) {
            return String(plain.dropFirst(prefix.count))
        }
        return plain
    }

    /// The directions to the person's left, up and forward.
    struct Axes {
        var left: SIMD3<Double>
        var up: SIMD3<Double>
        var forward: SIMD3<Double>
    }

    private func position(_ part: BodyPart, _ pose: BVHPose) -> SIMD3<Double>? {
        joints[part].map { pose.positions[$0] }
    }

    /// The middle between two parts.
    private func middle(
        _ one: BodyPart, _ other: BodyPart, _ pose: BVHPose
    ) -> SIMD3<Double>? {
        guard let one = position(one, pose), let other = position(other, pose) else { return nil }
        return (one + other) / 2
    }

    /// How the trunk stands, by shoulders and hips.
    func trunk(_ pose: BVHPose) -> Axes {
        let left =
            (position(.leftShoulder, pose) ?? .zero) - (position(.rightShoulder, pose) ?? .zero)
        let up =
            (middle(.leftShoulder, .rightShoulder, pose) ?? .zero)
            - (middle(.leftHip, .rightHip, pose) ?? .zero)
        let forward = left.cross(up).unit
        return Axes(left: left.unit, up: forward.cross(left.unit).unit, forward: forward)
    }

    /// Whether a pose stands as people do, so that directions may be taken from it.
    private func isStanding(_ pose: BVHPose) -> Bool {
        let axes = trunk(pose)
        guard axes.forward != .zero, let ankles = middle(.leftAnkle, .rightAnkle, pose),
            let hips = middle(.leftHip, .rightHip, pose)
        else { return false }
        let legs = hips - ankles
        return legs.unit.dot(axes.up) > 0.8
    }

    /// How the head stands: as at rest, turned with its joint, where the rest pose is a standing
    /// one; else as the trunk.
    private func headAxes(_ pose: BVHPose, rest: BVHPose) -> Axes {
        guard let head, isStanding(rest) else { return trunk(pose) }
        let turn = pose.rotations[head]
        let axes = trunk(rest)
        return Axes(left: turn * axes.left, up: turn * axes.up, forward: turn * axes.forward)
    }

    /// The places of all parts, by raw value of `BodyPart`.
    func places(_ pose: BVHPose, rest: BVHPose) -> [SIMD3<Double>?] {
        var places = BodyPart.allCases.map { position($0, pose) }
        let shoulders = middle(.leftShoulder, .rightShoulder, rest) ?? .zero
        let width = 2 * ((position(.leftShoulder, rest) ?? .zero) - shoulders).length
        let axes = headAxes(pose, rest: rest)
        // The base of the skull, where the head's joint is; above the shoulders without one.
        let base =
            (head ?? neck).map { pose.positions[$0] }
            ?? (middle(.leftShoulder, .rightShoulder, pose) ?? .zero) + axes.up * (0.35 * width)
        // A head is about half as high as shoulder joints are apart. Heights and widths in it are
        // those of an adult's (ears 15 cm apart, pupils 6 cm, of 19 cm from the skull's base up).
        let size = 0.5 * width
        func place(_ left: Double, _ up: Double, _ forward: Double) -> SIMD3<Double> {
            base + (axes.left * left + axes.up * up + axes.forward * forward) * size
        }
        places[BodyPart.nose.rawValue] = place(0, 0.35, 0.6)
        places[BodyPart.leftEye.rawValue] = place(0.17, 0.52, 0.48)
        places[BodyPart.rightEye.rawValue] = place(-0.17, 0.52, 0.48)
        places[BodyPart.leftEar.rawValue] = place(0.39, 0.42, 0)
        places[BodyPart.rightEar.rawValue] = place(-0.39, 0.42, 0)
        return places
    }
}
