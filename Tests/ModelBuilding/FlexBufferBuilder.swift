/// Writes FlexBuffers of one map, all of whose numbers and offsets take four bytes.
package struct FlexBufferBuilder {
    package enum Value {
        case integer(Int32)
        case real(Float)
        case string(String)
        case integers([Int32])
    }

    private var bytes: [UInt8] = []

    package static func map(_ values: [String: Value]) -> [UInt8] {
        var builder = FlexBufferBuilder()
        return builder.write(values)
    }

    private mutating func write(_ values: [String: Value]) -> [UInt8] {
        let sorted = values.sorted { $0.key < $1.key }
        var keys: [Int] = []
        for (key, _) in sorted {
            keys.append(bytes.count)
            bytes += Array(key.utf8) + [0]
        }
        var targets: [Int] = []
        for (_, value) in sorted { targets.append(write(value)) }
        append(keys.count)
        let keyVector = bytes.count
        for key in keys { append(bytes.count - key) }
        append(bytes.count - keyVector)
        append(4)
        append(sorted.count)
        let map = bytes.count
        for (index, (_, value)) in sorted.enumerated() {
            switch value {
            case .integer(let number): bytes += FlatValue.littleEndian([number])
            case .real(let number): bytes += FlatValue.littleEndian([number.bitPattern])
            case .string, .integers: append(bytes.count - targets[index])
            }
        }
        // The kind of each value, and that what it points to has elements of 1 << 2 bytes.
        for (_, value) in sorted {
            switch value {
            case .integer: bytes.append(1 << 2 | 2)
            case .real: bytes.append(3 << 2 | 2)
            case .string: bytes.append(5 << 2 | 2)
            case .integers: bytes.append(11 << 2 | 2)
            }
        }
        append(bytes.count - map)
        return bytes + [9 << 2 | 2, 4]
    }

    /// Writes what a value points to, if it does.
    private mutating func write(_ value: Value) -> Int {
        switch value {
        case .integer, .real: return 0
        case .string(let text):
            append(text.utf8.count)
            bytes += Array(text.utf8) + [0]
            return bytes.count - text.utf8.count - 1
        case .integers(let numbers):
            append(numbers.count)
            bytes += FlatValue.littleEndian(numbers)
            return bytes.count - 4 * numbers.count
        }
    }

    private mutating func append(_ number: Int) {
        bytes += FlatValue.littleEndian([UInt32(number)])
    }
}
