import Glibc

/// Folders for output.
public enum Directory {
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
