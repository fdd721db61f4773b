import ModelBuilding
import Testing

/// A window over an image, for tests of delegates.
struct ConvolutionCase: CustomTestStringConvertible, Sendable {
    var image: [Int]
    var channels: Int
    var kernel: [Int]
    var stride = [1, 1]
    var dilation = [1, 1]
    /// SAME, else VALID.
    var isSame = true
    /// By the schema's numbers.
    var activation = 0
    /// Input channels of an output channel; all where it is nil.
    var depth: Int?

    var testDescription: String { "\(image) \(channels) \(kernel) \(stride) \(dilation)" }

    var output: [Int] {
        [image[0]]
            + (0..<2).map { axis in
                let reach = (kernel[axis] - 1) * dilation[axis] + 1
                let room = isSame ? image[1 + axis] : image[1 + axis] - reach + 1
                return (room + stride[axis] - 1) / stride[axis]
            } + [channels]
    }

    func options(depthwise: Bool) -> [Int: FlatValue] {
        let offset = depthwise ? 1 : 0
        var options: [Int: FlatValue] = [
            0: .number(Int8(isSame ? 0 : 1)), 1: stride[1].option, 2: stride[0].option,
            3 + offset: .number(Int8(activation)), 4 + offset: dilation[1].option,
            5 + offset: dilation[0].option,
        ]
        if depthwise { options[3] = (channels / image[3]).option }
        return options
    }

    /// A scale for outputs that sums of so many products fill without saturating all.
    static func scale(_ depth: Int, _ input: Float, _ weight: Float) -> Float {
        Float(depth).squareRoot() * input * weight * 40
    }

    static let convolutions = [
        ConvolutionCase(image: [1, 9, 11, 5], channels: 7, kernel: [1, 1]),
        ConvolutionCase(image: [2, 12, 9, 16], channels: 33, kernel: [3, 3], activation: 1),
        ConvolutionCase(
            image: [1, 17, 14, 3], channels: 8, kernel: [5, 3], stride: [2, 2], activation: 3),
        ConvolutionCase(
            image: [1, 13, 13, 4], channels: 6, kernel: [3, 3], stride: [3, 2], isSame: false),
        ConvolutionCase(image: [1, 15, 12, 8], channels: 4, kernel: [3, 3], dilation: [2, 3]),
        ConvolutionCase(
            image: [1, 8, 8, 12], channels: 18, kernel: [3, 3], activation: 2, depth: 4),
        ConvolutionCase(image: [1, 7, 7, 6], channels: 5, kernel: [1, 1], stride: [4, 4]),
    ]

    static let depthwise = [
        ConvolutionCase(image: [1, 12, 11, 19], channels: 19, kernel: [3, 3], activation: 3),
        ConvolutionCase(
            image: [2, 14, 14, 8], channels: 8, kernel: [5, 5], stride: [2, 2], activation: 1),
        ConvolutionCase(image: [1, 10, 9, 4], channels: 12, kernel: [3, 3], isSame: false),
        ConvolutionCase(image: [1, 16, 16, 6], channels: 6, kernel: [3, 3], dilation: [2, 2]),
    ]
}
