/// Instructions of RISC-V as words, for programs that tests write by hand.
enum Instruction {
    static func register(_ match: UInt32, _ rd: UInt32, _ rs1: UInt32, _ rs2: UInt32) -> UInt32 {
        match | rd << 7 | rs1 << 15 | rs2 << 20
    }

    static func immediate(_ match: UInt32, _ rd: UInt32, _ rs1: UInt32, _ value: Int32) -> UInt32 {
        match | rd << 7 | rs1 << 15 | UInt32(bitPattern: value) << 20
    }

    static func addi(_ rd: UInt32, _ rs1: UInt32, _ value: Int32) -> UInt32 {
        immediate(0x13, rd, rs1, value)
    }

    static func add(_ rd: UInt32, _ rs1: UInt32, _ rs2: UInt32) -> UInt32 {
        register(0x33, rd, rs1, rs2)
    }

    static func lui(_ rd: UInt32, _ value: UInt32) -> UInt32 {
        0x37 | rd << 7 | value & 0xffff_f000
    }

    /// Two instructions that load any number.
    static func load(_ rd: UInt32, _ value: UInt32) -> [UInt32] {
        let low = Int32(bitPattern: value << 20) >> 20
        return [lui(rd, value &- UInt32(bitPattern: low)), addi(rd, rd, low)]
    }

    static func lw(_ rd: UInt32, _ rs1: UInt32, _ offset: Int32) -> UInt32 {
        immediate(0x2003, rd, rs1, offset)
    }

    static func lbu(_ rd: UInt32, _ rs1: UInt32, _ offset: Int32) -> UInt32 {
        immediate(0x4003, rd, rs1, offset)
    }

    static func store(_ match: UInt32, _ rs2: UInt32, _ rs1: UInt32, _ offset: Int32) -> UInt32 {
        let bits = UInt32(bitPattern: offset)
        return match | rs1 << 15 | rs2 << 20 | (bits & 31) << 7 | (bits >> 5 & 127) << 25
    }

    static func sw(_ rs2: UInt32, _ rs1: UInt32, _ offset: Int32) -> UInt32 {
        store(0x2023, rs2, rs1, offset)
    }

    static func sb(_ rs2: UInt32, _ rs1: UInt32, _ offset: Int32) -> UInt32 {
        store(0x23, rs2, rs1, offset)
    }

    static func branch(
        _ match: UInt32, _ rs1: UInt32, _ rs2: UInt32, _ offset: Int32
    ) -> UInt32 {
        let bits = UInt32(bitPattern: offset)
        return match | rs1 << 15 | rs2 << 20 | (bits >> 12 & 1) << 31 | (bits >> 5 & 63) << 25
            | (bits >> 1 & 15) << 8 | (bits >> 11 & 1) << 7
    }

    static func bne(_ rs1: UInt32, _ rs2: UInt32, _ offset: Int32) -> UInt32 {
        branch(0x1063, rs1, rs2, offset)
    }

    static func jal(_ rd: UInt32, _ offset: Int32) -> UInt32 {
        let bits = UInt32(bitPattern: offset)
        return 0x6f | rd << 7 | (bits >> 20 & 1) << 31 | (bits >> 1 & 1023) << 21
            | (bits >> 11 & 1) << 20 | (bits >> 12 & 255) << 12
    }

    static func jalr(_ rd: UInt32, _ rs1: UInt32, _ offset: Int32) -> UInt32 {
        immediate(0x67, rd, rs1, offset)
    }

    static func csrrw(_ rd: UInt32, _ csr: UInt32, _ rs1: UInt32) -> UInt32 {
        0x1073 | rd << 7 | rs1 << 15 | csr << 20
    }

    static func csrrs(_ rd: UInt32, _ csr: UInt32, _ rs1: UInt32) -> UInt32 {
        0x2073 | rd << 7 | rs1 << 15 | csr << 20
    }

    static let ecall: UInt32 = 0x73
    static let ebreak: UInt32 = 0x10_0073
    static let mret: UInt32 = 0x3020_0073
    static let wfi: UInt32 = 0x1050_0073
    /// Nothing that is defined.
    static let illegal: UInt32 = 0
}
