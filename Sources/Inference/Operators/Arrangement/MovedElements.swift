/// A tensor whose elements go elsewhere as they are, whatever they mean.
struct MovedElements: Sendable {
    /// All that have a size of their own.
    static let types = ElementType.allCases.filter { $0.byteCount != nil }

    var shape: Shape
    var type: ElementType
    /// In bytes.
    var elementSize: Int
    /// What stands for zero in the first output.
    var zero: Int

    /// Checks an input that outputs of the same type take elements from.
    init(_ request: ShapeRequest, _ index: Int) throws(InferenceError) {
        let input = try request.operand(index)
        guard let elementSize = input.type.byteCount else {
            throw request.unsupported("moves \(input.type) elements, which is not implemented")
        }
        for output in request.outputs where output.type != input.type {
            throw request.error(
                "moves \(input.type) elements to an output that is \(output.type)")
        }
        shape = input.shape
        type = input.type
        self.elementSize = elementSize
        zero =
            type.isQuantizable ? request.outputs.first?.quantization?.zeroPoints.first ?? 0 : 0
    }
}

/// The bytes of one element, to fill memory with.
struct ElementPattern: Sendable {
    var elementSize: Int

    /// A small number that stands for zero, in a quantized type or another.
    static func bytes(_ number: Int, _ elementSize: Int) -> [UInt8] {
        (0..<elementSize).map { UInt8(truncatingIfNeeded: number >> (8 * min($0, 7))) }
    }

    /// Writes an element again and again.
    func fill(
        _ memory: UnsafeMutableRawPointer, count: Int, with element: UnsafeRawPointer
    ) {
        switch elementSize {
        case 1: Self.fill(UInt8.self, memory, count, element)
        case 2: Self.fill(UInt16.self, memory, count, element)
        case 4: Self.fill(UInt32.self, memory, count, element)
        case 8: Self.fill(UInt64.self, memory, count, element)
        default:
            for index in 0..<count {
                (memory + index * elementSize).copyMemory(from: element, byteCount: elementSize)
            }
        }
    }

    @inline(__always)
    private static func fill<Element: BitwiseCopyable>(
        _: Element.Type, _ memory: UnsafeMutableRawPointer, _ count: Int,
        _ element: UnsafeRawPointer
    ) {
        memory.initializeMemory(
            as: Element.self, repeating: element.loadUnaligned(as: Element.self), count: count)
    }
}
