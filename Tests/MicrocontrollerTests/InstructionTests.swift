import CRISCVCore
import Testing

/// What instructions compute, by the manual's words (volume I).
@Suite struct InstructionTests {
    private func result(_ match: UInt32, _ a: UInt32, _ b: UInt32) throws -> UInt32 {
        let hart = try #require(Hart([Instruction.register(match, 10, 5, 6)]))
        hart.set(a, b)
        hart.run(1)
        return hart.x[10]
    }

    @Test(arguments: [
        (UInt32(0x0200_4033), UInt32(7), UInt32(0), UInt32.max, "div by zero"),
        (0x0200_4033, 0x8000_0000, .max, 0x8000_0000, "div overflow"),
        (0x0200_4033, UInt32(bitPattern: -7), 2, UInt32(bitPattern: -3), "div rounds to zero"),
        (0x0200_5033, 7, 0, .max, "divu by zero"),
        (0x0200_5033, 0x8000_0000, .max, 0, "divu has no overflow"),
        (0x0200_6033, 7, 0, 7, "rem by zero"),
        (0x0200_6033, 0x8000_0000, .max, 0, "rem overflow"),
        (0x0200_6033, UInt32(bitPattern: -7), 2, UInt32(bitPattern: -1), "rem has a's sign"),
        (0x0200_7033, 7, 0, 7, "remu by zero"),
        (0x0200_1033, 0x8000_0000, 0x8000_0000, 0x4000_0000, "mulh"),
        (0x0200_1033, .max, .max, 0, "mulh of -1"),
        (0x0200_2033, .max, .max, .max, "mulhsu"),
        (0x0200_2033, 0x8000_0000, 2, .max, "mulhsu of a negative"),
        (0x0200_3033, .max, .max, 0xffff_fffe, "mulhu"),
        (0x0200_0033, 0x1_0001, 0x1_0001, 0x2_0001, "mul"),
        (0x0000_1033, 1, 33, 2, "sll takes five bits"),
        (0x4000_5033, 0x8000_0000, 31, .max, "sra"),
        (0x0000_5033, 0x8000_0000, 63, 1, "srl takes five bits"),
        (0x0000_2033, .max, 0, 1, "slt"),
        (0x0000_3033, .max, 0, 0, "sltu"),
        (0x4000_0033, 0, 1, .max, "sub wraps"),
    ])
    func edges(match: UInt32, a: UInt32, b: UInt32, expected: UInt32, name: String) throws {
        #expect(try result(match, a, b) == expected, "\(name)")
    }

