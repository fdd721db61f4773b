import Inference
import Storage

/// One model computed on files, once or many times to be timed.
package struct ModelRun {
    /// One output as computed.
    package struct Output {
        package let info: TensorInfo
        let bytes: [UInt8]
        let range: ElementRange?
    }

    package let outputs: [Output]
    package let times: Distribution
    /// What the interpreter could not do as asked.
    package let notes: [String]

    /// Reads the inputs and computes.
    ///
    /// - Parameters:
    ///   - repeats: the runs that are timed; where there are several, one more comes first, so
    ///     that caches are warm.
    ///   - checkpoint: called between runs; what it throws ends them.
    /// - Throws: `badArgument` when files do not fit inputs, `StorageError` for files that cannot
    ///   be read, errors of the model's run.
    package init(
        of interpreter: Interpreter, on files: [TensorFile], repeats: Int = 1,
        checkpoint: () throws -> Void = {}
    ) throws {
        try InputFiles(files, for: interpreter).apply()
        if repeats > 1 { try interpreter.invoke() }
        var times: [Int] = []
        for _ in 0..<max(repeats, 1) {
            try checkpoint()
            // Every run is a first one, whatever the model remembers between runs.
            interpreter.resetVariables()
            let start = ContinuousClock.now
            try interpreter.invoke()
            times.append((ContinuousClock.now - start).nanoseconds)
        }
        self.times = Distribution(times)
        notes = interpreter.diagnostics
        var outputs: [Output] = []
        for (number, info) in interpreter.outputs.enumerated() {
            let bytes = try interpreter.withOutput(number) { Array($0) }
            outputs.append(
                Output(info: info, bytes: bytes, range: ElementRange(of: bytes, type: info.type)))
        }
        self.outputs = outputs
    }

    /// The files that `write` makes in a folder.
    package static func paths(in folder: String, of interpreter: Interpreter) -> [String] {
        let separator = folder.hasSuffix("/") ? "" : "/"
        return interpreter.outputs.indices.map { "\(folder)\(separator)\($0).npy" }
    }

    /// Writes each output, each aside and renamed into place.
    ///
    /// - Parameter paths: as many as outputs.
    /// - Throws: `unsupported` for an output of a type that NumPy lacks, `StorageError` for a
    ///   file that cannot be written.
    package func write(to paths: [String]) throws {
        let arrays = try zip(outputs, paths).map { output, path in
            guard NumPyType.spelling(of: output.info.type) != nil else {
                throw InferenceError(
                    .unsupported, source: path,
                    "the output \(output.info.name.printable) is \(output.info.type), which NumPy "
                        + "files cannot hold")
            }
            return try NumPyArray(
                type: output.info.type, shape: output.info.shape, bytes: output.bytes)
        }
        for (array, path) in zip(arrays, paths) { try array.write(to: path) }
    }
}

extension Duration {
    /// Whole nanoseconds, of durations that a program can have measured.
    var nanoseconds: Int {
        let (seconds, rest) = components
        return Int(seconds) * 1_000_000_000 + Int(rest / 1_000_000_000)
    }
}
