@testable import Microcontroller

/// ELF files that tests write by hand.
enum FirmwareFile {
    static func word(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }

    static func half(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }

    /// A program in one segment, entered at its start.
    static func bytes(
        _ program: [UInt32], at address: UInt32 = 0x4000_0000, extraZeros: UInt32 = 0
    ) -> [UInt8] {
        let size = UInt32(4 * program.count)
        var file: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 1, 1, 1] + Array(repeating: 0, count: 9)
        file += half(2) + half(243) + word(1) + word(address) + word(52) + word(0) + word(0)
        file += half(52) + half(32) + half(1) + half(40) + half(0) + half(0)
        file += word(1) + word(84) + word(address) + word(address) + word(size)
        file += word(size + extraZeros) + word(7) + word(4)
        return file + program.flatMap(word)
    }

    static func image(_ program: [UInt32]) throws -> ELFImage {
        try ELFImage(bytes(program), name: "test.elf")
    }

    /// Sends a text over the serial port.
    static func sending(_ text: String) -> [UInt32] {
        Instruction.load(5, 0xE000_1800)
            + text.utf8.flatMap { [Instruction.addi(6, 0, Int32($0)), Instruction.sb(6, 5, 0)] }
    }

    /// The platform of the demo with a little of its memory.
    static func platform() throws -> Platform {
        var platform = try PlatformReader.read("litex-vexriscv")
        platform.memory[0].size = 0x1_0000
        return platform
    }

    static func machine(_ program: [UInt32]) throws -> Machine {
        let machine = try Machine(platform())
        try machine.load(image(program))
        return machine
    }
}
