import Glibc

/// Folders, made for output or looked into.
public enum Directory {
    /// Whether a folder has that path.
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in a folder, sorted, without "." and "..".
    ///
    /// - Throws: `noInput` when it is missing or not readable.
    public static func names(in path: String) throws(StorageError) -> [String] {
        guard let folder = opendir(path) else {
            throw StorageError(
                .noInput, path: path, "cannot open the folder: \(StorageError.reason())")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            // The name is at most 255 bytes and ends in 0 (readdir(3)).
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a folder, and those above it, where they are missing.
    ///
    /// - Throws: `cannotCreate` when that is not allowed, or when something else has the name.
    public static func create(_ path: String) throws(StorageError) {
        if mkdir(path, 0o777) == 0 { return }
        if errno == ENOENT, let parent = parent(of: path) {
            try create(parent)
            if mkdir(path, 0o777) == 0 { return }
        }
        let reason = StorageError.reason()
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw StorageError(.cannotCreate, path: path, "cannot create the folder: \(reason)")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw StorageError(
                .cannotCreate, path: path, "is a file, not a folder; give another name")
        }
    }

    /// The path without its last component; nil when there is nothing above it.
    private static func parent(of path: String) -> String? {
        var rest = path[...]
        while rest.last == "/" { rest.removeLast() }
        guard let slash = rest.lastIndex(of: "/") else { return nil }
        rest = rest[..<slash]
        while rest.last == "/" { rest.removeLast() }
        return rest.isEmpty ? nil : String(rest)
    }
}
