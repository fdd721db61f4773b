import Glibc

/// Where plug-ins are looked for.
package enum PluginFolders {
    /// A list of folders with colons between them.
    package static let variable = "POSE_ANIMATE_PLUGIN_PATH"
    /// Where the system's plug-ins are: of what an administrator has built, and of packages.
    private static let system = ["/usr/local", "/usr"]
    private static let below = "/lib/pose-animate/plugins"

    /// The folders, in the order in which they are looked through. Never the current folder, nor a
    /// character's: what lies there came with a file that somebody else made.
    package static var all: [String] {
        let named = environment(variable)?.split(separator: ":").map(String.init) ?? []
        let own = environment("HOME").map { ["\($0)/.local\(below)"] } ?? []
        let prefixes = ([prefix].compactMap(\.self) + system).map { $0 + below }
        var folders: [String] = []
        for folder in named + own + prefixes
        where folder.hasPrefix("/") && !folders.contains(folder) {
            folders.append(folder)
        }
        return folders
    }

    /// Where the program was installed to, when it lies in a folder `bin`: plug-ins that were installed with it lie
    /// beside it.
    private static var prefix: String? {
        guard let resolved = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(resolved) }
        let path = String(cString: resolved)
        let ending = "/bin/pose-animate"
        return path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : nil
    }

    /// The plug-ins in a folder, by name; none where there is no such folder.
    package static func files(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".so"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
            .map { folder + "/" + $0 }
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
