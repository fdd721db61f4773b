import Inference
import Microcontroller
import PluginInterface
import PluginIsolation
import PluginLoading

/// Everything that an engine can be made of: the engine's own, and what plug-ins add.
///
///     var library = StageLibrary()
///     try library.load("jiggle.so")
///     var options = AnimationOptions()
///     options.filters = [StageOptions(name: "jiggle")]
///     var animation = try Animation(
///         of: character, motion: motion, options: options, registry: library.registry)
public struct StageLibrary: Sendable {
    /// Stages of pipelines.
    public private(set) var registry = Registry.builtIn
    /// Operators of models.
    public fileprivate(set) var operators = OperatorRegistry.builtIn
    /// Devices and sensors of the microcontroller.
    public private(set) var devices = DeviceRegistry.builtIn
    /// What was loaded, in order.
    public private(set) var plugins: [PluginReport] = []

    /// What plug-ins tell people, unless the program listens: nothing.
    public typealias Log = @Sendable (_ plugin: String, _ message: String) -> Void

    fileprivate var delegates: [PluginStage] = []
    private var loaded = PluginSet()
    private let engineVersion: String
    private let isolation: Isolation?
    private let log: Log

    /// The engine's own stages.
    ///
    /// - Parameters:
    ///   - engineVersion: what plug-ins are told.
    ///   - isolation: how plug-ins are kept apart; nil to run them within the program.
    ///   - log: takes what plug-ins tell people; called on any thread.
    public init(
        engineVersion: String = "", isolation: Isolation? = nil,
        log: @escaping Log = { _, _ in }
    ) {
        self.engineVersion = engineVersion
        self.isolation = isolation
        self.log = log
    }

    /// Loads a plug-in, whose code then runs within the program, or in processes of its own where plug-ins are
    /// kept apart.
    ///
    /// - Throws: `PluginError` when the file is no plug-in, or has what is there already.
    public mutating func load(_ path: String) throws {
        if let isolation {
            try add(
                IsolatedPlugin.load(
                    path, isolation, engineVersion: engineVersion, log: listener))
        } else {
            try add(LoadedPlugin.load(path, engineVersion: engineVersion, log: listener))
        }
    }

    /// Loads the plug-ins in the folders for them: those of `POSE_ANIMATE_PLUGIN_PATH`, the user's, the system's.
    ///
    /// - Returns: why some could not be loaded; the others are there.
    public mutating func loadInstalled() -> [any Error] {
        var failures: [any Error] = []
        for path in PluginFolders.all.flatMap({ PluginFolders.files(in: $0) }) {
            do { try load(path) } catch { failures.append(error) }
        }
        return failures
    }

    /// The stages of the plug-ins that were loaded.
    package var pluginStages: [PluginStage] { loaded.stages }

    private var listener: PluginEngine.Log {
        { [log] source, level, message in
            // What helps a plug-in's author alone is not for users.
            if level != .debug { log(source, message) }
        }
    }

    private mutating func add(_ plugin: LoadedPlugin) throws {
        var whole = self
        guard try whole.loaded.add(plugin) else { return }
        for stage in plugin.stages {
            switch stage.description.kind {
            case .modelOperator: try whole.addOperator(stage)
            case .delegate: try whole.addDelegate(stage)
            case .device, .sensor: try whole.devices.register(stage)
            default: try whole.registry.register(stage)
            }
        }
        whole.plugins.append(PluginReport(plugin))
        self = whole
    }
}

extension StageLibrary {
    fileprivate mutating func addOperator(_ stage: PluginStage) throws {
        let definition = try OperatorDefinition(stage)
        guard !operators.all.contains(where: { $0.name == definition.name }) else {
            throw stage.error(
                .badData, "there is an operator `\(definition.name)` of models already")
        }
        operators = operators.adding(definition)
    }
}

/// Delegates of plug-ins, which compute models. They are made when they are asked for: who animates a clip needs none.
extension StageLibrary {
    fileprivate mutating func addDelegate(_ stage: PluginStage) throws {
        let name = stage.description.id
        let own = Interpreter.DelegateChoice.allCases.map(\.rawValue)
        guard !own.contains(name), !delegateNames.contains(name) else {
            throw stage.error(.badData, "there is a delegate `\(name)` already")
        }
        delegates.append(stage)
    }

    /// In the order in which their plug-ins were loaded.
    public var delegateNames: [String] { delegates.map(\.description.id) }

    /// Makes one, for `Interpreter.Options.delegates`.
    ///
    /// - Throws: `usage` when there is none of that name or a value does not fit; what the plug-in answers.
    public func makeDelegate(_ options: StageOptions) throws -> any Delegate {
        guard let stage = delegates.first(where: { $0.description.id == options.name }) else {
            let names = delegateNames.isEmpty ? "none" : delegateNames.joined(separator: ", ")
            throw PoseAnimateError(
                .usage, "no plug-in has a delegate `\(options.name)`; there are: \(names)")
        }
        return try options.naming { try PluginDelegate(stage, values: options.values) }
    }

    /// Makes all that can be made, with the defaults of their options.
    ///
    /// - Parameter failed: is told why one cannot: what it computes with may not be there.
    public func makeDelegates(failed: (any Error) -> Void) -> [any Delegate] {
        var made: [any Delegate] = []
        for stage in delegates {
            do { made.append(try PluginDelegate(stage)) } catch { failed(error) }
        }
        return made
    }
}

/// What is told about a plug-in that was loaded.
public struct PluginReport: Sendable, Equatable {
    public var id: String
    public var name: String
    public var version: String
    /// The file.
    public var file: String
    /// The version of the interface that it was made for.
    public var interface: String
    public var stages: [Stage]

    /// What is told about one of its stages.
    public struct Stage: Sendable, Equatable {
        /// "filter", "operator", "sensor", …
        public var kind: String
        public var id: String
        public var summary: String
        public var settings: [StageSetting]
        public var origin: Registry.Origin?

        init(_ stage: PluginStage) {
            kind = stage.description.kind.name
            id = stage.description.id
            summary = stage.description.summary
            settings = stage.description.options
            origin = Registry.Origin(stage)
        }
    }

    init(_ plugin: LoadedPlugin) {
        id = plugin.id
        name = plugin.name
        version = plugin.version
        file = plugin.path
        interface = plugin.interface.text
        stages = plugin.stages.map(Stage.init)
    }
}
