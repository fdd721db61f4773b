/// Reads FlexBuffers, as FlatBuffers' "internals" document describes them: children stand before
/// their parents, the root at the end; each vector tells how wide its elements are.
struct FlexBufferReader {
    /// Vectors within vectors beyond this are taken for damage.
    private static let depthLimit = 32
    /// Values may be shared, so that a few bytes could unfold without end.
    private static let valueLimit = 1 << 14

    private let bytes: [UInt8]
    private var valueCount = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Where a value lies, and what it is.
    private struct Slot {
        var position: Int
        /// The bytes of a number or offset at the position.
        var width: Int
        /// The kind of value, and the width of what it points to, as the format packs them.
        var packed: UInt8

        var kind: UInt8 { packed >> 2 }
        var childWidth: Int { 1 << Int(packed & 3) }
    }

    /// The numbers of the format's kinds.
    private enum Kind {
        static let null: UInt8 = 0
        static let integer: UInt8 = 1
        static let unsigned: UInt8 = 2
        static let real: UInt8 = 3
        static let key: UInt8 = 4
        static let string: UInt8 = 5
        static let indirectInteger: UInt8 = 6
        static let indirectUnsigned: UInt8 = 7
        static let indirectReal: UInt8 = 8
        static let map: UInt8 = 9
        static let vector: UInt8 = 10
        /// Vectors of integers, unsigned integers, reals, keys and, formerly, strings.
        static let typedVectors: ClosedRange<UInt8> = 11...15
        /// Of 2, 3 and 4 integers, unsigned integers or reals, without a count.
        static let fixedVectors: ClosedRange<UInt8> = 16...24
        static let blob: UInt8 = 25
        static let bool: UInt8 = 26
        static let boolVector: UInt8 = 36
    }

    mutating func root() throws(InferenceError) -> FlexValue {
        guard bytes.count >= 3 else { throw damage(0, "has no root") }
        let width = Int(bytes[bytes.count - 1])
        guard [1, 2, 4, 8].contains(width), width + 2 <= bytes.count else {
            throw damage(bytes.count - 1, "has a root of \(width) bytes")
        }
        let slot = Slot(
            position: bytes.count - 2 - width, width: width, packed: bytes[bytes.count - 2])
        return try value(slot, depth: 0)
    }

    private mutating func value(_ slot: Slot, depth: Int) throws(InferenceError) -> FlexValue {
        valueCount += 1
        guard depth < Self.depthLimit, valueCount < Self.valueLimit else {
            throw damage(slot.position, "unfolds too far")
        }
        switch slot.kind {
        case Kind.null: return .null
        case Kind.bool: return .bool(try unsigned(slot.position, slot.width) != 0)
        case Kind.integer: return .integer(try integer(slot.position, slot.width))
        case Kind.unsigned: return .unsigned(try unsigned(slot.position, slot.width))
        case Kind.real: return .real(try real(slot.position, slot.width))
        default: break
        }
        let target = try target(slot.position, slot.width)
        let width = slot.childWidth
        switch slot.kind {
        case Kind.key: return .string(try key(target))
        case Kind.string:
            return .string(String(decoding: try counted(target, width), as: UTF8.self))
        case Kind.blob: return .blob(Array(try counted(target, width)))
        case Kind.indirectInteger: return .integer(try integer(target, width))
        case Kind.indirectUnsigned: return .unsigned(try unsigned(target, width))
        case Kind.indirectReal: return .real(try real(target, width))
        case Kind.vector: return .vector(try elements(target, width, depth: depth))
        case Kind.map: return try map(target, width, depth: depth)
        case Kind.typedVectors:
            // The first of these kinds is a vector of the first kind of number, and so on.
            let kind = slot.kind - Kind.typedVectors.lowerBound + Kind.integer
            return try vector(target, width, kind, count: count(target, width), depth: depth)
        case Kind.boolVector:
            return try vector(target, width, Kind.bool, count: count(target, width), depth: depth)
        case Kind.fixedVectors:
            let number = slot.kind - Kind.fixedVectors.lowerBound
            return try vector(
                target, width, number % 3 + Kind.integer, count: Int(number / 3) + 2, depth: depth)
        default: throw damage(slot.position, "holds a value of unknown kind \(slot.kind)")
        }
    }

