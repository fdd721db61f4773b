/// The registers of a device and how they lie on the bus.
public struct RegisterMap: Sendable {
    /// How registers of several bytes lie.
    public enum Layout: Sendable {
        /// A word each.
        case words
        /// LiteX's bus of control registers, 8 bits wide: a byte in every word of four, the most
        /// significant one first.
        case bytesInWords
    }

    /// A byte or a word of a register.
    struct Cell: Sendable, Equatable {
        /// The register's place in the table.
        var register: Int
        /// How far its bits are from the register's lowest.
        var shift: Int
        /// How many bits it has.
        var width: Int
    }

    public let registers: [Register]
    public let layout: Layout
    private let cells: [UInt32: Cell]

    public init(_ layout: Layout, _ registers: [Register]) {
        self.layout = layout
        self.registers = registers
        var cells: [UInt32: Cell] = [:]
        for (index, register) in registers.enumerated() {
            switch layout {
            case .words:
                cells[register.offset] = Cell(register: index, shift: 0, width: 32)
            case .bytesInWords:
                for byte in 0..<register.byteCount {
                    cells[register.offset + 4 * UInt32(byte)] = Cell(
                        register: index, shift: 8 * (register.byteCount - 1 - byte), width: 8)
                }
            }
        }
        self.cells = cells
    }

    /// What lies at an offset; nil between registers.
    func cell(at offset: UInt32) -> Cell? { cells[offset] }

    /// The table for people: a row of Markdown for every register.
    public var documentation: String {
        let rows = registers.map { register in
            let last = register.offset + 4 * UInt32(register.byteCount - 1)
            let place =
                layout == .words || register.byteCount == 1
                ? Self.hexadecimal(register.offset)
                : "\(Self.hexadecimal(register.offset))–\(Self.hexadecimal(last))"
            return "| \(place) | `\(register.name)` | \(8 * register.byteCount) | "
                + "\(register.access.rawValue) | \(register.reset) | \(register.summary) |"
        }
        return
            (["| offset | register | bits | access | reset | |", "|---|---|---|---|---|---|"]
            + rows).joined(separator: "\n")
    }

    private static func hexadecimal(_ offset: UInt32) -> String {
        let digits = String(offset, radix: 16, uppercase: true)
        return "0x" + (digits.count < 2 ? "0" : "") + digits
    }
}
