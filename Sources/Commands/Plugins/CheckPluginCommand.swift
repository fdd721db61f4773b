import ArgumentParser
import PoseAnimate

/// `pose-animate plugins check FILE`: whether a plug-in keeps the interface's rules.
struct CheckPluginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Try a plug-in out: all that the interface asks for.")

    @Argument(help: ArgumentHelp("The plug-in.", valueName: "file.so"))
    var file: String

    func run() throws {
        var library = StageLibrary(engineVersion: engineVersion)
        try library.load(file)
    }
}
