/// Memory that the other side of the interface reads; it stays where it is as long as this object lives.
package final class ForeignMemory {
    private var blocks: [UnsafeMutableRawPointer] = []

    package init() {}

    deinit { blocks.forEach { $0.deallocate() } }

    /// Text with a zero byte at its end; what is behind a zero byte in it is not seen.
    package func text(_ text: String) -> UnsafePointer<CChar> {
        UnsafePointer(array(text.utf8.map { CChar(bitPattern: $0) } + [0]))
    }

    /// One value.
    package func value<Value: BitwiseCopyable>(_ value: Value) -> UnsafeMutablePointer<Value> {
        array([value])
    }

    /// Values one behind the other, aligned to 16 bytes at least.
    package func array<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: max(values.count, 1) * MemoryLayout<Value>.stride,
            alignment: max(MemoryLayout<Value>.alignment, 16))
        blocks.append(memory)
        let typed = memory.bindMemory(to: Value.self, capacity: max(values.count, 1))
        typed.update(from: values, count: values.count)
        return typed
    }

    /// Pointers to texts, and a null pointer behind them.
    package func texts(_ texts: [String]) -> UnsafePointer<UnsafePointer<CChar>?> {
        UnsafePointer(array(texts.map { text($0) as UnsafePointer<CChar>? } + [nil]))
    }
}
