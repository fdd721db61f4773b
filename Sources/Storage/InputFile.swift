import Glibc

/// Whole files read into memory, with clear errors.
public enum InputFile {
    /// Reads a file, unpacking it when it is gzip-compressed.
    ///
    /// - Parameter limit: the largest size accepted after unpacking, in bytes; guards against
    ///   compression bombs.
    /// - Throws: `noInput` when the file is missing or a directory, `badData` when it is damaged
    ///   or too large, `inputOutput` when reading fails.
    public static func read(_ path: String, limit: Int) throws(StorageError) -> [UInt8] {
        let raw = try readRaw(path, limit: limit)
        guard Gzip.isCompressed(raw) else { return raw }
        return try Gzip.decompress(raw, path: path, limit: limit)
    }

    /// Whether the path leads to a file that can be read more than once, and not to a pipe.
    public static func isRepeatable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The first bytes of a file, fewer when it is shorter.
    ///
    /// - Throws: as `open`.
    public static func start(of path: String, count: Int) throws(StorageError) -> [UInt8] {
        let descriptor = try open(path)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = pread(descriptor, &bytes, count, 0)
        guard got >= 0 else {
            throw StorageError(.inputOutput, path: path, "cannot read: \(StorageError.reason())")
        }
        return Array(bytes.prefix(got))
    }

    /// A name that two paths share exactly when they lead to the same place, links followed.
    public static func identity(of path: String) -> String {
        if let resolved = realpath(path, nil) {
            defer { free(resolved) }
            return String(cString: resolved)
        }
        // Not there yet: its folder may be, or the one above that.
        var name = path[...]
        while name.count > 1, name.last == "/" { name.removeLast() }
        var folder = "."
        if let slash = name.lastIndex(of: "/") {
            folder = slash == name.startIndex ? "/" : String(name[..<slash])
            name = name[name.index(after: slash)...]
        }
        guard folder != path else { return path }
        let above = identity(of: folder)
        switch name {
        case "", ".": return above
        case "..":
            let end = above.lastIndex(of: "/") ?? above.startIndex
            return end == above.startIndex ? "/" : String(above[..<end])
        default: return above == "/" ? above + name : above + "/" + name
        }
    }

    /// Opens a file for reading and returns its descriptor, which the caller closes.
    public static func open(_ path: String) throws(StorageError) -> Int32 {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let hint = errno == ENOENT ? "; check the path" : ""
            throw StorageError(.noInput, path: path, "cannot open: \(StorageError.reason())\(hint)")
        }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw StorageError(.noInput, path: path, "is a directory, not a file")
        }
        return descriptor
    }

    private static func readRaw(_ path: String, limit: Int) throws(StorageError) -> [UInt8] {
        let descriptor = try open(path)
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        let chunk = 1 << 18
        while true {
            let start = bytes.count
            var count = 0
            bytes.reserveCapacity(start + chunk)
            bytes.append(contentsOf: repeatElement(0, count: chunk))
            count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress.map { $0 + start }, chunk)
            }
            bytes.removeLast(chunk - max(count, 0))
            if count < 0 {
                if errno == EINTR { continue }
                throw StorageError(
                    .inputOutput, path: path, "cannot read: \(StorageError.reason())")
            }
            if count == 0 { return bytes }
            if bytes.count > limit {
                throw StorageError(
                    .badData, path: path, "is larger than the \(limit >> 20) MiB allowed")
            }
        }
    }
}
