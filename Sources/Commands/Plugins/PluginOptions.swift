import ArgumentParser
import PoseAnimate

/// Which plug-ins a command may use.
struct PluginOptions: ParsableArguments {
    @Option(
        name: .customLong("plugin"),
        help: ArgumentHelp("A plug-in to load; may be repeated.", valueName: "file.so"))
    var files: [String] = []

    @Flag(
        name: .customLong("no-plugins"),
        help: "Leave away the plug-ins in the folders for them.")
    var leavesFoldersAway = false

    /// Does something with the plug-ins that are asked for at hand.
    ///
    /// - Throws: why a plug-in cannot be loaded; what `body` throws.
    func use<Result>(_ body: () throws -> Result) throws -> Result {
        guard !StageShelf.current.isOf(self) else { return try body() }
        return try StageShelf.$current.withValue(StageShelf(self), operation: body)
    }
}

/// What is at hand for a command, brought when it is first needed: most commands need nothing.
final class StageShelf: @unchecked Sendable {
    // Read and written by the command's own thread alone.

    @TaskLocal static var current = StageShelf(files: [], searchesFolders: true)

    private let files: [String]
    private let searchesFolders: Bool
    private var library: Result<StageLibrary, any Error>?
    private(set) var failures: [any Error] = []

    init(_ options: PluginOptions) {
        files = options.files
        searchesFolders = !options.leavesFoldersAway
    }

    /// Those of a command line that is not read yet: help tells of them too.
    convenience init(arguments: [String]) {
        var files: [String] = []
        for (place, word) in arguments.enumerated() {
            if word == "--plugin", place + 1 < arguments.count {
                files.append(arguments[place + 1])
            } else if word.hasPrefix("--plugin=") {
                files.append(String(word.dropFirst("--plugin=".count)))
            }
        }
        self.init(files: files, searchesFolders: !arguments.contains("--no-plugins"))
    }

    init(files: [String], searchesFolders: Bool) {
        self.files = files
        self.searchesFolders = searchesFolders
    }

    /// Whether it holds what options ask for.
    func isOf(_ options: PluginOptions) -> Bool {
        files == options.files && searchesFolders == !options.leavesFoldersAway
    }

    /// - Throws: why a plug-in that is named cannot be loaded.
    static var library: StageLibrary {
        get throws { try current.bring() }
    }

    static var registry: Registry {
        get throws { try library.registry }
    }

    private func bring() throws -> StageLibrary {
        if let library { return try library.get() }
        let brought = Result {
            var library = StageLibrary(engineVersion: engineVersion) { plugin, message in
                StandardStreams.complain("\(plugin): \(message)")
            }
            for file in files { try library.load(file) }
            if searchesFolders {
                failures = library.loadInstalled()
                failures.forEach { StandardStreams.complain("warning: left away: \($0)") }
            }
            return library
        }
        library = brought
        return try brought.get()
    }
}
