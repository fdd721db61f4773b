/// A value of a FlatBuffer that is yet to be written.
package indirect enum FlatValue {
    /// A number, in the bytes it takes; it is aligned to its size.
    case scalar([UInt8])
    /// A vector of numbers: the bytes of all, the number of them, and their alignment.
    case numbers([UInt8], count: Int, alignment: Int)
    case string(String)
    /// Fields by their numbers in the schema.
    case table([Int: FlatValue])
    /// A vector of tables or strings.
    case vector([FlatValue])

    package static func number(_ value: some FixedWidthInteger) -> FlatValue {
        .scalar(littleEndian([value]))
    }

    package static func float(_ value: Float) -> FlatValue { number(value.bitPattern) }
    package static func bool(_ value: Bool) -> FlatValue { number(UInt8(value ? 1 : 0)) }

    package static func numbers<Number: FixedWidthInteger>(_ values: [Number]) -> FlatValue {
        .numbers(
            littleEndian(values), count: values.count, alignment: MemoryLayout<Number>.size)
    }

    package static func floats(_ values: [Float]) -> FlatValue { numbers(values.map(\.bitPattern)) }

    /// Bytes that are aligned as a tensor's.
    package static func data(_ bytes: [UInt8]) -> FlatValue {
        .numbers(bytes, count: bytes.count, alignment: 16)
    }

    package static func littleEndian(_ values: [some FixedWidthInteger]) -> [UInt8] {
        values.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } }
    }
}

/// Writes FlatBuffers by the binary format's description ("FlatBuffers internals"): parents stand
/// before their children, each table directly behind its list of fields.
package struct FlatBufferBuilder {
    private var bytes: [UInt8]

    /// - Parameter identifier: Four characters that tell the schema.
    package static func bytes(root: [Int: FlatValue], identifier: String) -> [UInt8] {
        var builder = FlatBufferBuilder(bytes: [0, 0, 0, 0] + Array(identifier.utf8))
        let place = builder.write(.table(root))
        builder.patch(0, with: place)
        // Tensors may be read in vectors beyond their ends.
        builder.align(16)
        return builder.bytes
    }

    private mutating func align(_ alignment: Int, before size: Int = 0) {
        while !(bytes.count + size).isMultiple(of: alignment) { bytes.append(0) }
    }

    private mutating func append(_ value: some FixedWidthInteger) {
        bytes += FlatValue.littleEndian([value])
    }

    /// Makes the four bytes at a place point to a later one.
    private mutating func patch(_ place: Int, with target: Int) {
        bytes.replaceSubrange(
            place..<place + 4, with: FlatValue.littleEndian([UInt32(target - place)]))
    }

    /// Writes a value that is pointed to; tells where it lies.
    private mutating func write(_ value: FlatValue) -> Int {
        switch value {
        case .scalar: preconditionFailure("numbers stand within tables")
        case .numbers(let elements, let count, let alignment):
            align(max(alignment, 4), before: 4)
            let place = bytes.count
            append(UInt32(count))
            bytes += elements
            return place
        case .string(let text):
            align(4)
            let place = bytes.count
            append(UInt32(text.utf8.count))
            bytes += Array(text.utf8) + [0]
            return place
        case .vector(let elements):
            align(4)
            let place = bytes.count
            append(UInt32(elements.count))
            for _ in elements { append(UInt32(0)) }
            for (index, element) in elements.enumerated() {
                let target = write(element)
                patch(place + 4 + 4 * index, with: target)
            }
            return place
        case .table(let fields): return write(fields: fields)
        }
    }

    private mutating func write(fields: [Int: FlatValue]) -> Int {
        let count = (fields.keys.max() ?? -1) + 1
        let vtableSize = 4 + 2 * count
        align(8, before: vtableSize)
        let vtable = bytes.count
        let table = vtable + vtableSize
        var offsets = [UInt16](repeating: 0, count: count)
        var content: [UInt8] = FlatValue.littleEndian([Int32(vtableSize)])
        for (field, value) in fields.sorted(by: { $0.key < $1.key }) {
            var stored = [UInt8](repeating: 0, count: 4)
            if case .scalar(let scalar) = value { stored = scalar }
            while !content.count.isMultiple(of: stored.count) { content.append(0) }
            offsets[field] = UInt16(content.count)
            content += stored
        }
        append(UInt16(vtableSize))
        append(UInt16(content.count))
        for offset in offsets { append(offset) }
        bytes += content
        for (field, value) in fields.sorted(by: { $0.key < $1.key }) {
            if case .scalar = value { continue }
            let target = write(value)
            patch(table + Int(offsets[field]), with: target)
        }
        return table
    }
}
