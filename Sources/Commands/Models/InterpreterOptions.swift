import ArgumentParser
import Inference
import PoseAnimate

/// Options about how a model is computed.
struct InterpreterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Threads that compute. Default: as many as processors.", valueName: "count"))
    var threads: Int?

    @OptionGroup var computer: DelegateOption

    @Option(
        help: ArgumentHelp(
            "Numbers to compute with: as stored in the model, or quantized models in float.",
            valueName: "kind"))
    var precision = Interpreter.Precision.stored

    @Option(
        help: ArgumentHelp("Most memory that tensors may take. Default: 2048.", valueName: "MiB"))
    var memoryLimit: Int?

    @Option(
        help: ArgumentHelp(
            "Most arithmetic that one run may take, so that damaged files do not compute for days. "
                + "Default: 4398.", valueName: "GFLOP"))
    var operationLimit: Int?

    @OptionGroup(title: "Plug-ins") var plugins: PluginOptions

    /// What limits may be set to: bytes and operations are counted in 63 bits.
    private static let limits = 1...1_000_000_000

    func validate() throws {
        let numbers = Interpreter.Options.threadNumbers
        if let threads, !numbers.contains(threads) {
            throw ValidationError("--threads \(threads): 1 to \(numbers.upperBound) can be used")
        }
        for (name, limit) in [("memory", memoryLimit), ("operation", operationLimit)] {
            if let limit, !Self.limits.contains(limit) {
                throw ValidationError(
                    "--\(name)-limit \(limit): 1 to \(Self.limits.upperBound) can be used")
            }
        }
    }

    /// - Throws: why a plug-in cannot be loaded.
    func options() throws -> Interpreter.Options {
        var options = Interpreter.Options()
        try plugins.use { try computer.apply(to: &options) }
        if let threads { options.threads = threads }
        if let memoryLimit { options.memoryLimit = memoryLimit << 20 }
        if let operationLimit { options.operationLimit = operationLimit * 1_000_000_000 }
        options.precision = precision
        return options
    }

    func interpreter(_ path: String) throws -> Interpreter {
        let options = try options()
        return try Interpreter(Model(contentsOf: path), options: options)
    }
}

extension Interpreter.Precision: ExpressibleByArgument {}
