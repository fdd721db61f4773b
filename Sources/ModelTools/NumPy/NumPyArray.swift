import Inference

/// An array as NumPy's files hold it: a type, a shape and the elements.
package struct NumPyArray: Sendable, Equatable {
    package let type: ElementType
    package let shape: Shape
    /// The elements, little-endian, the last axis the quickest.
    package let bytes: [UInt8]

    /// - Throws: `badArgument` when NumPy has no such type, or the bytes do not fill the shape.
    package init(type: ElementType, shape: Shape, bytes: [UInt8]) throws(InferenceError) {
        guard NumPyType.spelling(of: type) != nil, let size = type.byteCount else {
            throw InferenceError(
                .badArgument, source: "array", "\(type) is a type that NumPy does not have")
        }
        guard bytes.count == shape.count * size else {
            throw InferenceError(
                .badArgument, source: "array",
                "\(bytes.count) bytes do not fill the shape \(shape) of \(type)")
        }
        self.init(type, shape, bytes)
    }

    /// - Throws: `badArgument` when the values do not fill the shape.
    package init<Element: TensorElement>(
        _ values: [Element], shape: Shape
    ) throws(InferenceError) {
        try self.init(
            type: Element.elementType, shape: shape,
            bytes: values.withUnsafeBytes { Array($0) })
    }

    /// For bytes that were counted.
    init(_ type: ElementType, _ shape: Shape, _ bytes: [UInt8]) {
        self.type = type
        self.shape = shape
        self.bytes = bytes
    }

    /// The elements; nil when they are of another type.
    package func values<Element: TensorElement>(as type: Element.Type) -> [Element]? {
        guard self.type == Element.elementType else { return nil }
        return bytes.withUnsafeBytes { bytes in
            (0..<shape.count).map { index in
                bytes.loadUnaligned(
                    fromByteOffset: index * MemoryLayout<Element>.stride, as: type)
            }
        }
    }
}
