import Testing

@testable import Microcontroller

/// Firmware files, good and bad.
@Suite struct FirmwareTests {
    @Test func segmentsAreLoadedWhereTheyBelong() throws {
        let image = try ELFImage(
            FirmwareFile.bytes([1, 2], at: 0x4000_1000, extraZeros: 8), name: "a.elf")
        #expect(image.entry == 0x4000_1000)
        #expect(image.segments.map(\.address) == [0x4000_1000])
        #expect(image.segments[0].bytes.count == 8 && image.segments[0].size == 16)
    }

    /// Bytes changed in a sound file, and what is said of it.
    @Test(arguments: [
        (0, UInt8(0), "is not an ELF file"), (4, 2, "64 bits"), (5, 2, "big-endian"),
        (18, 62, "another processor"), (16, 1, "not an executable"), (44, 0, "no segment"),
        (71, 0xFF, "beyond the file's end"), (31, 0x7F, "ends at byte"),
    ])
    func damageIsTold(place: Int, value: UInt8, words: String) {
        var bytes = FirmwareFile.bytes([Instruction.wfi])
        bytes[place] = value
        let error = #expect(throws: MicrocontrollerError.self) {
            _ = try ELFImage(bytes, name: "a.elf")
        }
        #expect(error?.message.contains(words) == true, "\(String(describing: error))")
        #expect(error?.kind == .badData)
    }

    @Test func cutAnywhereItIsRefusedOrWhole() {
        let bytes = FirmwareFile.bytes([Instruction.wfi, 7])
        for count in 0..<bytes.count {
            #expect(throws: MicrocontrollerError.self) {
                _ = try ELFImage(Array(bytes[..<count]), name: "a.elf")
            }
        }
    }

    @Test func segmentsOutsideOfMemoryAreRefused() throws {
        let machine = try Machine(FirmwareFile.platform())
        for (address, zeros) in [(UInt32(0x2000_0000), UInt32(0)), (0x4000_FFFC, 4096)] {
            let image = try ELFImage(
                FirmwareFile.bytes([0], at: address, extraZeros: zeros), name: "a.elf")
            let error = #expect(throws: MicrocontrollerError.self) { try machine.load(image) }
            #expect(error?.description.contains("segment 0") == true)
        }
    }

    @Test func placesHaveNames() {
        let table = SymbolTable([
            .init(name: "main", address: 0x100, size: 0x40, isFunction: true),
            .init(name: "data", address: 0x200, size: 4, isFunction: false),
            .init(name: "end", address: 0x140, size: 0, isFunction: false),
        ])
        #expect(table.describe(0x11c) == "main+0x1c (0x0000011c)")
        #expect(table.describe(0x100) == "main (0x00000100)")
        #expect(table.describe(0x180) == "0x00000180")
        #expect(table.address(of: "data") == 0x200 && table.address(of: "none") == nil)
    }
}
