import CPoseAnimatePlugin
import Geometry
import PluginKit
import Scene

/// A bound character as plug-ins read it: flat tables in memory that stays where it is.
package struct CharacterTables {
    package let memory = ForeignMemory()
    package let character: UnsafePointer<pa_character>

    package init(_ binding: Binding, drawing: Drawing, name: String) {
        let memory = memory
        var all = pa_character()
        all.size = MemoryLayout<pa_character>.size
        all.name = memory.text(name)
        (all.width, all.height) = (drawing.size.width, drawing.size.height)
        all.points = memory.coordinates(drawing.points)
        all.point_count = UInt32(drawing.points.count)
        all.shape_count = UInt32(drawing.shapes.count)
        all.keypoint_names = memory.texts(binding.rig.keypoints.map(\.name))
        all.keypoints = memory.coordinates(binding.skeleton.restPositions)
        all.keypoint_count = UInt32(binding.rig.keypoints.count)
        all.bones = UnsafePointer(memory.array(binding.bones.map { $0.row(of: binding.rig) }))
        all.bone_count = UInt32(binding.bones.count)

        var shares: [pa_share] = []
        var shapes: [pa_bound_shape] = []
        for shape in binding.shapes {
            shapes.append(shape.row(of: drawing, firstShare: shares.count, memory))
            shares += shape.boneShares.map {
                pa_share(bone: UInt32($0.bone), reserved: 0, share: $0.share)
            }
        }
        all.shapes = UnsafePointer(memory.array(shapes))
        all.bound_shape_count = UInt32(shapes.count)
        all.shares = UnsafePointer(memory.array(shares))
        all.share_count = UInt32(shares.count)

        all.influences = UnsafePointer(
            memory.array(
                binding.influences.map {
                    pa_influence(
                        bone: UInt32($0.bone), reserved: 0, weight: $0.weight, foot: $0.foot,
                        along: $0.along, across: $0.across)
                }))
        all.influence_count = UInt32(binding.influences.count)
        all.influence_starts = UnsafePointer(
            memory.array(binding.influenceStarts.map { UInt32($0) }))
        all.bound_point_count = UInt32(binding.influenceStarts.count - 1)
        character = UnsafePointer(memory.value(all))
    }
}

extension ForeignMemory {
    fileprivate func coordinates(_ points: [Point]) -> UnsafePointer<Double> {
        UnsafeRawPointer(array(points)).assumingMemoryBound(to: Double.self)
    }
}

extension BoundBone {
    fileprivate func row(of rig: Rig) -> pa_bone {
        let parent = rig.bones[parent]
        return pa_bone(
            start: start.row, end: end.row,
            rest: pa_segment(
                start_x: restStart.x, start_y: restStart.y, end_x: restEnd.x, end_y: restEnd.y),
            first: UInt32(parent.start), second: UInt32(parent.end),
            region: UInt32(region == .body ? PA_BODY : PA_FACE), reserved: 0)
    }
}

extension BoundBone.End {
    fileprivate var row: pa_joint {
        switch self {
        case .keypoint(let index):
            pa_joint(from: UInt32(index), to: UInt32(index), along: 0, across: 0)
        case .carried(let from, let to, let along, let across):
            pa_joint(from: UInt32(from), to: UInt32(to), along: along, across: across)
        }
    }
}

extension BoundShape {
    fileprivate func row(
        of drawing: Drawing, firstShare: Int, _ memory: ForeignMemory
    ) -> pa_bound_shape {
        pa_bound_shape(
            shape: UInt32(shape), first_anchor: UInt32(anchors.lowerBound),
            anchor_count: UInt32(anchors.count),
            first_paint_anchor: UInt32(paintAnchors.lowerBound),
            paint_anchor_count: UInt32(paintAnchors.count), first_share: UInt32(firstShare),
            share_count: UInt32(boneShares.count), is_stencil: isStencil ? 1 : 0,
            is_visible: drawing.shapes[shape].isVisible ? 1 : 0, reserved: 0,
            id: memory.text(drawing.shapes[shape].element.id ?? ""))
    }
}
