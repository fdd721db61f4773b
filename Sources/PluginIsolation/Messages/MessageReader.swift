import PluginKit

/// A message that does not hold what it should.
struct BrokenMessage: Error {}

/// Takes a message apart. Nothing that it holds is believed: its sender's memory may be spoilt.
struct MessageReader {
    private var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    private mutating func take(_ count: Int) throws(BrokenMessage) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= rest.count else { throw BrokenMessage() }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count)) }
        return UnsafeRawBufferPointer(rebasing: rest.prefix(count))
    }

    mutating func value<Value: BitwiseCopyable>(
        _: Value.Type = Value.self
    ) throws(BrokenMessage) -> Value {
        try take(MemoryLayout<Value>.size).loadUnaligned(as: Value.self)
    }

    mutating func text() throws(BrokenMessage) -> String {
        String(decoding: try take(Int(try value(UInt32.self))), as: UTF8.self)
    }

    mutating func optionalText() throws(BrokenMessage) -> String? {
        try value(UInt8.self) == 0 ? nil : try text()
    }

    mutating func texts() throws(BrokenMessage) -> [String] {
        var texts: [String] = []
        for _ in 0..<(try value(UInt32.self)) { texts.append(try text()) }
        return texts
    }

    /// Copies values to where there is room for them.
    mutating func fill<Value: BitwiseCopyable>(
        _ values: UnsafeMutablePointer<Value>?, count: Int
    ) throws(BrokenMessage) {
        let bytes = try take(try Self.size(of: Value.self, count))
        guard count > 0 else { return }
        guard let values, let start = bytes.baseAddress else { throw BrokenMessage() }
        UnsafeMutableRawPointer(values).copyMemory(from: start, byteCount: bytes.count)
    }

    /// Values in memory of their own.
    mutating func array<Value: BitwiseCopyable>(
        of count: Int, in memory: ForeignMemory, _: Value.Type = Value.self
    ) throws(BrokenMessage) -> UnsafeMutablePointer<Value> {
        let bytes = try take(try Self.size(of: Value.self, count))
        return memory.array(
            [Value](unsafeUninitializedCapacity: count) { values, filled in
                UnsafeMutableRawBufferPointer(values).copyMemory(from: bytes)
                filled = count
            })
    }

    /// All that is left.
    mutating func remainder() -> UnsafeRawBufferPointer {
        defer { rest = UnsafeRawBufferPointer(start: nil, count: 0) }
        return rest
    }

    private static func size<Value>(of _: Value.Type, _ count: Int) throws(BrokenMessage) -> Int {
        let (size, isTooLarge) = MemoryLayout<Value>.stride.multipliedReportingOverflow(by: count)
        guard count >= 0, !isTooLarge else { throw BrokenMessage() }
        return size
    }
}
