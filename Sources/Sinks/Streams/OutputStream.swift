import Glibc
import Storage

/// Bytes on their way out: to standard output, or to a file that appears when it is whole.
struct OutputStream: ~Copyable {
    private var file: AtomicFile

    /// - Parameter path: `-` is standard output.
    init(_ path: String) throws(StorageError) {
        file = path == "-" ? try AtomicFile(standardOutput: ()) : try AtomicFile(path: path)
    }

    /// - Throws: `readerGone` when nobody reads any more; `StorageError`.
    func write(_ bytes: [UInt8]) throws {
        do throws(StorageError) {
            try file.write(bytes)
        } catch {
            guard error.systemError == EPIPE else { throw error }
            throw SinkError(.readerGone, "\(file.path): nobody reads any more")
        }
    }

    consuming func commit() throws(StorageError) { try file.commit() }
}
