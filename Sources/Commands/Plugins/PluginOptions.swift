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

    @Flag(
        name: .customLong("isolate"),
        help: "Keep plug-ins in processes of their own, where they can crash or hang.")
    var isIsolated = false

    @Option(
        help: ArgumentHelp(
            "How long an isolated plug-in may take for one call. Default: 10.",
            valueName: "seconds"))
    var pluginTimeout: Double?

    func validate() throws {
        guard let pluginTimeout else { return }
        guard pluginTimeout > 0, pluginTimeout <= Isolation.longestTimeout else {
            throw ValidationError(
                "--plugin-timeout \(pluginTimeout): give seconds above 0, up to "
                    + "\(Int(Isolation.longestTimeout))")
        }
        guard isIsolated else {
            throw ValidationError("--plugin-timeout is about isolated plug-ins; give --isolate")
        }
    }

    /// How plug-ins are kept apart; nil when they are not.
    var isolation: Isolation? {
        isIsolated ? .byThisProgram(timeout: pluginTimeout ?? Isolation.standardTimeout) : nil
    }

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
    private let isolation: Isolation?
    private var library: Result<StageLibrary, any Error>?
    private(set) var failures: [any Error] = []

    init(_ options: PluginOptions) {
        files = options.files
        searchesFolders = !options.leavesFoldersAway
        isolation = options.isolation
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
        self.init(
            files: files, searchesFolders: !arguments.contains("--no-plugins"),
            isolation: arguments.contains("--isolate") ? .byThisProgram() : nil)
    }

    init(files: [String], searchesFolders: Bool, isolation: Isolation? = nil) {
        self.files = files
        self.searchesFolders = searchesFolders
        self.isolation = isolation
    }

    /// Whether it holds what options ask for.
    func isOf(_ options: PluginOptions) -> Bool {
        files == options.files && searchesFolders == !options.leavesFoldersAway
            && isolation == options.isolation
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
            var library = StageLibrary(engineVersion: engineVersion, isolation: isolation) {
                plugin, message in
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

extension Isolation {
    /// By what runs now, whatever became of its file since it was started.
    fileprivate static func byThisProgram(timeout: Double = standardTimeout) -> Isolation {
        Isolation(program: "/proc/self/exe", timeout: timeout)
    }
}
