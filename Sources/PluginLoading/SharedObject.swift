import Glibc
import PluginInterface

/// A shared library on disk: looked at before anything of it is run, so that what is no library is told in
/// better words than the loader's.
enum SharedObject {
    /// The head of an ELF file (System V ABI, "ELF Header"), as far as it is looked at.
    private enum Head {
        static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]
        static let byteCount = 20
        static let wordSize = 4
        static let type = 16
        static let machine = 18
        static let sixtyFourBits: UInt8 = 2
        static let sharedObject: UInt8 = 3
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
        let head = try read(path)
        func refuse(_ message: String) -> PluginError {
            PluginError(.badData, source: path, message)
        }
        guard !head.isEmpty else {
            throw refuse("the file is empty; build the plug-in again")
        }
        guard head.starts(with: Head.magic), head.count == Head.byteCount else {
            throw refuse(
                "is no plug-in: it is not a shared library (.so); give what the linker made of it")
        }
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
    }

    private static func read(_ path: String) throws(PluginError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw PluginError(
                errno == ENOENT || errno == ENOTDIR ? .noInput : .inputOutput, source: path,
                "cannot read the plug-in: \(reason())")
        }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: Head.byteCount)
        let count = Glibc.read(descriptor, &head, head.count)
        guard count >= 0 else {
            throw PluginError(
                .inputOutput, source: path, "cannot read the plug-in: \(reason())")
        }
        return Array(head.prefix(count))
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
