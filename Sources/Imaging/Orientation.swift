/// How a picture is to be turned or mirrored to be seen upright: one of the eight ways that keep
/// its sides upright.
package struct Orientation: Sendable, Equatable {
    /// Where a step to the right in the picture leads in what is seen.
    private let right: (x: Int, y: Int)
    /// Where a step downwards leads.
    private let down: (x: Int, y: Int)

    package static let upright = Orientation(right: (1, 0), down: (0, 1))

    /// - Returns: nil when the steps are not along the sides.
    package init?(turn: (Int, Int, Int, Int)) {
        let (a, b, c, d) = turn
        let isUpright = abs(a) == 1 && abs(d) == 1 && b == 0 && c == 0
        let isAside = abs(b) == 1 && abs(c) == 1 && a == 0 && d == 0
        guard isUpright || isAside else { return nil }
        self.init(right: (a, b), down: (c, d))
    }

    /// The orientation of a photograph (Exif 2.3, tag 0x0112); nil when the number is none of its
    /// eight.
    package init?(exif number: Int) {
        let turns = [
            (1, 0, 0, 1), (-1, 0, 0, 1), (-1, 0, 0, -1), (1, 0, 0, -1),
            (0, 1, 1, 0), (0, 1, -1, 0), (0, -1, -1, 0), (0, -1, 1, 0),
        ]
        guard turns.indices.contains(number - 1) else { return nil }
        self.init(turn: turns[number - 1])
    }

    private init(right: (x: Int, y: Int), down: (x: Int, y: Int)) {
        self.right = right
        self.down = down
    }

    package static func == (one: Orientation, other: Orientation) -> Bool {
        one.right == other.right && one.down == other.down
    }

    /// The size of a picture as it is seen.
    package func size(width: Int, height: Int) -> (width: Int, height: Int) {
        right.x == 0 ? (height, width) : (width, height)
    }

    /// Draws a picture as it is seen; `target` is made anew where it has not the size.
    package func turn(_ picture: Picture, into target: inout Picture) throws(ImagingError) {
        let (width, height) = size(width: picture.width, height: picture.height)
        if target.width != width || target.height != height {
            target = try Picture(width: width, height: height)
        }
        // Steps of bytes in what is seen, and where the picture's first pixel comes to lie.
        let across = 3 * (right.x + right.y * width)
        let downward = 3 * (down.x + down.y * width)
        let first =
            (right.x < 0 || down.x < 0 ? 3 * (width - 1) : 0)
            + (right.y < 0 || down.y < 0 ? 3 * width * (height - 1) : 0)
        let source = picture
        target.withMutableBytes { target in
            source.bytes.withUnsafeBufferPointer { bytes in
                var read = 0
                for row in 0..<source.height {
                    var write = first + row * downward
                    for _ in 0..<source.width {
                        target[write] = bytes[read]
                        target[write + 1] = bytes[read + 1]
                        target[write + 2] = bytes[read + 2]
                        read += 3
                        write += across
                    }
                }
            }
        }
    }
}
