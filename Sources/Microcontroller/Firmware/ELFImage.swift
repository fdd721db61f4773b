import Storage

/// Firmware as linkers write it: an ELF file for 32-bit RISC-V (Tool Interface Standard, "Executable
/// and Linking Format", version 1.2; RISC-V ELF psABI, chapter 8).
public struct ELFImage: Sendable {
    /// Bytes and where they belong.
    public struct Segment: Sendable, Equatable {
        /// Where it is loaded: its physical address.
        public var address: UInt32
        public var bytes: [UInt8]
        /// With the zeros behind its bytes.
        public var size: UInt32
    }

    public let name: String
    public let entry: UInt32
    public let segments: [Segment]
    public let symbols: SymbolTable

    private static let sizeLimit = 1 << 28

    /// - Throws: `noInput` when the file is missing, `badData` when it is no such firmware.
    public init(path: String) throws(MicrocontrollerError) {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.read(path, limit: Self.sizeLimit)
        } catch {
            throw MicrocontrollerError(error, source: path)
        }
        try self.init(bytes, name: path)
    }

    /// Reads firmware that lies in memory.
    ///
    /// - Throws: as above.
    public init(_ bytes: [UInt8], name: String) throws(MicrocontrollerError) {
        let reader = ELFReader(bytes: bytes, name: name)
        try reader.checkHeader()
        self.name = name
        entry = try reader.word(24)
        segments = try reader.segments()
        symbols = SymbolTable((try? reader.symbols()) ?? [])
        guard !segments.isEmpty else {
            throw MicrocontrollerError(
                .badData, source: name,
                "has no segment to load; link it, with the memory's addresses, into an executable")
        }
    }
}
