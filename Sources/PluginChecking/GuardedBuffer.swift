/// Memory with marks before and behind it, which show whether somebody wrote beyond its ends.
final class GuardedBuffer<Value: BitwiseCopyable> {
    let values: UnsafeMutableBufferPointer<Value>
    private let memory: UnsafeMutableRawBufferPointer
    private static var margin: Int { 256 }
    private static var mark: UInt8 { 0xA5 }

    init(_ count: Int, _ value: Value) {
        let size = count * MemoryLayout<Value>.stride
        memory = .allocate(byteCount: size + 2 * Self.margin, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: Self.mark)
        let start = UnsafeMutableRawBufferPointer(
            rebasing: memory[Self.margin..<Self.margin + size])
        values = UnsafeMutableBufferPointer(
            start: start.baseAddress?.bindMemory(to: Value.self, capacity: count), count: count)
        values.update(repeating: value)
    }

    deinit { memory.deallocate() }

    /// Whether nothing was written beyond the ends.
    var isIntact: Bool {
        memory.prefix(Self.margin).allSatisfy { $0 == Self.mark }
            && memory.suffix(Self.margin).allSatisfy { $0 == Self.mark }
    }
}
