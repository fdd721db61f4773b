import Storage

/// The ZIP archive that may stand behind a model in its file (PKWARE's APPNOTE 6.3, sections 4.3
/// and 4.4). Entries are stored or deflated; encryption and ZIP64 are not read.
struct ModelArchive {
    private static let method = (stored: 0, deflated: 8)
    /// Associated files are lists of words; more than this is taken for an attack.
    static let byteLimit = 64 << 20

    private struct Entry {
        var flags: Int
        var method: Int
        var checksum: UInt32
        var packedCount: Int
        var count: Int
        /// Where the entry's own header lies in the file.
        var header: Int
    }

    private let file: SharedBytes
    private var entries: [String: Entry] = [:]

    /// Reads the directory; a file that does not end in an archive has an empty one.
    /// - Throws: `badMetadata` when the directory is damaged.
    init(_ file: SharedBytes) throws(InferenceError) {
        self.file = file
        guard let end = Self.directoryEnd(file) else { return }
        let count = Int(try file.load(end + 10, UInt16.self))
        let size = Int(try file.load(end + 12, UInt32.self))
        let offset = Int(try file.load(end + 16, UInt32.self))
        // Offsets count from the archive's first byte or, when it was appended by a tool that
        // knew what stood before, from the file's.
        let start = end - size - offset
        guard start >= 0 else { throw Self.damage(end, "its directory does not fit the file") }
        var place = start + offset
        for _ in 0..<count {
            guard place + 46 <= end, try file.load(place, UInt32.self) == 0x0201_4B50 else {
                throw Self.damage(place, "its directory is cut short")
            }
            let nameCount = Int(try file.load(place + 28, UInt16.self))
            let extraCount = Int(try file.load(place + 30, UInt16.self))
            let remarkCount = Int(try file.load(place + 32, UInt16.self))
            guard place + 46 + nameCount + extraCount + remarkCount <= end else {
                throw Self.damage(place, "its directory is cut short")
            }
            let name = String(
                decoding: file.bytes[place + 46..<place + 46 + nameCount], as: UTF8.self)
            entries[name] = Entry(
                flags: Int(try file.load(place + 8, UInt16.self)),
                method: Int(try file.load(place + 10, UInt16.self)),
                checksum: try file.load(place + 16, UInt32.self),
                packedCount: Int(try file.load(place + 20, UInt32.self)),
                count: Int(try file.load(place + 24, UInt32.self)),
                header: start + Int(try file.load(place + 42, UInt32.self)))
            place += 46 + nameCount + extraCount + remarkCount
        }
    }

    /// Where the mark of the directory's end stands: before a remark of 64 KiB at most.
    private static func directoryEnd(_ file: SharedBytes) -> Int? {
        let last = file.count - 22
        guard last >= 0 else { return nil }
        return stride(from: last, through: max(last - 0xFFFF, 0), by: -1).first { place in
            file.bytes[place] == 0x50 && file.bytes[place + 1] == 0x4B
                && file.bytes[place + 2] == 5 && file.bytes[place + 3] == 6
                // The remark reaches to the end of the file.
                && Int(file.bytes[place + 20]) + Int(file.bytes[place + 21]) << 8 == last - place
        }
    }

    /// A file's content; nil when the archive has none of that name.
    /// - Throws: `badMetadata` when it is damaged or packed in a way that is not read.
    func content(_ name: String) throws(InferenceError) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        guard entry.flags & 1 == 0 else { throw Self.damage(entry.header, "\(name) is encrypted") }
        guard entry.count <= Self.byteLimit else {
            throw Self.damage(
                entry.header, "\(name) unpacks to more than \(Self.byteLimit >> 20) MiB")
        }
        guard entry.header <= file.count - 30,
            try file.load(entry.header, UInt32.self) == 0x0403_4B50
        else {
            throw Self.damage(entry.header, "\(name) is not where the directory says")
        }
        let nameCount = Int(try file.load(entry.header + 26, UInt16.self))
        let extraCount = Int(try file.load(entry.header + 28, UInt16.self))
        let start = entry.header + 30 + nameCount + extraCount
        guard start <= file.count, entry.packedCount <= file.count - start else {
            throw Self.damage(entry.header, "\(name) reaches outside the file")
        }
        let packed = UnsafeRawBufferPointer(
            rebasing: file.bytes[start..<start + entry.packedCount])
        let content: [UInt8]
        do {
            content = try Self.unpack(packed, entry, name)
        } catch {
            throw Self.damage(entry.header, "\(name) \(error.message)")
        }
        guard content.count == entry.count else {
            throw Self.damage(
                entry.header, "\(name) has \(content.count) bytes, not \(entry.count)")
        }
        return content
    }

    /// An entry's data within gzip's frame, which holds the same checksum and size, is a gzip
    /// file; what is only stored becomes blocks of deflate that are not compressed (RFC 1951,
    /// 3.2.4), so that its checksum is verified too.
    private static func unpack(
        _ packed: UnsafeRawBufferPointer, _ entry: Entry, _ name: String
    ) throws(StorageError) -> [UInt8] {
        var gzip: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        switch entry.method {
        case method.deflated: gzip += packed
        case method.stored:
            var start = 0
            repeat {
                let count = min(packed.count - start, 0xFFFF)
                let isLast = start + count == packed.count
                gzip += [isLast ? 1 : 0, UInt8(count & 255), UInt8(count >> 8)]
                gzip += [UInt8(~count & 255), UInt8(~count >> 8 & 255)]
                gzip += packed[start..<start + count]
                start += count
            } while start < packed.count
        default:
            throw StorageError(
                .badData, path: name, "is packed by method \(entry.method), which is not read")
        }
        for value in [entry.checksum, UInt32(truncatingIfNeeded: entry.count)] {
            gzip += (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        return try Gzip.decompress(gzip, path: name, limit: byteLimit)
    }

    private static func damage(_ place: Int, _ message: String) -> InferenceError {
        InferenceError(
            .badMetadata, place: "byte \(place)", "the archive behind the model: \(message)")
    }
}
