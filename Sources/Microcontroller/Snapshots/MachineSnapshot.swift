import Storage
import Yams

/// A machine as it was at an instruction: processor, memory, devices, samples that wait.
///
/// A file of it is gzip: a line that names the format, all but memory as YAML, then pages of memory
/// that are not zero.
public struct MachineSnapshot: Sendable, Equatable {
    /// What the file says besides memory.
    struct Record: Sendable, Equatable, Codable {
        var platform: Platform
        var instructionsPerSecond: UInt64
        var processor: ProcessorState
        var devices: [String: DeviceState]
        var sensors: [String: DeviceState]
    }

    /// A piece of memory.
    struct Page: Sendable, Equatable {
        static let size = 4096
        var address: UInt32
        var bytes: [UInt8]
    }

    var record: Record
    var pages: [Page]

    public var platform: Platform { record.platform }
    public var instructionsPerSecond: UInt64 { record.instructionsPerSecond }

    private static let mark = Array("pose-animate machine 1\n".utf8)
    private static let sizeLimit = 1 << 30

    /// Writes the snapshot; what was there stays until it is whole.
    ///
    /// - Throws: `StorageError` when it cannot be written.
    public func write(to path: String) throws {
        let text = Array(try YAMLEncoder().encode(record).utf8)
        var bytes = Self.mark
        bytes += Self.bytes(of: UInt32(text.count)) + text
        bytes += Self.bytes(of: UInt32(pages.count))
        for page in pages { bytes += Self.bytes(of: page.address) + page.bytes }
        var packed: [UInt8] = []
        var writer = GzipWriter(path: path, level: 1)
        try writer.compress(bytes, into: &packed)
        try writer.finish(into: &packed)
        var file = try OutputFile(path: path)
        try file.write(packed)
        try file.commit()
    }

    /// - Throws: `noInput` when the file is missing, `badData` when it is no snapshot.
    public init(path: String) throws(MicrocontrollerError) {
        let bytes: [UInt8]
        do {
            let packed = try InputFile.read(path, limit: Self.sizeLimit)
            bytes =
                Gzip.isCompressed(packed)
                ? try Gzip.decompress(packed, path: path, limit: Self.sizeLimit) : packed
        } catch {
            throw MicrocontrollerError(error, source: path)
        }
        func fail(_ message: String) -> MicrocontrollerError {
            MicrocontrollerError(.badData, source: path, message)
        }
        guard bytes.starts(with: Self.mark) else { throw fail("is no snapshot of a machine") }
        var rest = bytes.dropFirst(Self.mark.count)
        func take(_ count: Int) throws(MicrocontrollerError) -> ArraySlice<UInt8> {
            guard count <= rest.count else { throw fail("breaks off; is it cut short?") }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func number() throws(MicrocontrollerError) -> UInt32 {
            try take(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
        let text = String(decoding: try take(Int(try number())), as: UTF8.self)
        do {
            record = try YAMLDecoder().decode(Record.self, from: text)
        } catch {
            throw fail("is damaged: its record cannot be read")
        }
        pages = []
        for _ in 0..<(try number()) {
            let address = try number()
            pages.append(Page(address: address, bytes: Array(try take(Page.size))))
        }
    }

    init(record: Record, pages: [Page]) {
        self.record = record
        self.pages = pages
    }

    private static func bytes(of number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }
}