    @Test func nothingIsWrittenToX0() throws {
        let hart = try #require(
            Hart([
                Instruction.addi(0, 0, 5), Instruction.addi(10, 0, 3), Instruction.lw(0, 5, 0),
                Instruction.add(11, 0, 10),
            ]))
        hart.set(Hart.base)
        hart.run(4)
        #expect(hart.x[0] == 0 && hart.x[11] == 3)
    }

    @Test func loadsExtendTheirSign() throws {
        let loads: [(UInt32, UInt32)] = [
            (0x0003, 0xffff_ff80), (0x1003, 0xffff_ff80), (0x2003, 0x1234_ff80), (0x4003, 0x80),
            (0x5003, 0xff80),
        ]
        for (match, expected) in loads {
            let hart = try #require(Hart([Instruction.immediate(match, 10, 5, 0x100)]))
            hart.write([0x1234_ff80], at: 0x100)
            hart.set(Hart.base)
            hart.run(1)
            #expect(hart.x[10] == expected)
        }
    }

    @Test func memoryMayBeAccessedAnywhereByEitherName() throws {
        let hart = try #require(
            Hart([Instruction.sw(6, 5, 0x101), Instruction.lw(10, 7, 0x101)]))
        hart.set(Hart.base, 0xdead_beef, Hart.alias)
        #expect(hart.run(2) == RISCV_STOP_LIMIT)
        #expect(hart.x[10] == 0xdead_beef && hart.word(at: 0x101) == 0xdead_beef)
    }

    @Test func jumpsLinkBehindThemselves() throws {
        let hart = try #require(Hart([Instruction.jal(1, 8), 0, Instruction.jalr(2, 1, 1)]))
        hart.run(1)
        #expect(hart.state.pc == Hart.base + 8 && hart.x[1] == Hart.base + 4)
        hart.run(1)
        // The lowest bit of a target is cleared.
        #expect(hart.state.pc == Hart.base + 4 && hart.x[2] == Hart.base + 12)
    }

    @Test func jumpsToTheirOwnRegisterUseItsOldValue() throws {
        let hart = try #require(Hart([Instruction.jalr(5, 5, 0)]))
        hart.set(Hart.base + 0x40)
        hart.run(1)
        #expect(hart.state.pc == Hart.base + 0x40 && hart.x[5] == Hart.base + 4)
    }

    @Test func reservationsHoldOnce() throws {
        let lr = Instruction.register(0x1000_202f, 10, 5, 0)
        func sc(_ rd: UInt32) -> UInt32 { Instruction.register(0x1800_202f, rd, 5, 6) }
        let hart = try #require(Hart([lr, sc(11), sc(12)]))
        hart.write([77], at: 0x100)
        hart.set(Hart.base + 0x100, 99)
        hart.run(3)
        #expect(hart.x[10] == 77 && hart.x[11] == 0 && hart.x[12] == 1)
        #expect(hart.word(at: 0x100) == 99)
    }

    @Test(arguments: [
        (UInt32(0x0800_202f), UInt32(5)), (0x0000_202f, 4), (0x2000_202f, 0xffff_fffa),
        (0x6000_202f, 5), (0x4000_202f, .max), (0x8000_202f, .max), (0xa000_202f, 5),
        (0xc000_202f, 5), (0xe000_202f, .max),
    ])
    func atomicChangesReturnWhatWasThere(match: UInt32, stored: UInt32) throws {
        let hart = try #require(Hart([Instruction.register(match, 10, 5, 6)]))
        hart.write([.max], at: 0x100)
        hart.set(Hart.base + 0x100, 5)
        hart.run(1)
        #expect(hart.x[10] == .max && hart.word(at: 0x100) == stored)
    }

    /// Instructions of two bytes and the ones they stand for (volume I, chapter 16).
    @Test(arguments: [
        (UInt16(0x0040), UInt32(0x0041_0413), "c.addi4spn s0, 4"),
        (0x4188, 0x0005_a503, "c.lw a0, 0(a1)"), (0xc5c8, 0x00a5_a623, "c.sw a0, 12(a1)"),
        (0x157d, 0xfff5_0513, "c.addi a0, -1"), (0x557d, 0xfff0_0513, "c.li a0, -1"),
        (0x6141, 0x0101_0113, "c.addi16sp 16"), (0x7175, 0xf701_0113, "c.addi16sp -144"),
        (0x6505, 0x0000_1537, "c.lui a0, 1"), (0x8105, 0x0015_5513, "c.srli a0, 1"),
        (0x857d, 0x41f5_5513, "c.srai a0, 31"), (0x893d, 0x00f5_7513, "c.andi a0, 15"),
        (0x8d0d, 0x40b5_0533, "c.sub a0, a1"), (0x8d2d, 0x00b5_4533, "c.xor a0, a1"),
        (0x8d4d, 0x00b5_6533, "c.or a0, a1"), (0x8d6d, 0x00b5_7533, "c.and a0, a1"),
        (0xa001, 0x0000_006f, "c.j 0"), (0x2001, 0x0000_00ef, "c.jal 0"),
        (0xc101, 0x0005_0063, "c.beqz a0, 0"), (0xfd75, 0xfe05_1ee3, "c.bnez a0, -4"),
        (0x050e, 0x0035_1513, "c.slli a0, 3"), (0x4502, 0x0001_2503, "c.lwsp a0, 0"),
        (0xc02a, 0x00a1_2023, "c.swsp a0, 0"), (0x8082, 0x0000_8067, "ret"),
        (0x9502, 0x0005_00e7, "c.jalr a0"), (0x852e, 0x00b0_0533, "c.mv a0, a1"),
        (0x952e, 0x00b5_0533, "c.add a0, a1"), (0x9002, 0x0010_0073, "c.ebreak"),
    ])
    func compressedFormsDoAsTheirLongOnes(half: UInt16, word: UInt32, name: String) throws {
        func run(_ write: (Hart) -> Void) throws -> (Hart, [UInt32]) {
            let hart = try #require(Hart([]))
            write(hart)
            hart.set {
                $0.pc = Hart.base + 0x200
                $0.x.2 = Hart.base + 0x800
                $0.x.1 = Hart.base + 0x900
                $0.x.10 = Hart.base + 0xa00
                $0.x.11 = Hart.base + 0xb00
                $0.mtvec = Hart.base + 0x400
            }
            hart.run(1)
            return (hart, hart.x)
        }
        let (short, shortRegisters) = try run { $0.write(halves: [half], at: 0x200) }
        let (long, longRegisters) = try run { $0.write([word], at: 0x200) }
        let isCall = name.hasPrefix("c.jal")
        for register in 0..<32 where !(isCall && register == 1) {
            #expect(shortRegisters[register] == longRegisters[register], "\(name)")
        }
        let isJump = word == 0xfe05_1ee3 || word & 0x77 == 0x67 || word == Instruction.ebreak
        #expect(short.state.pc == long.state.pc &- (isJump ? 0 : 2), "\(name)")
        if isCall { #expect(shortRegisters[1] == Hart.base + 0x202) }
        for offset in stride(from: 0x800, to: 0xc00, by: 4) {
            #expect(short.word(at: offset) == long.word(at: offset), "\(name)")
        }
    }
}
