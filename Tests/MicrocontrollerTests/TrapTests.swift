import CRISCVCore
import Testing

/// Exceptions, interrupts and the registers about them (volume II, chapter 3).
@Suite struct TrapTests {
    private static let handler: UInt32 = 0x400

    /// A hart that runs a program whose traps lead to a handler that does nothing.
    private func hart(_ program: [UInt32], _ x5: UInt32 = 0) throws -> Hart {
        let hart = try #require(Hart(program))
        hart.write([Instruction.addi(0, 0, 0), Instruction.mret], at: Int(Self.handler))
        hart.set {
            $0.mtvec = Hart.base + Self.handler
            $0.x.5 = x5
        }
        return hart
    }

    @Test(arguments: [
        (Instruction.illegal, UInt32(0), UInt32(2), UInt32(0), "zeros"),
        (UInt32.max, 0, 2, .max, "ones"),
        (Instruction.csrrw(1, 0x7c0, 0), 0, 2, Instruction.csrrw(1, 0x7c0, 0), "no register"),
        (Instruction.csrrw(1, 0xf14, 5), 0, 2, Instruction.csrrw(1, 0xf14, 5), "read only"),
        (Instruction.ecall, 0, 11, 0, "ecall"),
        (Instruction.ebreak, 0, 3, Hart.base, "ebreak"),
        (Instruction.lw(1, 5, 0), 0x10, 5, 0x10, "load from nowhere"),
        (Instruction.sw(1, 5, 4), 0x10, 7, 0x14, "store to nowhere"),
        (Instruction.lw(1, 5, 0), Hart.port + 2, 4, Hart.port + 2, "a device, not aligned"),
        (Instruction.register(0x1000_202f, 1, 5, 0), Hart.base + 2, 4, Hart.base + 2, "lr"),
        (Instruction.register(0x0000_202f, 1, 5, 6), Hart.base + 1, 6, Hart.base + 1, "amo"),
        (Instruction.register(0x0000_202f, 1, 5, 6), Hart.port, 7, Hart.port, "amo of a device"),
        (Instruction.jalr(1, 5, 0), 0x20, 1, 0x20, "jump to nowhere"),
    ])
    func exceptionsArePrecise(
        instruction: UInt32, x5: UInt32, cause: UInt32, value: UInt32, name: String
    ) throws {
        let hart = try hart([instruction], x5)
        let jumps: UInt64 = cause == 1 ? 1 : 0
        // The instruction that traps does not count; the handler's first does.
        hart.run(1 + jumps)
        let state = hart.state
        #expect(state.mcause == cause && state.mtval == value, "\(name)")
        #expect(state.mepc == (cause == 1 ? value : Hart.base), "\(name)")
        #expect(state.pc == Hart.base + Self.handler + 4, "\(name)")
        #expect(jumps == 1 || hart.x[1] == 0, "\(name)")
    }

    @Test func trapsStopWhereTheyAreAskedTo() throws {
        let hart = try hart([Instruction.ecall])
        riscv_stop_on_traps(hart.core, 1 << 11)
        #expect(hart.run(5) == RISCV_STOP_TRAP)
        #expect(hart.state.pc == Hart.base && hart.state.instructions == 0)
        riscv_take_trap(hart.core)
        #expect(hart.run(1) == RISCV_STOP_LIMIT)
        #expect(hart.state.pc == Hart.base + Self.handler + 4)
    }

    @Test func interruptsAreTakenWhenAllAgreeAndReturn() throws {
        let spin = Instruction.jal(0, 0)
        let hart = try hart([spin])
        riscv_set_external_lines(hart.core, 2)
        hart.run(3)
        #expect(hart.state.pc == Hart.base)
        hart.set {
            $0.mie = 1 << 11
            $0.mstatus |= 8
        }
        hart.run(3)
        #expect(hart.state.pc == Hart.base, "the mask is closed")
        hart.set { $0.interrupt_mask = 2 }
        hart.run(1)
        #expect(hart.state.mcause == 0x8000_000b && hart.state.mepc == Hart.base)
        #expect(hart.state.mstatus & 0x88 == 0x80)
        riscv_set_external_lines(hart.core, 0)
        hart.run(1)
        #expect(hart.state.pc == Hart.base && hart.state.mstatus & 0x88 == 0x88)
    }

    @Test func vectorsHaveAnEntryForEachInterrupt() throws {
        let hart = try hart([Instruction.jal(0, 0)])
        hart.set {
            $0.mtvec |= 1
            $0.mie = 0x888
            $0.mstatus |= 8
        }
        riscv_set_timer_line(hart.core, true)
        riscv_set_software_line(hart.core, true)
        hart.run(0)
        hart.write(Array(repeating: Instruction.addi(0, 0, 0), count: 20), at: Int(Self.handler))
        hart.run(1)
        // Software goes before the timer.
        #expect(hart.state.mcause == 0x8000_0003)
        #expect(hart.state.pc == Hart.base + Self.handler + 4 * 3 + 4)
    }

    @Test func pendingInterruptsCannotBeWritten() throws {
        let hart = try hart(
            [Instruction.csrrw(10, 0x344, 5), Instruction.csrrs(11, 0x344, 0)], .max)
        hart.run(2)
        #expect(hart.x[11] == 0)
        riscv_set_timer_line(hart.core, true)
        hart.set { $0.pc = Hart.base + 4 }
        hart.run(1)
        #expect(hart.x[11] == 1 << 7)
    }

    @Test func waitingEndsWithAnInterruptEvenIfNoneIsTaken() throws {
        let hart = try hart([Instruction.wfi, Instruction.addi(10, 0, 1)])
        hart.set { $0.mie = 1 << 7 }
        #expect(hart.run(5) == RISCV_STOP_WAIT)
        #expect(hart.state.instructions == 1 && hart.x[10] == 0)
        riscv_set_timer_line(hart.core, true)
        #expect(hart.run(1) == RISCV_STOP_LIMIT)
        #expect(hart.x[10] == 1)
    }

    @Test func countersCountWhatIsDoneAndCanBeSet() throws {
        let hart = try hart(
            [
                Instruction.addi(0, 0, 0), Instruction.csrrs(10, 0xb02, 0),
                Instruction.csrrw(0, 0xb02, 5), Instruction.csrrs(11, 0xb02, 0),
                Instruction.csrrs(12, 0xc02, 0),
            ], 1000)
        hart.run(5)
        #expect(hart.x[10] == 1 && hart.x[11] == 1000 && hart.x[12] == 1001)
    }
}
