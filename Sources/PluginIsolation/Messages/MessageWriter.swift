import CPoseAnimatePlugin

/// Bytes of one message: numbers and structures as they lie in memory, since both sides are one program.
struct MessageWriter {
    var bytes: [UInt8] = []

    /// Begins another message in the same memory.
    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    mutating func add<Number: Numeric & BitwiseCopyable>(_ number: Number) {
        add(structure: number)
    }

    /// A structure as it lies in memory; where it points to means nothing to the reader.
    mutating func add<Value: BitwiseCopyable>(structure value: Value) {
        withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    }

    /// Values without their number, which the reader knows.
    mutating func add<Value: BitwiseCopyable>(_ values: UnsafePointer<Value>?, count: Int) {
        guard let values, count > 0 else { return }
        bytes.append(
            contentsOf: UnsafeRawBufferPointer(
                start: values, count: count * MemoryLayout<Value>.stride))
    }

    /// Bytes without their number, at the end of a message.
    mutating func add(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }

    mutating func add(_ text: String) {
        add(UInt32(clamping: text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// A text that may be missing.
    mutating func add(_ text: UnsafePointer<CChar>?) {
        add(UInt8(text == nil ? 0 : 1))
        if let text { add(String(cString: text)) }
    }

    mutating func add(_ text: String?) {
        add(UInt8(text == nil ? 0 : 1))
        if let text { add(text) }
    }

    mutating func add(_ texts: [String]) {
        add(UInt32(texts.count))
        for text in texts { add(text) }
    }
}
