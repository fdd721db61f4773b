import ArgumentParser
import Inference
import PoseAnimate
import Storage

/// `pose-animate models generate-wrapper model.tflite`: a typed wrapper as Swift source.
struct GenerateWrapperCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-wrapper",
        abstract: "Print Swift source that calls a model by names and types.",
        discussion: """
            The source compiles where the module Inference can be imported. Names, shapes and \
            normalization come from the model's metadata, signatures and tensors, so that a \
            program cannot drift from its model: the wrapper refuses another one.
            """)

    @Argument(help: "The model: a .tflite file.")
    var model: String

    @Option(help: ArgumentHelp("The type's name. Default: the file's.", valueName: "name"))
    var name: String?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("File to write. Default: standard output.", valueName: "file.swift"))
    var output: String?

    func validate() throws {
        try OutputPaths.check(inputs: [("the model", model)], outputs: [("--output", output)])
    }

    func run() throws {
        let source = try WrapperGenerator.source(
            of: try Model(contentsOf: model), name: name ?? defaultName)
        guard let output else {
            StandardStreams.print(source)
            return
        }
        var file = try OutputFile(path: output)
        try file.write(Array(source.utf8))
        try file.commit()
    }

    /// The file's name without folders and suffix, its words joined: `PoseDetection`.
    private var defaultName: String {
        let file = model.split(separator: "/").last ?? "model"
        let stem = file.split(separator: ".").first ?? file
        return stem.split { !$0.isLetter && !$0.isNumber }
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
