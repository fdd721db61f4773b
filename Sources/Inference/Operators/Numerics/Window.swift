/// How a window (a convolution's filter, a pool) moves along one axis.
struct WindowAxis: Sendable, Hashable {
    var input: Int
    var output: Int
    var size: Int
    var stride: Int
    var dilation: Int
    /// The elements of padding before the first.
    var padding: Int

    /// The extent of the window with its gaps.
    var reach: Int { (size - 1) * dilation + 1 }
}

/// How padding is chosen, by the schema's numbers.
enum PaddingRule: Int, Sendable {
    case same = 0
    case valid = 1

    init(_ node: Node, field: Int) throws(InferenceError) {
        guard let rule = PaddingRule(rawValue: try node.options.byte(field)) else {
            throw InferenceError(.badModel, place: node.place, "has an unknown padding")
        }
        self = rule
    }

    /// The window's way along an axis: SAME gives ceil(input / stride) outputs, with the odd
    /// element of padding behind; VALID only windows that lie within.
    /// - Throws: for strides, dilations and sizes that are not positive, or no output at all.
    func axis(
        input: Int, size: Int, stride: Int, dilation: Int = 1, at place: String
    ) throws(InferenceError) -> WindowAxis {
        guard stride > 0, dilation > 0, size > 0, size < 1 << 24, dilation < 1 << 24,
            stride < 1 << 30
        else {
            throw InferenceError(
                .badModel, place: place,
                "a window of \(size) with stride \(stride) and dilation \(dilation) "
                    + "is not possible")
        }
        let reach = (size - 1) * dilation + 1
        switch self {
        case .same:
            let output = (input + stride - 1) / stride
            let total = max((output - 1) * stride + reach - input, 0)
            return WindowAxis(
                input: input, output: output, size: size, stride: stride, dilation: dilation,
                padding: total / 2)
        case .valid:
            guard input >= reach else {
                throw InferenceError(
                    .badModel, place: place,
                    "a window of \(reach) does not fit an input of \(input)")
            }
            return WindowAxis(
                input: input, output: (input - reach) / stride + 1, size: size, stride: stride,
                dilation: dilation, padding: 0)
        }
    }
}
