import ArgumentParser
import Inference

/// Options about how a model is computed.
struct InterpreterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Threads that compute. Default: as many as processors.", valueName: "count"))
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "Who computes: auto takes the fastest for each node; reference is the portable code "
                + "that defines what is right.", valueName: "name"))
    var delegate = Interpreter.DelegateChoice.auto

    @Option(
        help: ArgumentHelp(
            "Numbers to compute with: as stored in the model, or quantized models in float.",
            valueName: "kind"))
    var precision = Interpreter.Precision.stored

    /// More threads than this help no model.
    private static let threadLimit = 256

    func validate() throws {
        if let threads, !(1...Self.threadLimit).contains(threads) {
            throw ValidationError("--threads \(threads): 1 to \(Self.threadLimit) can be used")
        }
    }

    var options: Interpreter.Options {
        var options = Interpreter.Options()
        if let threads { options.threads = threads }
        options.delegate = delegate
        options.precision = precision
        return options
    }

    func interpreter(_ path: String) throws(InferenceError) -> Interpreter {
        try Interpreter(Model(contentsOf: path), options: options)
    }
}

extension Interpreter.DelegateChoice: ExpressibleByArgument {}
extension Interpreter.Precision: ExpressibleByArgument {}
