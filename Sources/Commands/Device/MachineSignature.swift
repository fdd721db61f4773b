import Microcontroller
import Storage

/// What the architecture's tests leave in memory, a word of hexadecimal a line (riscv-arch-test,
/// "Test format specification").
enum MachineSignature {
    static func write(_ machine: Machine, to path: String) throws {
        guard let symbols = machine.firmware?.symbols,
            let begin = symbols.address(of: "begin_signature"),
            let end = symbols.address(of: "end_signature"), begin <= end
        else {
            throw MicrocontrollerError.failure(
                machine.firmware?.name ?? "", "has no begin_signature and end_signature")
        }
        var file = try OutputFile(path: path)
        for address in stride(from: begin, to: end, by: 4) {
            let digits = String(machine.word(at: address) ?? 0, radix: 16)
            let padding = String(repeating: "0", count: 8 - digits.count)
            try file.write(Array((padding + digits + "\n").utf8))
        }
        try file.commit()
    }
}
