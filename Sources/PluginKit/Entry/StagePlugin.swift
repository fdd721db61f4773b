import CPoseAnimatePlugin

/// A stage that the engine can be given: what `FilterPlugin`, `DeformerPlugin` and the other kinds have in
/// common. A type of one of those kinds that is marked `@main` is a plug-in.
public protocol StagePlugin {
    static var about: About { get }
    /// How the kind's stages are made; given by the kind.
    static var making: StageMaking { get }
    /// More about the stage, by kind; given by the kind.
    static func traits(in memory: TraitsMemory) -> UnsafeRawPointer?
}

extension StagePlugin {
    public static func traits(in memory: TraitsMemory) -> UnsafeRawPointer? { nil }

    /// Tells the engine of the plug-in that has this stage alone.
    public static func main() {
        PluginLibrary.current = PluginLibrary(
            id: about.id, name: about.summary, version: "1.0.0", stages: [Self.self])
    }
}

/// A plug-in of several stages. The type that is marked `@main` tells them.
public protocol Plugin {
    /// Unique: org.example.waves
    static var id: String { get }
    /// For people.
    static var name: String { get }
    static var version: String { get }
    static var stages: [any StagePlugin.Type] { get }
}

extension Plugin {
    public static var version: String { "1.0.0" }

    /// Tells the engine of the plug-in.
    public static func main() {
        PluginLibrary.current = PluginLibrary(id: id, name: name, version: version, stages: stages)
    }
}

/// How stages of one kind are made.
public struct StageMaking {
    typealias Make =
        (_ engine: Engine, _ values: UnsafePointer<pa_value>?, UnsafeRawPointer?)
        throws -> UnsafeRawPointer

    /// As `pa_plugin_entry.get_factory` is asked for it.
    let kind: String
    let make: Make
}

/// Where traits are kept while a plug-in is loaded.
public struct TraitsMemory {
    let memory: ForeignMemory
}
