import ArgumentParser

/// The root of the command line.
public struct PoseAnimateCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "pose-animate",
        abstract: "Makes a drawn character move as a person moved.",
        discussion: """
            The main job: pose-animate character.svg --keypoints clip.json -o frames/
            """,
        version: engineVersion,
        subcommands: [
            AnimateCommand.self, DetectCommand.self, ConvertCommand.self, RenderCommand.self,
            BatchCommand.self, BatchTaskCommand.self, AssembleCommand.self, InspectCommand.self,
            PluginsCommand.self, PluginHostCommand.self, ModelsCommand.self, DeviceCommand.self,
        ],
        defaultSubcommand: AnimateCommand.self)

    public init() {}
}

/// The engine's version, as in CHANGELOG.md.
public let engineVersion = "0.1.0"
