import Glibc

/// A file written aside and renamed into place, so that nobody ever sees half of it.
///
/// The temporary file stands in the same folder, under a hidden name with the process's number.
/// If the value goes away without `commit`, the temporary file is removed and an older file of
/// the same name stays as it was. A link is followed: the file it names is the one replaced. What
/// is no file (a device, a pipe) is written to as it is; nothing can be renamed over it.
public struct AtomicFile: ~Copyable {
    public let path: String
    /// Where the file is written until it is whole; nil when it is written in place.
    private let temporaryPath: String?
    private let finalPath: String
    private let descriptor: Int32
    private var isCommitted = false

    /// - Throws: `cannotCreate` when the folder is missing or not writable.
    public init(path: String) throws(StorageError) {
        let target = try Self.target(of: path)
        let temporaryPath = target.isSpecial ? nil : Self.hiddenName(beside: target.path)
        descriptor = try Self.open(temporaryPath, or: target.path, for: path)
        self.path = path
        self.temporaryPath = temporaryPath
        finalPath = target.path
    }

    /// Standard output, as it is: what is written cannot be taken back.
    ///
    /// - Throws: `cannotCreate` when it is closed.
    public init(standardOutput: Void) throws(StorageError) {
        path = "standard output"
        descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
        temporaryPath = nil
        finalPath = path
        guard descriptor >= 0 else {
            throw StorageError(.cannotCreate, path: path, "is closed: \(StorageError.reason())")
        }
    }

    private static func open(
        _ temporaryPath: String?, or finalPath: String, for path: String
    ) throws(StorageError) -> Int32 {
        let descriptor =
            if let temporaryPath {
                Glibc.open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            } else {
                Glibc.open(finalPath, O_WRONLY | O_CLOEXEC)
            }
        guard descriptor >= 0 else {
            throw StorageError(.cannotCreate, path: path, "cannot create: \(StorageError.reason())")
        }
        return descriptor
    }

    deinit {
        guard !isCommitted else { return }
        close(descriptor)
        if let temporaryPath { unlink(temporaryPath) }
    }

    /// The path behind all links, and whether something other than a file stands there.
    private static func target(
        of path: String
    ) throws(StorageError) -> (path: String, isSpecial: Bool) {
        guard !path.isEmpty else {
            throw StorageError(.cannotCreate, path: path, "the path is empty; give a file name")
        }
        var status = stat()
        guard stat(path, &status) == 0 else { return (path, false) }
        let kind = status.st_mode & S_IFMT
        if kind == S_IFDIR {
            throw StorageError(.cannotCreate, path: path, "is a directory; give a file name")
        }
        guard let resolved = realpath(path, nil) else { return (path, kind != S_IFREG) }
        defer { free(resolved) }
        return (String(cString: resolved), kind != S_IFREG)
    }

    /// Where the file is written until it is whole; nil when it is written in place.
    var aside: String? { temporaryPath }

    /// A path behind all links.
    static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func hiddenName(beside path: String) -> String {
        let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        return path[..<slash] + "." + path[slash...] + partMark + HostName.current + "-\(getpid())"
    }

    /// What stands between a file's name and the machine and process that write it.
    private static let partMark = ".part-"

    /// Removes what processes of this machine have left half written in a folder when they were
    /// killed; a folder that is missing holds nothing.
    public static func removeAbandoned(in folder: String) {
        for name in (try? Directory.names(in: folder)) ?? [] where name.hasPrefix(".") {
            guard let mark = name.ranges(of: partMark).last,
                let dash = name.lastIndex(of: "-"), dash >= mark.upperBound,
                name[mark.upperBound..<dash] == HostName.current,
                let process = pid_t(name[name.index(after: dash)...]), process > 0,
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unlink(folder + "/" + name)
        }
    }

    /// Appends bytes.
    ///
    /// - Throws: `inputOutput` when the disk is full or fails.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        var offset = 0
        while offset < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
            let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if written < 0 {
                if errno == EINTR { continue }
                let number = errno
                throw StorageError(
                    .inputOutput, path: path, "cannot write: \(StorageError.reason(number))",
                    systemError: number)
            }
            offset += written
        }
    }

    /// Appends bytes.
    public func write(_ bytes: [UInt8]) throws(StorageError) {
        try bytes.withUnsafeBufferPointer { buffer throws(StorageError) in
            try write(UnsafeRawBufferPointer(buffer))
        }
    }

    /// Closes the file and gives it its name.
    ///
    /// - Throws: `inputOutput` when the last bytes do not reach the disk or the rename fails.
    public consuming func commit() throws(StorageError) {
        isCommitted = true
        let isClosed = close(descriptor) == 0
        guard let temporaryPath else {
            if isClosed { return }
            throw StorageError(.inputOutput, path: path, "cannot write: \(StorageError.reason())")
        }
        if isClosed, rename(temporaryPath, finalPath) == 0 { return }
        let reason = StorageError.reason()
        unlink(temporaryPath)
        throw StorageError(
            isClosed ? .cannotCreate : .inputOutput, path: path,
            isClosed ? "cannot rename into place: \(reason)" : "cannot write: \(reason)")
    }
}
