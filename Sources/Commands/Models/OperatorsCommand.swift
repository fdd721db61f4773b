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

    func validate() throws {
        guard !(json && markdown) else {
            throw ValidationError("--json and --markdown exclude each other")
        }
    }

    func run() throws {
        let list = OperatorList()
        if markdown {
            StandardStreams.print(String(list.markdown.dropLast()))
        } else {
            StandardStreams.print(json ? list.json.text : list.text)
        }
    }
}
