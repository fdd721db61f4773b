import Glibc

/// A file that another program writes, under a name aside, until it is whole.
///
/// As `AtomicFile` does: when the value goes away without `commit`, what was written goes too.
public final class ExternalFile {
    public let path: String
    /// Where the other program is to write.
    public let temporaryPath: String
    private var isCommitted = false

    /// - Throws: `cannotCreate` when the folder is missing or not writable.
    public init(path: String) throws(StorageError) {
        let file = try AtomicFile(path: path)
        guard let temporaryPath = file.aside else {
            throw StorageError(
                .cannotCreate, path: path, "is no file, which this format needs; give a file name")
        }
        self.path = path
        self.temporaryPath = temporaryPath
        // Its place can be written; what was made to learn that goes with `file`.
    }

    deinit { if !isCommitted { unlink(temporaryPath) } }

    /// Gives the file its name.
    public func commit() throws(StorageError) {
        guard rename(temporaryPath, AtomicFile.resolved(path)) == 0 else {
            throw StorageError(
                .cannotCreate, path: path, "cannot rename into place: \(StorageError.reason())")
        }
        isCommitted = true
    }
}
