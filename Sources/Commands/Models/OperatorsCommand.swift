import ArgumentParser
import ModelTools
import PoseAnimate

/// `pose-animate models operators`: what models may be made of.
struct OperatorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operators",
        abstract: "List the operators that models may use, with versions and types.")

    @Flag(help: "As JSON.")
    var json = false

    @Flag(help: "As the page Documentation/Operators.md.")
    var markdown = false

    @OptionGroup(title: "Plug-ins") var plugins: PluginOptions

    func validate() throws {
        guard !(json && markdown) else {
            throw ValidationError("--json and --markdown exclude each other")
        }
    }

    func run() throws {
        // The page in the repository is of the engine alone.
        let list =
            markdown
            ? OperatorList() : OperatorList(try plugins.use { try StageShelf.library.operators })
        if markdown {
            StandardStreams.print(String(list.markdown.dropLast()))
        } else {
            StandardStreams.print(json ? list.json.text : list.text)
        }
    }
}
