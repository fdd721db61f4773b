/// How inputs and weights are multiplied, summed and turned into outputs: what convolutions and
/// matrix products of all element types have in common.
protocol ProductArithmetic {
    associatedtype Input: BitwiseCopyable
    associatedtype Weight: BitwiseCopyable
    associatedtype Sum: BitwiseCopyable
    associatedtype Output: BitwiseCopyable

    /// The arithmetic of an item of the batch or, in matrix products, of a row.
    func ofItem(_ index: Int) -> Self
    var zero: Sum { get }
    func add(_ input: Input, _ weight: Weight, to sum: inout Sum)
    /// Adds the channel's bias and applies scale and activation.
    func finish(_ sum: Sum, channel: Int) -> Output
}

extension ProductArithmetic {
    func ofItem(_ index: Int) -> Self { self }

    /// The sum of the products of two rows.
    @inline(__always)
    func dot(
        _ input: UnsafePointer<Input>, _ weights: UnsafePointer<Weight>, count: Int,
        onto sum: inout Sum
    ) {
        for index in 0..<count { add(input[index], weights[index], to: &sum) }
    }
}

/// Products of reals.
struct RealProducts: ProductArithmetic {
    var bias: BoundValues<Float>?
    let bounds: ClosedRange<Float>

    var zero: Float { 0 }

    @inline(__always)
    func add(_ input: Float, _ weight: Float, to sum: inout Float) { sum += input * weight }

    @inline(__always)
    func finish(_ sum: Float, channel: Int) -> Float {
        bounds.clamped(bias.map { sum + $0.pointer[channel] } ?? sum)
    }
}

/// Products of quantized numbers, summed as whole numbers.
struct QuantizedProducts<
    Element: FixedWidthInteger & BitwiseCopyable, Weight: FixedWidthInteger & BitwiseCopyable,
    Sum: ProductSum
>: ProductArithmetic {
    let inputZero: Sum
    let weightZero: Sum
    var bias: BoundValues<Sum>?
    let output: Requantization

    var zero: Sum { 0 }

    @inline(__always)
    func add(_ input: Element, _ weight: Weight, to sum: inout Sum) {
        let left = Sum(truncatingIfNeeded: input) &- inputZero
        let right = Sum(truncatingIfNeeded: weight) &- weightZero
        sum = sum &+ left &* right
    }

    @inline(__always)
    func finish(_ sum: Sum, channel: Int) -> Element {
        let biased = bias.map { sum &+ $0.pointer[channel] } ?? sum
        return Element(truncatingIfNeeded: output.apply(biased, channel: channel))
    }
}

/// Products of 8-bit numbers whose sums are the output.
struct WholeProducts: ProductArithmetic {
    var zero: Int32 { 0 }

    @inline(__always)
    func add(_ input: Int8, _ weight: Int8, to sum: inout Int32) {
        sum &+= Int32(input) &* Int32(weight)
    }

    @inline(__always)
    func finish(_ sum: Int32, channel: Int) -> Int32 { sum }
}

/// Values that stay where they are while this lives: a tensor's own, or a copy in another form.
struct BoundValues<Element: BitwiseCopyable> {
    let pointer: UnsafePointer<Element>
    private let owner: AnyObject?

    init(_ tensor: Tensor) {
        pointer = UnsafePointer(tensor.data.assumingMemoryBound(to: Element.self))
        owner = tensor.owner
    }

    /// Values computed while binding.
    init(_ values: [Element]) {
        let bytes = OwnedBytes(byteCount: values.count * MemoryLayout<Element>.stride)
        values.withUnsafeBytes { bytes.mutableBytes.copyMemory(from: $0) }
        pointer = UnsafePointer(bytes.address.assumingMemoryBound(to: Element.self))
        owner = bytes
    }
}

/// Memory that a kernel works in, kept from run to run.
struct Scratch<Element: BitwiseCopyable> {
    let pointer: UnsafeMutablePointer<Element>
    let count: Int
    private let owner: OwnedBytes

    var elements: UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(start: pointer, count: count)
    }

    init(count: Int) {
        owner = OwnedBytes(byteCount: count * MemoryLayout<Element>.stride)
        pointer = owner.address.assumingMemoryBound(to: Element.self)
        self.count = count
    }
}
