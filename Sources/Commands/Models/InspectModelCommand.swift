import ArgumentParser
import Inference
import ModelCatalogue
import ModelTools
import PoseAnimate

/// `pose-animate models inspect model.tflite`: what is in a model.
struct InspectModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Say what a model holds, and whether and how it can be run.",
        discussion: """
            Lists operators with their versions, inputs and outputs with their quantization, \
            signatures and metadata, memory and arithmetic. A model that cannot be run is reported \
            all the same, with what is missing.
            """)

    @Argument(help: "The model: a .tflite file, or a name of the catalogue.")
    var model: String

    @Flag(help: "List every tensor too.")
    var tensors = false

    @Flag(help: "List every node too, with who computes it.")
    var nodes = false

    @OptionGroup(title: "Computing") var computing: InterpreterOptions

    @Flag(help: "The report as JSON.")
    var json = false

    func run() throws {
        let options = try computing.options()
        let inspection = ModelInspection(try Model(contentsOf: path()), options: options)
        var detail: ModelInspection.Detail = []
        if tensors { detail.insert(.tensors) }
        if nodes { detail.insert(.nodes) }
        StandardStreams.print(json ? inspection.json(detail).text : inspection.text(detail))
    }

    /// A file of that name counts before the catalogue's model.
    private func path() throws -> String {
        guard !InputFile.isRepeatable(model),
            let entry = try? ModelCatalogue.standard.model(named: model),
            let path = ModelFolders().path(of: entry)
        else { return model }
        try ModelCatalogue.standard.verify(path, is: entry)
        return path
    }
}
