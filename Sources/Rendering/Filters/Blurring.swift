import Geometry
import Glibc

extension FilterPlane {
    /// Blurs by a normal distribution with standard deviations in pixels.
    ///
    /// Large ones are three box blurs one after the other, which the specification allows and which
    /// take the same time however large they are (Filter Effects 1, 9.13).
    func blur(_ deviation: Point) {
        let limit = 2000.0
        if deviation.x > 0 { blurRows(min(deviation.x, limit)) }
        if deviation.y > 0 { blurColumns(min(deviation.y, limit)) }
    }

    private func blurRows(_ deviation: Double) {
        var line = BlurLine(deviation, count: width, lanes: 1)
        for y in 0..<height {
            let row = UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width])
            line.load { row[$0] }
            line.blur()
            line.store { row[$0] = $1 }
        }
    }

    /// Several columns at a time, so that what is fetched from memory is used whole.
    private func blurColumns(_ deviation: Double) {
        let lanes = 8
        var line = BlurLine(deviation, count: height, lanes: lanes)
        for left in stride(from: 0, to: width, by: lanes) {
            let count = min(lanes, width - left)
            line.load { index in
                let (y, lane) = (index / lanes, index % lanes)
                return lane < count ? pixels[y * width + left + lane] : .zero
            }
            line.blur()
            line.store { index, value in
                let (y, lane) = (index / lanes, index % lanes)
                if lane < count { pixels[y * width + left + lane] = value }
            }
        }
    }
}

/// One or several lines of pixels side by side that are blurred along their length.
private struct BlurLine {
    private let count: Int
    private let lanes: Int
    private var values: [SIMD4<Float>]
    private var other: [SIMD4<Float>]
    private let kernel: [Float]
    /// Width and first offset of every box.
    private let boxes: [(width: Int, start: Int)]

    /// Below this deviation boxes are too coarse.
    private static let leastBoxed = 2.0

    init(_ deviation: Double, count: Int, lanes: Int) {
        self.count = count
        self.lanes = lanes
        values = Array(repeating: .zero, count: count * lanes)
        other = values
        guard deviation >= Self.leastBoxed else {
            let reach = Int((3 * deviation).rounded(.up))
            let weights = (-reach...reach).map {
                exp(-Double($0 * $0) / (2 * deviation * deviation))
            }
            let sum = weights.reduce(0, +)
            kernel = weights.map { Float($0 / sum) }
            boxes = []
            return
        }
        kernel = []
        let width = Int((deviation * 3 * (2 * Double.pi).squareRoot() / 4 + 0.5).rounded(.down))
        let half = width / 2
        boxes =
            width.isMultiple(of: 2)
            ? [(width, -half), (width, 1 - half), (width + 1, -half)]
            : Array(repeating: (width, -half), count: 3)
    }

    mutating func load(_ value: (Int) -> SIMD4<Float>) {
        for index in values.indices { values[index] = value(index) }
    }

    func store(_ body: (Int, SIMD4<Float>) -> Void) {
        values.withUnsafeBufferPointer { values in
            for index in values.indices { body(index, values[index]) }
        }
    }

    mutating func blur() {
        if boxes.isEmpty {
            convolve()
            swap(&values, &other)
        }
        for box in boxes {
            slide(box.width, box.start)
            swap(&values, &other)
        }
    }

    private mutating func convolve() {
        let reach = kernel.count / 2
        for place in 0..<count {
            for lane in 0..<lanes {
                var sum = SIMD4<Float>.zero
                for tap in max(-reach, -place)...min(reach, count - 1 - place) {
                    sum += values[(place + tap) * lanes + lane] * kernel[tap + reach]
                }
                other[place * lanes + lane] = sum
            }
        }
    }

    /// The mean over a window that slides along.
    private mutating func slide(_ width: Int, _ start: Int) {
        let scale = 1 / Float(width)
        let (count, lanes) = (count, lanes)
        values.withUnsafeBufferPointer { values in
            other.withUnsafeMutableBufferPointer { other in
                for lane in 0..<lanes {
                    var sum = SIMD4<Float>.zero
                    for place in max(start, 0)..<min(max(start + width, 0), count) {
                        sum += values[place * lanes + lane]
                    }
                    for place in 0..<count {
                        other[place * lanes + lane] = sum * scale
                        let leaving = place + start
                        let entering = leaving + width
                        if entering < count, entering >= 0 { sum += values[entering * lanes + lane] }
                        if leaving >= 0, leaving < count { sum -= values[leaving * lanes + lane] }
                    }
                }
            }
        }
    }
}
