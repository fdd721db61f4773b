/// RESIZE_BILINEAR: each output pixel is a mean of the four input pixels around its place.
struct ResizeBilinear: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16]

    let sampling: ImageSampling

    init(_ request: ShapeRequest) throws(InferenceError) {
        sampling = try ImageSampling(
            request, types: Self.types, alignsCorners: 2, halfPixelCenters: 3)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { sampling.output.map { [$0] } }

    func operations(_ outputs: [Shape]) -> Int { .saturatingProduct(8, outputs[0].count) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        switch sampling.type {
        case .float32: return kernel(input, output, RealMean(), reals)
        case .uint8: return kernel(input, output, RoundedMean(), reals)
        case .int16: return kernel(input, output, WholeMean<Int16>(), wholes)
        default: return kernel(input, output, WholeMean<Int8>(), wholes)
        }
    }

    /// Where an output element lies between two input elements.
    struct Place<Weight> {
        var lower: Int
        var upper: Int
        /// The distance from the lower one.
        var weight: Weight
    }

    func reals(from input: Int, to output: Int) -> [Place<Float>] {
        let scale = sampling.scale(from: input, to: output)
        return (0..<output).map { index in
            let place =
                sampling.halfPixelCenters
                ? (Float(index) + 0.5) * scale - 0.5 : Float(index) * scale
            let lower = max(Int(place.rounded(.down)), 0)
            let upper = min(Int(place.rounded(.up)), input - 1)
            return Place(
                lower: min(lower, input - 1), upper: max(upper, 0), weight: place - Float(lower))
        }
    }

    /// Places in units of 2^-10, as the format's kernels for signed numbers compute them.
    func wholes(from input: Int, to output: Int) -> [Place<Int>] {
        var scale = ((input << 10) + output / 2) / output
        if sampling.alignsCorners, output > 1 {
            scale = (((input - 1) << 10) + (output - 1) / 2) / (output - 1)
        }
        return (0..<output).map { index in
            var place = index * scale
            if sampling.halfPixelCenters { place += scale / 2 - (1 << 9) }
            let lower = max(place / 1024, 0)
            let upper = min((place + 1023) / 1024, input - 1)
            return Place(
                lower: min(lower, input - 1), upper: max(upper, 0), weight: place - (lower << 10))
        }
    }

    private func kernel<Mean: BilinearMean>(
        _ input: Tensor, _ output: Tensor, _ mean: Mean,
        _ places: (_ from: Int, _ to: Int) -> [Place<Mean.Weight>]
    ) -> Kernel {
        let from = input.shape
        let rows = places(from[1], output.shape[1])
        let columns = places(from[2], output.shape[2])
        return {
            let source = UnsafePointer(input.data.assumingMemoryBound(to: Mean.Element.self))
            var target = output.data.assumingMemoryBound(to: Mean.Element.self)
            let channels = from[3]
            for image in 0..<from[0] {
                for row in rows {
                    let above = source + (image * from[1] + row.lower) * from[2] * channels
                    let below = source + (image * from[1] + row.upper) * from[2] * channels
                    for column in columns {
                        let left = column.lower * channels
                        let right = column.upper * channels
                        for channel in 0..<channels {
                            target[channel] = mean.of(
                                above[left + channel], above[right + channel],
                                below[left + channel], below[right + channel],
                                down: row.weight, across: column.weight)
                        }
                        target += channels
                    }
                }
            }
        }
    }
}

/// The weighted mean of four elements.
private protocol BilinearMean {
    associatedtype Element: BitwiseCopyable
    associatedtype Weight

    func of(
        _ aboveLeft: Element, _ aboveRight: Element, _ belowLeft: Element, _ belowRight: Element,
        down: Weight, across: Weight
    ) -> Element
}

private struct RealMean: BilinearMean {
    @inline(__always)
    func of(
        _ aboveLeft: Float, _ aboveRight: Float, _ belowLeft: Float, _ belowRight: Float,
        down: Float, across: Float
    ) -> Float {
        aboveLeft * (1 - down) * (1 - across) + belowLeft * down * (1 - across)
            + aboveRight * (1 - down) * across + belowRight * down * across
    }
}

/// The mean of reals, rounded, as the format's kernel for unsigned numbers has it.
private struct RoundedMean: BilinearMean {
    @inline(__always)
    func of(
        _ aboveLeft: UInt8, _ aboveRight: UInt8, _ belowLeft: UInt8, _ belowRight: UInt8,
        down: Float, across: Float
    ) -> UInt8 {
        let mean = RealMean().of(
            Float(aboveLeft), Float(aboveRight), Float(belowLeft), Float(belowRight), down: down,
            across: across)
        return UInt8(max(min(mean.rounded(.toNearestOrAwayFromZero), 255), 0))
    }
}

private struct WholeMean<Element: FixedWidthInteger & BitwiseCopyable>: BilinearMean {
    @inline(__always)
    func of(
        _ aboveLeft: Element, _ aboveRight: Element, _ belowLeft: Element, _ belowRight: Element,
        down: Int, across: Int
    ) -> Element {
        let one = 1 << 10
        let sum =
            Int(aboveLeft) * (one - down) * (one - across) + Int(belowLeft) * down * (one - across)
            + Int(aboveRight) * (one - down) * across + Int(belowRight) * down * across
        let half = sum > 0 ? 1 << 19 : -(1 << 19)
        return Element(truncatingIfNeeded: (sum + half) / (1 << 20))
    }
}
