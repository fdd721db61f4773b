import Glibc
import PoseAnimate

/// The folder that this process works in.
enum Folder {
    /// Paths without a beginning start from here from now on. A batch is a process of its own.
    static func enter(_ path: String) throws {
        guard chdir(path) == 0 else {
            throw StorageError(
                .noInput, path: path, "cannot go to the folder: \(StorageError.reason())")
        }
    }

    static var current: String {
        get throws {
            guard let path = getcwd(nil, 0) else {
                throw StorageError(.noInput, path: ".", "is gone: \(StorageError.reason())")
            }
            defer { free(path) }
            return String(cString: path)
        }
    }

    /// A path that means the same from everywhere.
    static func absolute(_ path: String) throws -> String {
        path.hasPrefix("/") ? path : try current + "/" + path
    }
}
