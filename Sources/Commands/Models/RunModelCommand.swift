import ArgumentParser
import Inference
import ModelTools
import PoseAnimate

/// `pose-animate models run model.tflite --input 0=image.npy -o out/`.
struct RunModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Compute a model on NumPy files.",
        discussion: """
            Every input needs a file. A file's type must be the input's; where its shape differs, \
            the model is resized if it can be. Files are named by the input's number, its name or a \
            signature's name for it; models inspect lists them.
            """)

    @Argument(help: "The model: a .tflite file.")
    var model: String

    @Option(
        help: ArgumentHelp(
            "An input's number or name and its values; once for every input.",
            valueName: "input=file.npy"))
    var input: [TensorFileArgument] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Folder for the outputs 0.npy, 1.npy …; without it they are only summed up.",
            valueName: "folder"))
    var output: String?

    @Option(
        name: .customLong("repeat"),
        help: ArgumentHelp(
            "Runs to time; from 2 on, one more comes first to warm up.", valueName: "count"))
    var repeats = 1

    @OptionGroup(title: "Computing") var computing: InterpreterOptions

    @Flag(help: "The table as JSON on standard output.")
    var json = false

    @Flag(help: "No table, no warnings.")
    var quiet = false

    func validate() throws {
        guard repeats >= 1 else { throw ValidationError("--repeat \(repeats): give 1 or more") }
        try OutputPaths.check(
            inputs: [("the model", model)] + inputPaths, outputs: [("--output", output)])
        try OutputPaths.checkFolder("--output", output)
    }

    func run() throws {
        let interpreter = try computing.interpreter(model)
        let paths = output.map { ModelRun.paths(in: $0, of: interpreter) } ?? []
        try OutputPaths.check(
            inputs: [("the model", model)] + inputPaths,
            outputs: paths.map { ("--output", $0) })
        let run = try ModelRun(of: interpreter, on: input.map(\.file), repeats: repeats) {
            if let signal = Interruption.signal { throw Interrupted(signal: signal) }
        }
        if let output {
            try Directory.create(output)
            try run.write(to: paths)
        }
        if !quiet {
            run.notes.forEach { StandardStreams.complain("warning: \(model): \($0)") }
        }
        if json {
            StandardStreams.print(run.json(model: model, paths: paths).text)
        } else if !quiet {
            StandardStreams.print(run.text(paths: paths))
        }
    }

    private var inputPaths: [(option: String, path: String?)] {
        input.map { ("--input", $0.file.path) }
    }
}
