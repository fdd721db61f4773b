import Fixtures
import Testing

@testable import Microcontroller

/// Whole machines with small programs.
@Suite struct MachineTests {
    private func run(
        _ program: [UInt32], _ limits: RunLimits
    ) throws -> (RunEnd, String, Machine) {
        let machine = try FirmwareFile.machine(program)
        var text: [UInt8] = []
        machine.serialOutput = { text.append($0) }
        let end = machine.run(limits)
        return (end, String(decoding: text, as: UTF8.self), machine)
    }

    @Test func runsEndWhereTheTextWasSeen() throws {
        let (end, text, machine) = try run(
            FirmwareFile.sending("one\r\ntwo") + [Instruction.jal(0, 0)],
            RunLimits(seconds: 1, text: "one\nt"))
        #expect(end == .textSeen && text == "one\r\nt")
        #expect(machine.instructions == 14)
    }

    @Test func loopsEndAtTheirLimits() throws {
        let (end, _, machine) = try run([Instruction.jal(0, 0)], RunLimits(seconds: 0.002))
        #expect(end == .limitReached && machine.instructions == 200_000)
        let (other, _, second) = try run([Instruction.jal(0, 0)], RunLimits(instructions: 12345))
        #expect(other == .limitReached && second.instructions == 12345)
    }

    @Test func waitingForNothingIsTold() throws {
        let (end, _, _) = try run([Instruction.wfi, Instruction.jal(0, 0)], RunLimits())
        #expect(end == .waitsForEver)
        // With a limit, time passes.
        let (other, _, machine) = try run([Instruction.wfi], RunLimits(seconds: 2))
        #expect(other == .limitReached && machine.seconds == 2)
    }

