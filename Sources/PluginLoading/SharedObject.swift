import Glibc
import PluginInterface

/// A shared library on disk: looked at before anything of it is run, so that what is no library is told in
/// better words than the loader's.
enum SharedObject {
    /// The head of an ELF file (System V ABI, "ELF Header"), as far as it is looked at.
    private enum Head {
        static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]
        static let byteCount = 64
        static let wordSize = 4
        static let type = 16
        static let machine = 18
        static let sixtyFourBits: UInt8 = 2
        static let sharedObject: UInt8 = 3
        /// Where the table of what is to be loaded lies, how long a row of it is, and how many there are.
        static let tablePlace = 32
        static let rowSize = 54
        static let rowCount = 56
    }

    /// A row of that table, as far as it is looked at: what it is, where it lies in the file, how long it is.
    private enum Row {
        static let byteCount = 56
        static let load: UInt64 = 1
        static let place = 8
        static let size = 32
    }

    /// What machines ELF numbers so; those that people are likely to have.
    private static let machines: [UInt16: String] = [
        3: "x86 (32 bits)", 40: "ARM (32 bits)", 62: "x86-64", 183: "AArch64", 243: "RISC-V",
    ]

    private static var ours: UInt16 {
        #if arch(x86_64)
            62
        #elseif arch(arm64)
            183
        #else
            0
        #endif
    }

    /// - Throws: `noInput` when the file is missing, `inputOutput`, `badData` when it is no library for this
    ///   machine.
    static func check(_ path: String) throws(PluginError) {
        let (head, file) = try read(path)
        defer { close(file) }
        func refuse(_ message: String) -> PluginError {
            PluginError(.badData, source: path, message)
        }
        guard !head.isEmpty else {
            throw refuse("the file is empty; build the plug-in again")
        }
        guard head.starts(with: Head.magic) else {
            throw refuse(
                "is no plug-in: it is not a shared library (.so); give what the linker made of it")
        }
        guard head.count == Head.byteCount else { throw refuse(cutShort) }
        let machine = UInt16(head[Head.machine]) | UInt16(head[Head.machine + 1]) << 8
        guard head[Head.wordSize] == Head.sixtyFourBits, ours == 0 || machine == ours else {
            let its = machines[machine] ?? "machine \(machine)"
            throw refuse(
                "was built for \(its), and this engine runs on \(machines[ours] ?? "another"); build "
                    + "the plug-in on this kind of machine")
        }
        guard head[Head.type] == Head.sharedObject else {
            throw refuse("is a program or an object file; link it as a shared library (cc -shared)")
        }
        guard isWhole(head, file) else { throw refuse(cutShort) }
    }

    private static let cutShort = "is cut short: bytes are missing; copy or build it again"

    /// Whether all that is to be loaded is there. The loader maps it and reads beyond the end of a file that was
    /// not copied whole, which ends the process.
    private static func isWhole(_ head: [UInt8], _ file: Int32) -> Bool {
        let size = UInt64(clamping: lseek(file, 0, SEEK_END))
        let rowSize = number(head, Head.rowSize, bytes: 2)
        for row in 0..<number(head, Head.rowCount, bytes: 2) {
            var bytes = [UInt8](repeating: 0, count: Row.byteCount)
            let (place, overflow) = number(head, Head.tablePlace, bytes: 8)
                .addingReportingOverflow(row * rowSize)
            guard !overflow, let start = off_t(exactly: place),
                pread(file, &bytes, bytes.count, start) == bytes.count
            else { return false }
            guard number(bytes, 0, bytes: 4) == Row.load else { continue }
            let (end, isTooFar) = number(bytes, Row.place, bytes: 8)
                .addingReportingOverflow(number(bytes, Row.size, bytes: 8))
            if isTooFar || end > size { return false }
        }
        return true
    }

    /// A number in a file for a little-endian machine.
    private static func number(_ bytes: [UInt8], _ place: Int, bytes count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
    }

    /// The head of a file, and the file, which the caller closes.
    private static func read(
        _ path: String
    ) throws(PluginError) -> (head: [UInt8], file: Int32) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw PluginError(
                errno == ENOENT || errno == ENOTDIR ? .noInput : .inputOutput, source: path,
                "cannot read the plug-in: \(reason())")
        }
        var head = [UInt8](repeating: 0, count: Head.byteCount)
        let count = Glibc.read(descriptor, &head, head.count)
        guard count >= 0 else {
            let reason = reason()
            close(descriptor)
            throw PluginError(.inputOutput, source: path, "cannot read the plug-in: \(reason)")
        }
        return (Array(head.prefix(count)), descriptor)
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
