/// Bytes with whoever keeps them alive: a mapped file or an array.
struct SharedBytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    let owner: AnyObject

    var count: Int { bytes.count }

    /// A number at a position, which need not be aligned.
    /// - Throws: when it does not lie within the bytes.
    func load<Number: FixedWidthInteger & BitwiseCopyable>(
        _ position: Int, _ type: Number.Type
    ) throws(InferenceError) -> Number {
        guard position >= 0, position <= bytes.count - MemoryLayout<Number>.size else {
            throw malformed(position, "points outside the file of \(bytes.count) bytes")
        }
        return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: type))
    }

    /// The target of an offset that is stored at a position, relative to that position.
    func target(_ position: Int) throws(InferenceError) -> Int {
        let offset = Int(try load(position, UInt32.self))
        let target = position + offset
        guard offset != 0, target <= bytes.count else {
            throw malformed(position, "an offset of \(offset) points outside the file")
        }
        return target
    }

    func malformed(_ position: Int, _ message: String) -> InferenceError {
        InferenceError(
            .badModel, place: "byte \(position)",
            message + "; the file is damaged or not a .tflite model")
    }
}

/// A table of a FlatBuffer; its extent and its list of fields were checked against the bytes.
///
/// The binary format is described in FlatBuffers' "internals" document: a table begins with a
/// signed offset back to its vtable, which holds its own size, the table's size and the place of
/// each field within the table, 0 where a field has its default.
struct FlatTable: Sendable {
    let shared: SharedBytes
    let position: Int
    private let vtable: Int
    private let fieldCount: Int
    private let size: Int

    init(_ shared: SharedBytes, at position: Int) throws(InferenceError) {
        let back = Int(try shared.load(position, Int32.self))
        let vtable = position - back
        let vtableSize = Int(try shared.load(vtable, UInt16.self))
        let size = Int(try shared.load(vtable + 2, UInt16.self))
        guard vtableSize >= 4, vtableSize.isMultiple(of: 2), vtable + vtableSize <= shared.count,
            size >= 4, position + size <= shared.count
        else {
            throw shared.malformed(position, "a table reaches outside the file")
        }
        self.shared = shared
        self.position = position
        self.vtable = vtable
        self.fieldCount = (vtableSize - 4) / 2
        self.size = size
    }

    /// Where a field lies; nil when it is left out.
    private func place(_ field: Int, bytes: Int) throws(InferenceError) -> Int? {
        guard field < fieldCount else { return nil }
        let offset = Int(try shared.load(vtable + 4 + 2 * field, UInt16.self))
        guard offset != 0 else { return nil }
        guard offset >= 4, offset + bytes <= size else {
            throw shared.malformed(position, "field \(field) lies outside its table")
        }
        return position + offset
    }

    func scalar<Number: FixedWidthInteger & BitwiseCopyable>(
        _ field: Int, _ type: Number.Type
    ) throws(InferenceError) -> Number? {
        guard let place = try place(field, bytes: MemoryLayout<Number>.size) else { return nil }
        return try shared.load(place, type)
    }

    func table(_ field: Int) throws(InferenceError) -> FlatTable? {
        guard let place = try place(field, bytes: 4) else { return nil }
        return try FlatTable(shared, at: shared.target(place))
    }

    /// The number of elements of a vector and where they begin.
    private func extent(
        _ field: Int, elementSize: Int
    ) throws(InferenceError) -> (start: Int, count: Int)? {
        guard let place = try place(field, bytes: 4) else { return nil }
        let start = try shared.target(place)
        let count = Int(try shared.load(start, UInt32.self))
        guard count <= (shared.count - start - 4) / elementSize else {
            throw shared.malformed(start, "a vector of \(count) elements reaches outside the file")
        }
        return (start + 4, count)
    }

    func vector<Number: FixedWidthInteger & BitwiseCopyable>(
        _ field: Int, of type: Number.Type
    ) throws(InferenceError) -> [Number]? {
        guard let (start, count) = try extent(field, elementSize: MemoryLayout<Number>.size) else {
            return nil
        }
        return (0..<count).map { index in
            Number(
                littleEndian: shared.bytes.loadUnaligned(
                    fromByteOffset: start + index * MemoryLayout<Number>.size, as: type))
        }
    }

    /// A vector of bytes, in place.
    func bytes(_ field: Int) throws(InferenceError) -> UnsafeRawBufferPointer? {
        guard let (start, count) = try extent(field, elementSize: 1) else { return nil }
        return UnsafeRawBufferPointer(rebasing: shared.bytes[start..<start + count])
    }

    func tables(_ field: Int) throws(InferenceError) -> [FlatTable] {
        guard let (start, count) = try extent(field, elementSize: 4) else { return [] }
        var tables: [FlatTable] = []
        tables.reserveCapacity(count)
        for index in 0..<count {
            tables.append(try FlatTable(shared, at: shared.target(start + 4 * index)))
        }
        return tables
    }

    /// Texts, whose bytes together are no more than the file's: they may share them.
    func strings(_ field: Int) throws(InferenceError) -> [String] {
        guard let (start, count) = try extent(field, elementSize: 4) else { return [] }
        var strings: [String] = []
        var total = 0
        for index in 0..<count {
            let place = try shared.target(start + 4 * index)
            let length = Int(try shared.load(place, UInt32.self))
            total += length
            guard length <= shared.count - place - 4, total <= shared.count else {
                throw shared.malformed(place, "a text of \(length) bytes reaches outside the file")
            }
            strings.append(
                String(decoding: shared.bytes[place + 4..<place + 4 + length], as: UTF8.self))
        }
        return strings
    }

    /// A text; bytes that are not UTF-8 are replaced.
    func string(_ field: Int) throws(InferenceError) -> String? {
        try bytes(field).map { String(decoding: $0, as: UTF8.self) }
    }
}
