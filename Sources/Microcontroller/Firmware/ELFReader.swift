/// The tables of an ELF file, each number checked to lie within it.
struct ELFReader {
    let bytes: [UInt8]
    let name: String

    private static let loadable: UInt32 = 1
    private static let symbolTable: UInt32 = 2

    func fail(_ message: String, place: String? = nil) -> MicrocontrollerError {
        MicrocontrollerError(.badData, source: name, place: place, message)
    }

    func byte(_ offset: Int) throws(MicrocontrollerError) -> UInt8 {
        guard bytes.indices.contains(offset) else {
            throw fail("ends at byte \(bytes.count), before its tables do; is it cut short?")
        }
        return bytes[offset]
    }

    func half(_ offset: Int) throws(MicrocontrollerError) -> Int {
        Int(try byte(offset)) | Int(try byte(offset + 1)) << 8
    }

    func word(_ offset: Int) throws(MicrocontrollerError) -> UInt32 {
        UInt32(try half(offset)) | UInt32(try half(offset + 2)) << 16
    }

    func checkHeader() throws(MicrocontrollerError) {
        guard bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else {
            throw fail("is not an ELF file; give what the linker wrote, not a raw image")
        }
        guard try byte(4) == 1 else { throw fail("is for 64 bits; build it for RV32") }
        guard try byte(5) == 1 else { throw fail("is big-endian; RISC-V is little-endian here") }
        guard try half(18) == 243 else {
            throw fail("is for another processor (machine \(try half(18))); build it for RISC-V")
        }
        guard try half(16) == 2 else {
            throw fail("is not an executable (type \(try half(16))); link it first")
        }
    }

    func segments() throws(MicrocontrollerError) -> [ELFImage.Segment] {
        let table = Int(try word(28))
        let size = try half(42)
        var segments: [ELFImage.Segment] = []
        for index in 0..<(try half(44)) {
            let header = table + index * size
            guard try word(header) == Self.loadable else { continue }
            let offset = Int(try word(header + 4))
            let count = Int(try word(header + 16))
            let memory = try word(header + 20)
            guard memory > 0 else { continue }
            guard offset + count <= bytes.count, count <= Int(memory) else {
                throw fail("reaches beyond the file's end", place: "segment \(index)")
            }
            segments.append(
                ELFImage.Segment(
                    address: try word(header + 12), bytes: Array(bytes[offset..<offset + count]),
                    size: memory))
        }
        return segments
    }

    func symbols() throws(MicrocontrollerError) -> [SymbolTable.Symbol] {
        let table = Int(try word(32))
        let size = try half(46)
        var symbols: [SymbolTable.Symbol] = []
        for index in 0..<(try half(48)) {
            let header = table + index * size
            guard try word(header + 4) == Self.symbolTable else { continue }
            let names = table + Int(try word(header + 24)) * size
            let strings = Int(try word(names + 16))
            let offset = Int(try word(header + 16))
            for entry in 0..<Int(try word(header + 20)) / 16 {
                let place = offset + entry * 16
                let kind = try byte(place + 12) & 15
                // Things without a type are labels of assembly and the linker's own marks.
                guard kind <= 2, try half(place + 14) != 0 else { continue }
                let text = try string(strings + Int(try word(place)))
                guard !text.isEmpty, !text.hasPrefix("$") else { continue }
                symbols.append(
                    SymbolTable.Symbol(
                        name: text, address: try word(place + 4), size: try word(place + 8),
                        isFunction: kind == 2))
            }
        }
        return symbols
    }

    private func string(_ offset: Int) throws(MicrocontrollerError) -> String {
        var end = offset
        while try byte(end) != 0 { end += 1 }
        return String(decoding: bytes[offset..<end], as: UTF8.self)
    }
}
