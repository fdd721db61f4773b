import CPoseAnimatePlugin
import Glibc
import PluginInterface
import PluginKit
import Synchronization

/// A plug-in that is loaded: what it says of itself, and its stages.
///
/// It stays loaded until the program ends.
package final class LoadedPlugin: Sendable {
    package let path: String
    /// Where the file really lies.
    package let place: String
    package let id: String
    package let name: String
    package let version: String
    package let author: String?
    /// What the plug-in was built against.
    package let interface: pa_version
    package let stages: [PluginStage]

    /// By where the files really lie: a library is one, whatever it is called by.
    private static let loaded = Mutex<[String: LoadedPlugin]>([:])

    /// Loads a plug-in, or finds it loaded.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - log: takes what it tells people.
    /// - Throws: `noInput`, `badData` for what is no plug-in, `unavailable` when it needs another engine; what
    ///   it answers itself.
    package static func load(
        _ path: String, engineVersion: String, log: @escaping PluginEngine.Log
    ) throws(PluginError) -> LoadedPlugin {
        try SharedObject.check(path)
        let place = place(of: path)
        // Under the lock, since a library is loaded once and by one thread.
        let result = loaded.withLock { loaded -> Result<LoadedPlugin, PluginError> in
            if let found = loaded[place] { return .success(found) }
            let engine = PluginEngine(source: path, engineVersion: engineVersion, log: log)
            do throws(PluginError) {
                let plugin = try LoadedPlugin(place, path: path, engine)
                loaded[place] = plugin
                return .success(plugin)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// One that says of itself what was learnt elsewhere.
    package init(
        path: String, id: String, name: String, version: String, author: String?,
        interface: pa_version, stages: [PluginStage]
    ) {
        self.path = path
        place = Self.place(of: path)
        self.id = id
        self.name = name
        self.version = version
        self.author = author
        self.interface = interface
        self.stages = stages
    }

    private static func place(of path: String) -> String {
        realpath(path, nil).map { resolved in
            defer { free(resolved) }
            return String(cString: resolved)
        } ?? path
    }

    private init(
        _ place: String, path: String, _ engine: PluginEngine
    ) throws(PluginError) {
        func refuse(_ kind: PluginError.Kind, _ message: String) -> PluginError {
            PluginError(kind, source: path, message)
        }
        let label = engine.text("\(path): while it was loaded, it")
        // A place with a slash: never searched for along the libraries' path.
        guard let library = calling(label, { dlopen(place, RTLD_NOW | RTLD_LOCAL) }) else {
            throw refuse(.badData, "cannot be loaded: \(Self.loaderComplaint(about: place))")
        }
        guard let symbol = dlsym(library, PA_ENTRY_SYMBOL) else {
            throw refuse(
                .badData,
                "is a library but no plug-in: it does not export `\(PA_ENTRY_SYMBOL)`")
        }
        let pointer = symbol.assumingMemoryBound(to: pa_plugin_entry.self)
        interface = try Self.version(of: pointer, path)
        let entry = grown(UnsafePointer(pointer), size: pointer.pointee.size)
        guard let info = entry.info, let factory = entry.get_factory else {
            throw refuse(.badData, "its entry is incomplete; it has `info` and `get_factory`")
        }
        if let begin = entry.`init` {
            let status = calling(label) { begin(engine.pointer, engine.text(place)) }
            guard status == PA_OK else {
                throw refuse(
                    PluginError.Kind(status) ?? .fault,
                    takeFailure() ?? "it did not begin and did not say why (status \(status))")
            }
        }
        guard let told = calling(label, { info() }),
            told.pointee.size >= 4 * MemoryLayout<Int>.size,
            let id = told.pointee.id.map({ String(cString: $0) }), !id.isEmpty
        else { throw refuse(.badData, "does not say its id; `info` is to tell it") }
        let all = grown(told, size: told.pointee.size)
        self.path = path
        self.place = place
        self.id = id
        name = all.name.map { String(cString: $0) } ?? id
        version = all.version.map { String(cString: $0) } ?? ""
        author = all.author.map { String(cString: $0) }
        stages = try Self.stages(label, factory, engine)
        guard !stages.isEmpty else { throw refuse(.badData, "has no stage of any kind") }
    }

    private static func version(
        of entry: UnsafePointer<pa_plugin_entry>, _ path: String
    ) throws(PluginError) -> pa_version {
        func refuse(_ kind: PluginError.Kind, _ message: String) -> PluginError {
            PluginError(kind, source: path, message)
        }
        let size = entry.pointee.size
        guard size >= MemoryLayout<pa_plugin_entry>.size else {
            throw refuse(
                .badData,
                "its entry has \(size) bytes, and pa_plugin_entry of version 1.0 has "
                    + "\(MemoryLayout<pa_plugin_entry>.size); set `size` to its sizeof")
        }
        let its = entry.pointee.abi
        let ours = pa_version.current
        guard its.major == ours.major, its.minor <= ours.minor else {
            throw refuse(
                .unavailable,
                "was made for version \(its.text) of the plug-in interface, and this engine has "
                    + "\(ours.text); "
                    + (its.major < ours.major
                        ? "build it with the newer header" : "use a newer engine"))
        }
        return its
    }

    private static func stages(
        _ label: UnsafePointer<CChar>,
        _ factory: @convention(c) (UnsafePointer<CChar>?) -> UnsafePointer<pa_factory>?,
        _ engine: PluginEngine
    ) throws(PluginError) -> [PluginStage] {
        var stages: [PluginStage] = []
        for kind in StageKind.allCases {
            guard let made = calling(label, { factory(kind.rawValue) }) else { continue }
            stages += try PluginStage.all(of: made, kind, engine: engine, owner: engine)
        }
        return stages
    }

    /// The loader's own words, without the path that stands before them anyway.
    private static func loaderComplaint(about place: String) -> String {
        let words = dlerror().map { String(cString: $0) } ?? "the loader does not say why"
        return words.hasPrefix(place + ": ") ? String(words.dropFirst(place.count + 2)) : words
    }
}
