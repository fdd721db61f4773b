import CRISCVCore
import Testing

/// Running: limits, blocks, code that changes, breakpoints.
@Suite struct RunTests {
    /// Adds 1 to x10 and 3 to x11, x5 times, and counts the rounds in memory.
    private static let loop: [UInt32] = [
        Instruction.addi(10, 10, 1), Instruction.addi(11, 11, 3), Instruction.sw(10, 6, 0x700),
        Instruction.lw(12, 6, 0x700), Instruction.add(13, 13, 12), Instruction.addi(5, 5, -1),
        Instruction.bne(5, 0, -24), Instruction.jal(0, 0),
    ]

    private func looping() throws -> Hart {
        let hart = try #require(Hart(Self.loop))
        hart.set(1000, Hart.base)
        return hart
    }

    @Test func anyPiecesOfARunAreTheSameAsAllOfIt() throws {
        let whole = try looping()
        whole.run(5000)
        let single = try looping()
        for _ in 0..<5000 { single.run(1) }
        let pieces = try looping()
        var count: UInt64 = 0
        for step in [1, 2, 3, 5, 7, 11, 13, 64, 997] as [UInt64] {
            pieces.run(step)
            count += step
            #expect(pieces.state.instructions == count)
        }
        pieces.run(5000 - count)
        for hart in [single, pieces] {
            #expect(hart.x == whole.x && hart.state.pc == whole.state.pc)
        }
        #expect(whole.x[10] == 5000 / 7 + 1 && whole.word(at: 0x700) == 5000 / 7)
    }

    @Test func storesToCodeAreSeenAtOnce() throws {
        // The second instruction is replaced by the first one, in the same block.
        let replacement = Instruction.addi(10, 0, 9)
        let hart = try #require(
            Hart([Instruction.sw(6, 5, 4), Instruction.addi(10, 0, 1), Instruction.jal(0, -8)]))
        hart.set(Hart.base, replacement)
        hart.run(2)
        #expect(hart.x[10] == 9)
        // And in a block that was run before, by the memory's other name.
        hart.set {
            $0.x.5 = Hart.alias
            $0.x.6 = Instruction.addi(10, 0, 7)
        }
        hart.run(3)
        #expect(hart.x[10] == 7)
    }

    @Test func blocksLeadToWhatReplacedThem() throws {
        // Two blocks that call each other; the second is changed from outside.
        let hart = try #require(Hart([Instruction.addi(10, 10, 1), Instruction.jal(0, 0xfc)]))
        hart.write([Instruction.addi(11, 11, 1), Instruction.jal(0, -0x104)], at: 0x100)
        hart.run(40)
        #expect(hart.x[10] == 10 && hart.x[11] == 10)
        hart.write([Instruction.addi(11, 11, 100)], at: 0x100)
        hart.run(4)
        #expect(hart.x[10] == 11 && hart.x[11] == 110)
    }

    @Test func instructionsMayReachOverPages() throws {
        let hart = try #require(Hart([Instruction.addi(10, 0, 5)], at: 4094))
        hart.write([Instruction.addi(11, 10, 1)], at: 4098)
        hart.run(2)
        #expect(hart.x[11] == 6)
        hart.write(halves: [UInt16(Instruction.addi(10, 0, 8) >> 16)], at: 4096)
        hart.set { $0.pc = Hart.base + 4094 }
        hart.run(2)
        #expect(hart.x[11] == 9)
    }

    @Test func theEndOfMemoryIsTheEndOfCode() throws {
        let hart = try #require(Hart([Instruction.addi(10, 0, 5)], at: Hart.size - 4))
        riscv_stop_on_traps(hart.core, .max)
        #expect(hart.run(9) == RISCV_STOP_TRAP)
        #expect(hart.x[10] == 5 && hart.state.pc == Hart.base + UInt32(Hart.size))
    }

    @Test func breakpointsStopBeforeTheirInstruction() throws {
        let hart = try looping()
        #expect(riscv_add_breakpoint(hart.core, Hart.base + 16))
        for round in 1...3 {
            #expect(hart.run(1000) == RISCV_STOP_BREAKPOINT)
            #expect(hart.state.pc == Hart.base + 16 && hart.x[10] == UInt32(round))
            #expect(hart.state.instructions == UInt64(7 * (round - 1) + 4))
        }
        riscv_remove_breakpoint(hart.core, Hart.base + 16)
        #expect(hart.run(1000) == RISCV_STOP_LIMIT)
    }

    @Test func devicesSeeTheInstructionAndMayChangeTheLimit() throws {
        let hart = try #require(
            Hart([
                Instruction.addi(10, 0, 1), Instruction.sw(10, 5, 0), Instruction.addi(10, 0, 2),
                Instruction.addi(10, 0, 3), Instruction.jal(0, 0),
            ]))
        hart.set(Hart.port)
        hart.onStore = { riscv_set_limit($0.core, 3) }
        #expect(hart.run(100) == RISCV_STOP_LIMIT)
        #expect(hart.state.instructions == 3 && hart.x[10] == 2)
        #expect(hart.stores.count == 1 && hart.stores[0].instruction == 1)
    }

    @Test func devicesMayStopARun() throws {
        let hart = try #require(
            Hart([Instruction.sw(10, 5, 0), Instruction.addi(10, 0, 2), Instruction.jal(0, 0)]))
        hart.set(Hart.port)
        hart.onStore = { riscv_request_stop($0.core) }
        #expect(hart.run(100) == RISCV_STOP_REQUEST)
        #expect(hart.state.instructions == 1 && hart.x[10] == 0)
    }

    @Test func memoryDoesNotOverlap() throws {
        let hart = try #require(Hart([]))
        let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 4096)
        defer { bytes.deallocate() }
        #expect(!riscv_map_memory(hart.core, Hart.base + 4096, 4096, bytes, true))
        #expect(!riscv_map_memory(hart.core, 0x9000_0100, 4096, bytes, true))
        #expect(!riscv_map_memory(hart.core, 0xffff_f000, 8192, bytes, true))
    }
}
