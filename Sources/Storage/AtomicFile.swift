import Glibc

/// A file written aside and renamed into place, so that nobody ever sees half of it.
///
/// The temporary file stands in the same folder, under a hidden name with the process's number.
/// If the value goes away without `commit`, the temporary file is removed and an older file of
/// the same name stays as it was.
public struct AtomicFile: ~Copyable {
    public let path: String
    private let temporaryPath: String
    private let descriptor: Int32
    private var isCommitted = false

    /// - Throws: `cannotCreate` when the folder is missing or not writable.
    public init(path: String) throws(StorageError) {
        self.path = path
        let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        temporaryPath = path[..<slash] + "." + path[slash...] + ".part-\(getpid())"
        descriptor = try Self.create(temporaryPath, for: path)
    }

    private static func create(
        _ temporaryPath: String, for path: String
    ) throws(StorageError) -> Int32 {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw StorageError(.cannotCreate, path: path, "is a directory; give a file name")
        }
        let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw StorageError(.cannotCreate, path: path, "cannot create: \(StorageError.reason())")
        }
        return descriptor
    }

    deinit {
        guard !isCommitted else { return }
        close(descriptor)
        unlink(temporaryPath)
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
                throw StorageError(
                    .inputOutput, path: path, "cannot write: \(StorageError.reason())")
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
        guard close(descriptor) == 0 else {
            let reason = StorageError.reason()
            unlink(temporaryPath)
            throw StorageError(.inputOutput, path: path, "cannot write: \(reason)")
        }
        guard rename(temporaryPath, path) == 0 else {
            let reason = StorageError.reason()
            unlink(temporaryPath)
            throw StorageError(.cannotCreate, path: path, "cannot rename into place: \(reason)")
        }
    }
}
