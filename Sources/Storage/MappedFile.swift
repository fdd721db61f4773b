import Glibc

/// A file mapped into memory for reading, for as long as this object lives.
///
/// Pages are read when they are touched; a file that is shortened meanwhile ends the process, as
/// with every mapping, so map only files that are replaced by renaming.
public final class MappedFile: @unchecked Sendable {
    public let bytes: UnsafeRawBufferPointer

    /// - Throws: `noInput` when the file is missing, a directory or no regular file,
    ///   `inputOutput` when it cannot be mapped.
    public init(_ path: String) throws(StorageError) {
        let descriptor = try InputFile.open(path)
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw StorageError(.noInput, path: path, "is not a regular file, so cannot be mapped")
        }
        guard status.st_size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let size = Int(status.st_size)
        guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
            address != MAP_FAILED
        else {
            throw StorageError(.inputOutput, path: path, "cannot map: \(StorageError.reason())")
        }
        bytes = UnsafeRawBufferPointer(start: address, count: size)
    }

    /// Lets go of the pages that are in memory. Those that are touched again are read again, so this
    /// costs nothing but time.
    public func giveBack() {
        if let address = bytes.baseAddress {
            madvise(UnsafeMutableRawPointer(mutating: address), bytes.count, MADV_DONTNEED)
        }
    }

    deinit {
        if let address = bytes.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
        }
    }
}
