import Geometry
import Glibc

extension FilterPlane {
    /// Blurs by a normal distribution with standard deviations in pixels.
    ///
    /// Large ones are three box blurs one after the other, which the specification allows and which
    /// take the same time however large they are (Filter Effects 1, 9.13).
    func blur(_ deviation: Point) {
        let blur = (BlurKernel(deviation.x), BlurKernel(deviation.y))
        if let kernel = blur.0 {
            var line = BlurLine<SIMD4<Float>>(kernel, count: width)
            for y in 0..<height {
                let row = y * width
                for x in 0..<width { line[x] = pixels[row + x] }
                line.blur()
                for x in 0..<width { pixels[row + x] = line[x] }
            }
        }
        guard let kernel = blur.1 else { return }
        // Four columns at a time, so that what is fetched from memory is used whole.
        var line = BlurLine<SIMD16<Float>>(kernel, count: height)
        for left in stride(from: 0, to: width, by: 4) {
            let count = min(4, width - left)
            for y in 0..<height {
                var values = SIMD16<Float>.zero
                for lane in 0..<count {
                    let pixel = pixels[y * width + left + lane]
                    for channel in 0..<4 { values[4 * lane + channel] = pixel[channel] }
                }
                line[y] = values
            }
            line.blur()
            for y in 0..<height {
                let values = line[y]
                for lane in 0..<count {
                    var pixel = SIMD4<Float>.zero
                    for channel in 0..<4 { pixel[channel] = values[4 * lane + channel] }
                    pixels[y * width + left + lane] = pixel
                }
            }
        }
    }

    /// The alpha channel alone, blurred: a fourth of the work.
    func blurredAlpha(_ deviation: Point) -> [Float] {
        var alpha = [Float](unsafeUninitializedCapacity: pixels.count) { buffer, count in
            for index in pixels.indices { buffer[index] = pixels[index].w }
            count = pixels.count
        }
        let (width, height) = (width, height)
        alpha.withUnsafeMutableBufferPointer { alpha in
            if let kernel = BlurKernel(deviation.x) {
                var line = BlurLine<SIMD8<Float>>(kernel, count: width)
                for top in stride(from: 0, to: height, by: 8) {
                    let count = min(8, height - top)
                    for lane in 0..<count {
                        let row = (top + lane) * width
                        for x in 0..<width { line[x][lane] = alpha[row + x] }
                    }
                    line.blur()
                    for lane in 0..<count {
                        let row = (top + lane) * width
                        for x in 0..<width { alpha[row + x] = line[x][lane] }
                    }
                }
            }
            if let kernel = BlurKernel(deviation.y) {
                var line = BlurLine<SIMD8<Float>>(kernel, count: height)
                for left in stride(from: 0, to: width, by: 8) {
                    let count = min(8, width - left)
                    for y in 0..<height {
                        for lane in 0..<count { line[y][lane] = alpha[y * width + left + lane] }
                    }
                    line.blur()
                    for y in 0..<height {
                        for lane in 0..<count { alpha[y * width + left + lane] = line[y][lane] }
                    }
                }
            }
        }
        return alpha
    }
}

/// What a blur along one axis is made of.
private struct BlurKernel {
    /// Weights around the middle; empty where boxes stand for them.
    let weights: [Float]
    /// Width and first offset of every box.
    let boxes: [(width: Int, start: Int)]
    /// How far it reaches.
    let reach: Int

    /// Below this deviation boxes are too coarse.
    private static let leastBoxed = 2.0
    private static let largest = 2000.0

    /// Nil where nothing is blurred.
    init?(_ wanted: Double) {
        guard wanted > 0 else { return nil }
        let deviation = min(wanted, Self.largest)
        guard deviation >= Self.leastBoxed else {
            let reach = Int((3 * deviation).rounded(.up))
            let raw = (-reach...reach).map {
                exp(-Double($0 * $0) / (2 * deviation * deviation))
            }
            let sum = raw.reduce(0, +)
            weights = raw.map { Float($0 / sum) }
            boxes = []
            self.reach = reach
            return
        }
        weights = []
        let width = Int((deviation * 3 * (2 * Double.pi).squareRoot() / 4 + 0.5).rounded(.down))
        let half = width / 2
        boxes =
            width.isMultiple(of: 2)
            ? [(width, -half), (width, 1 - half), (width + 1, -half)]
            : Array(repeating: (width, -half), count: 3)
        reach = width + 2
    }
}

/// A line of pixels, or several side by side, that are blurred along their length. Beyond its ends it
/// is transparent.
private struct BlurLine<Value: SIMD> where Value.Scalar == Float {
    private let kernel: BlurKernel
    private let count: Int
    /// With as many zeros before and behind as the kernel reaches.
    private var values: [Value]
    private var other: [Value]

    init(_ kernel: BlurKernel, count: Int) {
        self.kernel = kernel
        self.count = count
        values = Array(repeating: .zero, count: count + 2 * kernel.reach)
        other = values
    }

    subscript(index: Int) -> Value {
        get { values[index + kernel.reach] }
        _modify { yield &values[index + kernel.reach] }
    }

    mutating func blur() {
        guard kernel.weights.isEmpty else {
            convolve()
            swap(&values, &other)
            return
        }
        for box in kernel.boxes {
            slide(box.width, box.start)
            swap(&values, &other)
        }
    }

    private mutating func convolve() {
        let (weights, count, reach) = (kernel.weights, count, kernel.reach)
        values.withUnsafeBufferPointer { values in
            other.withUnsafeMutableBufferPointer { other in
                for place in 0..<count {
                    var sum = Value.zero
                    for tap in 0..<weights.count { sum += values[place + tap] * weights[tap] }
                    other[place + reach] = sum
                }
            }
        }
    }

    /// The mean over a window that slides along.
    private mutating func slide(_ width: Int, _ start: Int) {
        let (count, reach) = (count, kernel.reach)
        let scale = 1 / Float(width)
        values.withUnsafeBufferPointer { values in
            other.withUnsafeMutableBufferPointer { other in
                var sum = Value.zero
                for place in reach + start..<reach + start + width { sum += values[place] }
                for place in reach..<reach + count {
                    other[place] = sum * scale
                    sum += values[place + start + width] - values[place + start]
                }
            }
        }
    }
}