    @Test(arguments: [
        ([Instruction.illegal], UInt32(2), "no instruction"),
        ([Instruction.lw(5, 0, 16)], 5, "loads from 0x00000010, where nothing is"),
        ([Instruction.sw(5, 0, 16)], 7, "stores to 0x00000010"),
        ([Instruction.jalr(0, 0, 64)], 1, "jumps to 0x00000040"),
        ([Instruction.ebreak], 3, "breakpoint of its own"),
    ])
    func faultsWithoutAHandlerEndTheRun(
        program: [UInt32], cause: UInt32, words: String
    ) throws {
        let (end, _, _) = try run([Instruction.addi(0, 0, 0)] + program, RunLimits(seconds: 1))
        guard case .fault(let fault) = end else {
            Issue.record("ended with \(end)")
            return
        }
        #expect(fault.cause == cause && fault.description.contains(words))
        if cause != 1 { #expect(fault.place == "0x40000004") }
    }

    /// A timer's interrupt wakes what waits, at its cycle.
    @Test func timersWakeTheProcessor() throws {
        var program = Instruction.load(5, 0xE000_2800)
        // load = reload = 1,000, interrupt on, counting.
        program += [Instruction.addi(6, 0, 3), Instruction.sb(6, 5, 0x08)]
        program += [Instruction.addi(6, 0, 0xE8), Instruction.sb(6, 5, 0x0C)]
        program += [Instruction.addi(6, 0, 3), Instruction.sb(6, 5, 0x18)]
        program += [Instruction.addi(6, 0, 0xE8), Instruction.sb(6, 5, 0x1C)]
        program += [Instruction.addi(6, 0, 1), Instruction.sb(6, 5, 0x40)]
        program += Instruction.load(7, 0x800) + [Instruction.csrrw(0, 0x304, 7)]
        program += [Instruction.addi(7, 0, 2), Instruction.csrrw(0, 0xBC0, 7)]
        program += [Instruction.sb(6, 5, 0x20), Instruction.wfi, Instruction.wfi]
        program += FirmwareFile.sending("!") + [Instruction.jal(0, 0)]
        let (end, text, machine) = try run(program, RunLimits(seconds: 1, text: "!"))
        #expect(end == .textSeen && text == "!")
        let begun = UInt64(program.count - 8)
        #expect(machine.instructions >= begun + 999 && machine.instructions <= begun + 1010)
    }

    @Test func firmwareOfTheISATestsEndsItself() throws {
        // `tohost` needs a symbol, which these files do not have.
        let machine = try Machine(PlatformReader.read("spike"))
        let image = try ELFImage(
            FirmwareFile.bytes([Instruction.jal(0, 0)], at: 0x8000_0000), name: "a.elf")
        try machine.load(image)
        #expect(machine.run(RunLimits(instructions: 100)) == .limitReached)
        #expect(machine.word(at: 0x8000_0000) == Instruction.jal(0, 0))
        #expect(machine.word(at: 0x1000) == nil)
    }

    @Test func anySpeedGivesTheSameBytes() throws {
        let image = try FirmwareFile.image(
            FirmwareFile.sending("abc") + [Instruction.jal(0, 0)])
        for speed in [UInt64(1), 1000, 3_333_333, 1_000_000_000] {
            let machine = try Machine(
                FirmwareFile.platform(), instructionsPerSecond: speed)
            var text: [UInt8] = []
            machine.serialOutput = { text.append($0) }
            try machine.load(image)
            #expect(machine.run(RunLimits(instructions: 50)) == .limitReached)
            #expect(text == Array("abc".utf8))
            #expect(machine.seconds == 50 / Double(speed))
        }
    }

    // MARK: Snapshots

    /// Writes a counter to the serial port, and to memory, for ever.
    private static let counting: [UInt32] =
        Instruction.load(5, 0xE000_1800) + Instruction.load(7, 0x4000_2000) + [
            Instruction.addi(6, 6, 1), Instruction.sb(6, 5, 0), Instruction.sw(6, 7, 0),
            Instruction.jal(0, -12),
        ]

    @Test func goingOnFromASnapshotIsGoingOn() throws {
        let folder = try TemporaryFolder()
        let whole = try FirmwareFile.machine(Self.counting)
        var expected: [UInt8] = []
        whole.serialOutput = { expected.append($0) }
        whole.accelerometer?.feed([RawAcceleration(x: 3, y: 4, z: 5)], repeats: 7)
        _ = whole.run(RunLimits(instructions: 1000))
        let count = expected.count
        try whole.snapshot.write(to: folder.file("machine"))
        _ = whole.run(RunLimits(instructions: 5001))

        let copy = try FirmwareFile.machine([Instruction.jal(0, 0)])
        var bytes: [UInt8] = []
        copy.serialOutput = { bytes.append($0) }
        try copy.restore(MachineSnapshot(path: folder.file("machine")))
        #expect(copy.instructions == 1000)
        #expect(copy.accelerometer?.waitingCount == 7)
        _ = copy.run(RunLimits(instructions: 5001))
        #expect(bytes == Array(expected[count...]) && !bytes.isEmpty)
        #expect(copy.snapshot == whole.snapshot)
    }

    @Test func snapshotsOfOthersAreRefused() throws {
        let folder = try TemporaryFolder()
        let machine = try FirmwareFile.machine([Instruction.wfi])
        var other = try FirmwareFile.platform()
        other.memory[0].size *= 2
        let larger = try Machine(other)
        #expect(throws: MicrocontrollerError.self) { try larger.restore(machine.snapshot) }
        try machine.snapshot.write(to: folder.file("machine"))
        let bytes = try #require(folder.bytes("machine"))
        for count in [0, 5, bytes.count / 2, bytes.count - 1] {
            try folder.write(bytes[..<count], "cut")
            #expect(throws: MicrocontrollerError.self) {
                _ = try MachineSnapshot(path: folder.file("cut"))
            }
        }
        try folder.write(Array("not one".utf8), "text")
        #expect(throws: MicrocontrollerError.self) {
            _ = try MachineSnapshot(path: folder.file("text"))
        }
    }
}
