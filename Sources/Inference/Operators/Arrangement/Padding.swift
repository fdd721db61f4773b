/// Operators that surround a tensor with elements.
enum Padding {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.pad, versions: 1...5, types: ElementType.movable, ConstantPadding.self),
        OperatorDefinition(
            .padv2, versions: 1...5, types: ElementType.movable, ConstantPadding.self),
        OperatorDefinition(
            .mirrorPad, versions: 1...3, types: ElementType.movable, MirrorPadding.self),
    ]
}

/// The elements that are put before and behind each axis.
private struct Margins {
    var before: [Int] = []
    var after: [Int] = []
    var shape: Shape

    /// Nil when they are computed while running.
    init?(_ request: ShapeRequest) throws(InferenceError) {
        let input = try request.operand(0)
        guard let numbers = try request.integers(1, count: 2 * input.shape.rank, "paddings") else {
            return nil
        }
        var extents: [Int] = []
        for axis in 0..<input.shape.rank {
            let (first, last) = (numbers[2 * axis], numbers[2 * axis + 1])
            guard first >= 0, last >= 0, first < 1 << 40, last < 1 << 40 else {
                throw request.error("a padding of \(first) and \(last) is not possible")
            }
            before.append(first)
            after.append(last)
            extents.append(first + input.shape[axis] + last)
        }
        shape = try request.shape(extents)
    }
}

/// PAD and PADV2: zeros, or one given value, around a tensor.
private struct ConstantPadding: OperatorPlan {
    private let margins: Margins?
    private let input: KnownTensor
    private let size: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...3)
        input = try request.operand(0)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        if let value = try request.optionalOperand(2) {
            guard value.type == input.type, value.shape.count == 1 else {
                throw request.error("its value must be one \(input.type)")
            }
        }
        margins = try Margins(request)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { margins.map { [$0.shape] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let margins else { return {} }
        let source = try request.input(0)
        let target = try request.output()
        let value = request.optionalInput(2)
        let copy = StridedCopy(
            input.shape.dimensions, from: input.shape.strides, to: margins.shape.strides,
            toStart: zip(margins.before, margins.shape.strides).reduce(0) { $0 + $1.0 * $1.1 },
            size: size)
        let size = size
        // Zero of a quantized tensor is its zero point, which is the same in every byte of none
        // but 8-bit numbers.
        let zero = OwnedBytes(byteCount: max(size, 8))
        zero.mutableBytes.initializeMemory(as: UInt8.self, repeating: 0)
        if input.type.isQuantizable, let quantization = target.quantization {
            zero.mutableBytes.storeBytes(
                of: Int64(quantization.zeroPoint).littleEndian, as: Int64.self)
        }
        return {
            let fill = value.map { UnsafeRawPointer($0.data) } ?? UnsafeRawPointer(zero.address)
            target.fill(with: fill, size: size)
            copy.run(from: source.data, to: target.data)
        }
    }
}

/// MIRROR_PAD: a tensor's own elements around it, with (SYMMETRIC) or without (REFLECT) its edge.
private struct MirrorPadding: OperatorPlan {
    private let margins: Margins?
    private let input: KnownTensor
    private let size: Int
    private let edge: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        input = try request.operand(0)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        let mode = try request.node.options.byte(0)
        guard mode == 0 || mode == 1 else { throw request.error("has an unknown mode \(mode)") }
        edge = mode == 1 ? 0 : 1
        margins = try Margins(request)
        guard let margins else { return }
        for axis in 0..<input.shape.rank
        where max(margins.before[axis], margins.after[axis]) > max(input.shape[axis] - edge, 0) {
            throw request.error("mirrors more of axis \(axis) than \(input.shape) has")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { margins.map { [$0.shape] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let margins else { return {} }
        let source = try request.input(0)
        let target = try request.output()
        let size = size
        // For each axis and place the step to the input's element.
        let strides = input.shape.strides
        let offsets = input.shape.dimensions.indices.map { axis in
            (0..<margins.shape[axis]).map { place in
                var at = place - margins.before[axis]
                if at < 0 { at = -at - 1 + edge }
                if at >= input.shape[axis] { at = 2 * input.shape[axis] - 1 - edge - at }
                return at * strides[axis] * size
            }
        }
        return {
            var place = target.data
            Self.copy(offsets[...], from: source.data, to: &place, size: size)
        }
    }

    private static func copy(
        _ offsets: ArraySlice<[Int]>, from source: UnsafeRawPointer,
        to target: inout UnsafeMutableRawPointer, size: Int
    ) {
        guard let first = offsets.first else {
            target.copyMemory(from: source, byteCount: size)
            target += size
            return
        }
        for offset in first {
            copy(offsets.dropFirst(), from: source + offset, to: &target, size: size)
        }
    }
}

extension Tensor {
    /// Writes one element's bytes to every element.
    func fill(with element: UnsafeRawPointer, size: Int) {
        switch size {
        case 1: fill(element.load(as: UInt8.self))
        case 2: fill(element.load(as: UInt16.self))
        case 4: fill(element.load(as: UInt32.self))
        case 8: fill(element.load(as: UInt64.self))
        default:
            for index in 0..<shape.count {
                (data + index * size).copyMemory(from: element, byteCount: size)
            }
        }
    }

    private func fill<Element: BitwiseCopyable>(_ value: Element) {
        elements(Element.self).update(repeating: value)
    }
}
