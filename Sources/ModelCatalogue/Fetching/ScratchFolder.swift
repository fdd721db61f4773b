import Glibc
import Storage

/// A folder for what is downloaded, removed with what lies in it.
struct ScratchFolder: ~Copyable {
    let path: String

    init() throws(CatalogueError) {
        let base = ModelFolders.processEnvironment("TMPDIR") ?? "/tmp"
        var template = Array("\(base)/pose-animate-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CatalogueError(
                .cannotCreate, source: base,
                "cannot create a folder for the download: \(StorageError.reason())")
        }
        path = String(
            decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for name in (try? Directory.names(in: path)) ?? [] { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}