    /// Elements of one kind, without a list of kinds behind them.
    private mutating func vector(
        _ target: Int, _ width: Int, _ kind: UInt8, count: Int, depth: Int
    ) throws(InferenceError) -> FlexValue {
        try check(target, count * width)
        var values: [FlexValue] = []
        for index in 0..<count {
            let slot = Slot(position: target + index * width, width: width, packed: kind << 2)
            values.append(try value(slot, depth: depth + 1))
        }
        return .vector(values)
    }

    /// Elements of any kinds: their kinds stand behind them, a byte each.
    private mutating func elements(
        _ target: Int, _ width: Int, depth: Int
    ) throws(InferenceError) -> [FlexValue] {
        let count = try count(target, width)
        let kinds = target + count * width
        try check(target, count * width + count)
        var values: [FlexValue] = []
        for index in 0..<count {
            let slot = Slot(
                position: target + index * width, width: width, packed: bytes[kinds + index])
            values.append(try value(slot, depth: depth + 1))
        }
        return values
    }

    /// A map is a vector of values; before its count stand where its keys are and their width.
    private mutating func map(
        _ target: Int, _ width: Int, depth: Int
    ) throws(InferenceError) -> FlexValue {
        let keys = try self.target(target - 3 * width, width)
        let keyWidth = Int(clamping: try unsigned(target - 2 * width, width))
        guard [1, 2, 4, 8].contains(keyWidth) else {
            throw damage(target, "has keys of \(keyWidth) bytes")
        }
        let keyCount = try count(keys, keyWidth)
        try check(keys, keyCount * keyWidth)
        let values = try elements(target, width, depth: depth)
        guard keyCount == values.count else {
            throw damage(target, "has \(keyCount) keys for \(values.count) values")
        }
        var map: [String: FlexValue] = [:]
        for (index, value) in values.enumerated() {
            let name = try key(self.target(keys + index * keyWidth, keyWidth))
            if map[name] == nil { map[name] = value }
        }
        return .map(map)
    }

    /// The number before a vector, a string or a blob.
    private func count(_ target: Int, _ width: Int) throws(InferenceError) -> Int {
        let count = try unsigned(target - width, width)
        guard count <= UInt64(bytes.count) else {
            throw damage(target, "counts \(count) elements in \(bytes.count) bytes")
        }
        return Int(count)
    }

    private func counted(_ target: Int, _ width: Int) throws(InferenceError) -> ArraySlice<UInt8> {
        let count = try count(target, width)
        try check(target, count)
        return bytes[target..<target + count]
    }

    /// A text that ends with a zero.
    private func key(_ target: Int) throws(InferenceError) -> String {
        guard let end = bytes[target...].firstIndex(of: 0) else {
            throw damage(target, "has a key without an end")
        }
        return String(decoding: bytes[target..<end], as: UTF8.self)
    }

    /// Offsets point back from where they stand.
    private func target(_ position: Int, _ width: Int) throws(InferenceError) -> Int {
        let offset = try unsigned(position, width)
        guard offset <= UInt64(position) else { throw damage(position, "points outside its bytes") }
        return position - Int(offset)
    }

    private func unsigned(_ position: Int, _ width: Int) throws(InferenceError) -> UInt64 {
        try check(position, width)
        var value: UInt64 = 0
        for index in (0..<width).reversed() { value = value << 8 | UInt64(bytes[position + index]) }
        return value
    }

    private func integer(_ position: Int, _ width: Int) throws(InferenceError) -> Int64 {
        let unused = 64 - 8 * width
        return Int64(bitPattern: try unsigned(position, width) << unused) >> unused
    }

    private func real(_ position: Int, _ width: Int) throws(InferenceError) -> Double {
        let bits = try unsigned(position, width)
        switch width {
        case 8: return Double(bitPattern: bits)
        case 4: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case 2: return Double(Float(half: UInt16(truncatingIfNeeded: bits)))
        default: throw damage(position, "holds a real of one byte")
        }
    }

    /// Bytes are counted within what the whole has, so sums do not overflow.
    private func check(_ position: Int, _ count: Int) throws(InferenceError) {
        guard position >= 0, position <= bytes.count, count <= bytes.count - position else {
            throw damage(position, "reaches outside its \(bytes.count) bytes")
        }
    }

    private func damage(_ position: Int, _ message: String) -> InferenceError {
        InferenceError(
            .badModel, place: "byte \(position)", "the FlexBuffer \(message); it is damaged")
    }
}
