import Geometry
import Rigging
import Scene
import Storage

extension RiggedCharacter {
    /// The rest pose as JSON: keypoints, bones, and every point with its weights.
    ///
    /// Coordinates are the drawing's pixels. A point is `{"p": [x, y], "w": [influence …]}`, an
    /// influence `[bone, weight, along, normal, anchorPerc]`, where `bone` is an index into
    /// `bones`, or `"S<n>"` for one into `secondaryBones`, the bones of art groups.
    public var bindingReport: JSONValue {
        let skeleton = binding.skeleton
        let rig = skeleton.rig
        let keypoints = rig.keypoints.indices.compactMap { index -> (String, JSONValue)? in
            let rest = skeleton.restPositions[index]
            return rest.isFinite ? (rig.keypoints[index].name, point(rest)) : nil
        }
        let report: [(String, JSONValue)] = [
            ("character", .string(name)),
            ("rig", .string(rig.name)),
            ("keypoints", .object(keypoints)),
            ("bodyLen0", .number(skeleton.restLength(of: .body))),
            ("faceLen0", .number(skeleton.restLength(of: .face))),
            ("bones", .array(rig.bones.indices.map { .string(rig.name(ofBone: $0)) })),
            ("secondaryBones", .array(binding.bones[rig.bones.count...].map(secondaryBone))),
            (
                "weightColumns",
                .array([
                    .string("bone index into bones, or \"S<n>\" into secondaryBones"),
                    .string("weight"), .string("along"), .string("normal"), .string("anchorPerc"),
                ])
            ),
            ("paths", .array(paths)),
        ]
        return .object(report)
    }

    private func secondaryBone(_ bone: BoundBone) -> JSONValue {
        .object([
            ("name", .string(binding.rig.name(ofBone: bone.parent))),
            ("parent", .integer(bone.parent)),
            ("type", .string(bone.region.rawValue)),
            ("kp0", point(bone.restStart)),
            ("kp1", point(bone.restEnd)),
        ])
    }

    private var paths: [JSONValue] {
        var firstPoint = 0
        var index = -1
        return binding.shapes.compactMap { bound in
            defer { firstPoint += bound.pointCount }
            // What only cuts the art is none.
            guard !bound.isStencil else { return nil }
            index += 1
            let shape = drawing.shapes[bound.shape]
            let segments = bound.anchorsInOriginalOrder(drawing).map { anchor -> JSONValue in
                let own = firstPoint + 3 * (anchor - bound.anchors.lowerBound)
                return .object([
                    ("point", boundPoint(3 * anchor, own)),
                    ("handleIn", boundPoint(3 * anchor + 1, own + 1)),
                    ("handleOut", boundPoint(3 * anchor + 2, own + 2)),
                ])
            }
            return .object([
                ("index", .integer(index)),
                ("id", shape.element.id.map { .string($0) } ?? .null),
                ("line", .integer(shape.element.line)),
                (
                    "fillColor",
                    shape.fill.map { .string($0.paint.cssText(opacity: $0.opacity)) } ?? .null
                ),
                (
                    "strokeColor",
                    shape.stroke.map { .string($0.paint.cssText(opacity: $0.opacity)) } ?? .null
                ),
                ("strokeWidth", .number(shape.stroke?.width ?? 1)),
                ("closed", .bool(shape.contours.first?.isClosed ?? false)),
                ("contours", .array(shape.contours.map { .integer($0.anchorCount) })),
                ("segments", .array(segments)),
            ])
        }
    }

    private func boundPoint(_ index: Int, _ boundIndex: Int) -> JSONValue {
        let range = binding.influenceStarts[boundIndex]..<binding.influenceStarts[boundIndex + 1]
        let boneCount = binding.rig.bones.count
        let influences = binding.influences[range].map { influence -> JSONValue in
            .array([
                influence.bone < boneCount
                    ? .integer(influence.bone) : .string("S\(influence.bone - boneCount)"),
                .number(influence.weight), .number(influence.along), .number(influence.across),
                .number(influence.foot),
            ])
        }
        return .object([("p", point(drawing.points[index])), ("w", .array(influences))])
    }

    private func point(_ point: Point) -> JSONValue {
        .array([.number(point.x), .number(point.y)])
    }
}
