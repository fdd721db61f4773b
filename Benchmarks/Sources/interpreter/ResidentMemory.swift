import Glibc

/// The memory that this process has in pages of its own and of files (proc(5), statm).
struct ResidentMemory {
    private var all = 0
    private var shared = 0

    init() {
        guard let file = fopen("/proc/self/statm", "r") else { return }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        fgets(&line, 128, file)
        let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        let fields = text.split(separator: " ").map { Int($0) ?? 0 }
        let page = sysconf(Int32(_SC_PAGESIZE))
        if fields.count > 2 { (all, shared) = (fields[1] * page, fields[2] * page) }
    }

    var allBytes: Int { all }
    /// Mapped files: the program, libraries, the model.
    var fileBytes: Int { shared }
    var ownBytes: Int { all - shared }
}
