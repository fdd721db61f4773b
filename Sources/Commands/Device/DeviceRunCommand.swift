import ArgumentParser
import Microcontroller
import PoseAnimate

/// `pose-animate device run firmware.elf`: firmware alone, without a character.
struct DeviceRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run firmware; what it sends by its serial port goes to standard output.",
        discussion: """
            Time is the machine's own: the same firmware and samples give the same bytes in every \
            run. Ends with 0 when the text was seen, when nothing was waited for, or as the firmware \
            says; with 69 when the text did not come, with 65 when the firmware failed.
            """)

    @Argument(help: "The firmware: an ELF file for RV32.")
    var firmware: String

    @OptionGroup(title: "Machine") var options: MachineOptions

    @Option(help: ArgumentHelp("Stop when the serial port said this.", valueName: "text"))
    var untilUart: String?

    @Option(help: ArgumentHelp("Stop after so much of the machine's time.", valueName: "seconds"))
    var maxSeconds: Double?

    @Option(help: ArgumentHelp("Stop after so many instructions.", valueName: "count"))
    var maxInstructions: UInt64?

    @Option(
        help: ArgumentHelp(
            "Tell what happens, a line of JSON each on standard error: "
                + MachineTrace.allCases.map(\.rawValue).joined(separator: ", ")
                + ", separated by commas.", valueName: "what"))
    var trace: String?

    @Option(
        help: ArgumentHelp(
            "The words of memory from begin_signature to end_signature, as the architecture's tests "
                + "compare them.", valueName: "file"))
    var signature: String?

    @Option(
        help: ArgumentHelp(
            "Keep the whole machine as it is at the end, for --restore-snapshot.",
            valueName: "file"))
    var saveSnapshot: String?

    @Option(
        help: ArgumentHelp(
            "Wait for GDB at this port of this machine (0: any that is free) before running.",
            valueName: "port"))
    var gdb: UInt16?

    @Flag(help: "No warnings.")
    var quiet = false

    @Flag(help: "A summary as JSON on standard error.")
    var json = false

    /// What runs go to where no limit is given.
    private static let standardSeconds = 60.0

    func validate() throws {
        if let maxSeconds, !(maxSeconds > 0 && maxSeconds < 1e9) {
            throw ValidationError("--max-seconds \(maxSeconds): choose more than 0, up to 1e9")
        }
        if let untilUart, untilUart.isEmpty { throw ValidationError("--until-uart is empty") }
        for name in (trace ?? "").split(separator: ",") where MachineTrace(name) == nil {
            throw ValidationError(
                "--trace \(name): there are \(MachineTrace.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        try OutputPaths.check(
            inputs: [
                ("the firmware", firmware), ("--script", options.script),
                ("--restore-snapshot", options.restoreSnapshot),
            ],
            outputs: [("--signature", signature), ("--save-snapshot", saveSnapshot)])
    }

    func run() throws {
        let machine = try options.machine(firmware: firmware) { note in
            if !quiet { StandardStreams.complain("warning: \(note)") }
        }
        let serial = SerialOutput()
        machine.serialOutput = { serial.write($0) }
        for name in (trace ?? "").split(separator: ",") { MachineTrace(name)?.attach(to: machine) }
        var limits = RunLimits(
            seconds: maxSeconds, instructions: maxInstructions, text: untilUart)
        if maxSeconds == nil, maxInstructions == nil { limits.seconds = Self.standardSeconds }
        if try isEndedByDebugger(machine, limits) { return }
        let end = try run(machine, limits)
        serial.flush()
        if let failure = machine.failure { throw failure }
        if let saveSnapshot { try write(machine.snapshot, of: machine, to: saveSnapshot) }
        if let signature { try MachineSignature.write(machine, to: signature) }
        if !quiet { machine.faults.forEach { StandardStreams.complain("warning: \($0)") } }
        if json { StandardStreams.show(summary(machine, end).text + "\n") }
        try conclude(end, machine)
    }

    /// Lets a debugger lead the machine, where one is asked for.
    private func isEndedByDebugger(_ machine: Machine, _ limits: RunLimits) throws -> Bool {
        guard let gdb else { return false }
        let debugger = try RemoteDebugger(machine, port: gdb, limits: limits)
        StandardStreams.complain("waiting for GDB: target remote 127.0.0.1:\(debugger.port)")
        let end = debugger.serve { Interruption.signal != nil }
        if let failure = machine.failure { throw failure }
        if let signal = Interruption.signal { throw Interrupted(signal: signal) }
        return end == .killed
    }

    /// In pieces, so that a signal is heard.
    private func run(_ machine: Machine, _ limits: RunLimits) throws -> RunEnd {
        machine.begin(limits)
        while true {
            if let end = machine.proceed() { return end }
            if let signal = Interruption.signal { throw Interrupted(signal: signal) }
        }
    }

    /// - Throws: what a device fails with that is to say what it is.
    private func write(
        _ snapshot: MachineSnapshot, of machine: Machine, to path: String
    ) throws {
        if let failure = machine.failure { throw failure }
        try snapshot.write(to: path)
    }

    private func conclude(_ end: RunEnd, _ machine: Machine) throws {
        switch end {
        case .textSeen, .firmwareEnded(code: 0), .stopped, .breakpoint: return
        case .firmwareEnded(let code):
            throw MicrocontrollerError.failure(firmware, "ended with \(code)")
        case .limitReached:
            guard let untilUart else { return }
            throw MicrocontrollerError.failure(
                firmware, isTimeout: true,
                "did not say `\(untilUart)` within \(machine.seconds) seconds of its time "
                    + "(\(machine.instructions) instructions; --max-seconds)")
        case .waitsForEver:
            guard untilUart != nil else { return }
            throw MicrocontrollerError.failure(
                firmware, isTimeout: true, "waits for an interrupt that will never come (wfi)")
        case .fault(let fault):
            throw MicrocontrollerError.failure(firmware, "\(fault) and has no handler for it")
        case .failed(let error): throw error
        }
    }

    private func summary(_ machine: Machine, _ end: RunEnd) -> JSONValue {
        .object([
            ("firmware", .string(firmware)),
            ("platform", .string(machine.platform.name)),
            ("end", .string(end.name)),
            ("instructions", .integer(Int(clamping: machine.instructions))),
            ("seconds", .number(machine.seconds)),
            (
                "samplesTaken",
                machine.accelerometer.map { .integer($0.takenCount) } ?? .null
            ),
            ("faults", .array(machine.faults.map { .string("\($0)") })),
        ])
    }
}

extension RunEnd {
    /// In a word, for programs.
    fileprivate var name: String {
        switch self {
        case .textSeen: "textSeen"
        case .firmwareEnded: "firmwareEnded"
        case .limitReached: "limitReached"
        case .waitsForEver: "waitsForEver"
        case .fault: "fault"
        case .breakpoint: "breakpoint"
        case .stopped: "stopped"
        case .failed: "failed"
        }
    }
}
