import Glibc

/// A turn in space: where the three axes go.
struct Rotation3 {
    var x: SIMD3<Double>
    var y: SIMD3<Double>
    var z: SIMD3<Double>

    static let identity = Rotation3(x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1])

    static func * (one: Self, vector: SIMD3<Double>) -> SIMD3<Double> {
        one.x * vector.x + one.y * vector.y + one.z * vector.z
    }

    static func * (one: Self, other: Self) -> Self {
        Self(x: one * other.x, y: one * other.y, z: one * other.z)
    }

    /// Counter-clockwise about an axis, 0 for x, seen from its tip.
    init(axis: Int, degrees: Double) {
        let (s, c) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
        switch axis {
        case 0: self.init(x: [1, 0, 0], y: [0, c, s], z: [0, -s, c])
        case 1: self.init(x: [c, 0, -s], y: [0, 1, 0], z: [s, 0, c])
        default: self.init(x: [c, s, 0], y: [-s, c, 0], z: [0, 0, 1])
        }
    }

    init(x: SIMD3<Double>, y: SIMD3<Double>, z: SIMD3<Double>) {
        self.x = x
        self.y = y
        self.z = z
    }
}

/// Where the joints of a BVH are at one moment, and how they are turned.
struct BVHPose {
    private(set) var positions: [SIMD3<Double>]
    private(set) var rotations: [Rotation3]

    /// The joints at rest: no turns, each at its offset.
    init(restOf document: BVHDocument) {
        positions = Array(repeating: .zero, count: document.joints.count)
        rotations = Array(repeating: .identity, count: document.joints.count)
        for (index, joint) in document.joints.enumerated() {
            positions[index] = joint.offset + (joint.parent.map { positions[$0] } ?? .zero)
        }
    }

    /// The joints in one frame. Position channels stand in place of the joint's offset, as in
    /// Blender's importer; the first turn of the list is the outermost.
    init(_ document: BVHDocument, frame: Int) {
        self.init(restOf: document)
        var next = frame * document.channelCount
        for (index, joint) in document.joints.enumerated() {
            var place = joint.offset
            var turn = Rotation3.identity
            for channel in joint.channels {
                let value = document.values[next]
                next += 1
                switch channel {
                case .xPosition: place.x = value
                case .yPosition: place.y = value
                case .zPosition: place.z = value
                case .xRotation: turn = turn * Rotation3(axis: 0, degrees: value)
                case .yRotation: turn = turn * Rotation3(axis: 1, degrees: value)
                case .zRotation: turn = turn * Rotation3(axis: 2, degrees: value)
                }
            }
            guard let parent = joint.parent else {
                positions[index] = place
                rotations[index] = turn
                continue
            }
            positions[index] = positions[parent] + rotations[parent] * place
            rotations[index] = rotations[parent] * turn
        }
    }
}

extension SIMD3<Double> {
    func dot(_ other: Self) -> Double { (self * other).sum() }

    func cross(_ other: Self) -> Self {
        [
            y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x,
        ]
    }

    var length: Double { dot(self).squareRoot() }

    /// The direction alone; zero for a vector without one.
    var unit: Self { length > 1e-12 ? self / length : .zero }
}
