/// One of the maps that PoseNet gives: [height, width, channels] in reals.
struct PoseNetMap {
    let values: Scratch<Float>
    let height: Int
    let width: Int
    let channels: Int

    /// A value between cells, by bilinear interpolation.
    @inline(__always)
    func sample(_ x: Float, _ y: Float, channel: Int) -> Float {
        let (left, right, toRight) = neighbours(x, width)
        let (top, bottom, down) = neighbours(y, height)
        let upper = (1 - toRight) * self[top, left, channel] + toRight * self[top, right, channel]
        let lower =
            (1 - toRight) * self[bottom, left, channel] + toRight * self[bottom, right, channel]
        return (1 - down) * upper + down * lower
    }

    /// A point moved by what two channels say there, kept within the map.
    @inline(__always)
    func moved(_ x: Float, _ y: Float, vertical: Int, horizontal: Int) -> (x: Float, y: Float) {
        let down = sample(x, y, channel: vertical)
        let across = sample(x, y, channel: horizontal)
        return (Self.held(x + across, width), Self.held(y + down, height))
    }

    @inline(__always)
    subscript(_ row: Int, _ column: Int, _ channel: Int) -> Float {
        values.pointer[(row * width + column) * channels + channel]
    }

    /// A coordinate kept within an extent; what is not a number becomes 0.
    @inline(__always)
    static func held(_ coordinate: Float, _ extent: Int) -> Float {
        coordinate > 0 ? min(coordinate, Float(extent - 1)) : 0
    }

    @inline(__always)
    private func neighbours(_ coordinate: Float, _ extent: Int) -> (Int, Int, Float) {
        let held = Self.held(coordinate, extent)
        let first = Int(held)
        return (first, min(first + 1, extent - 1), held - Float(first))
    }
}
