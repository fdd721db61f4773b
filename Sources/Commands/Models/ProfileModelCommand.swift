import ArgumentParser
import Inference
import ModelTools
import PoseAnimate

/// `pose-animate models profile model.tflite`: where a model's time goes.
struct ProfileModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Measure what each step of a model takes.",
        discussion: """
            Runs the model on zeros, once to warm up and then --runs times, and prints the median \
            time of each step, its share of all, its arithmetic (a multiply-add counts as two \
            operations), the rate that makes, and the bytes it reads and writes.
            """)

    @Argument(help: "The model: a .tflite file.")
    var model: String

    @Option(help: ArgumentHelp("Runs to measure.", valueName: "count"))
    var runs = 50

    @Option(
        help: ArgumentHelp(
            "Write all runs as a trace for chrome://tracing or ui.perfetto.dev.",
            valueName: "file.json[.gz]"))
    var trace: String?

    @OptionGroup(title: "Computing") var computing: InterpreterOptions

    @Flag(help: "The tables as JSON.")
    var json = false

    func validate() throws {
        guard (1...1_000_000).contains(runs) else {
            throw ValidationError("--runs \(runs): give 1 to 1000000")
        }
        try OutputPaths.check(inputs: [("the model", model)], outputs: [("--trace", trace)])
    }

    func run() throws {
        let interpreter = try computing.interpreter(model)
        let profile = try ModelProfile(of: interpreter, runs: runs) {
            if let signal = Interruption.signal { throw Interrupted(signal: signal) }
        }
        if let trace { try profile.writeTrace(to: trace) }
        StandardStreams.print(json ? profile.json.text : profile.text)
    }
}
