// Computes a model on request, so that another program can take turns with it:
//
//     interpreter MODEL THREADS DELEGATE [INPUT.raw ...]
//
// Each answer is one line of JSON. First come the times to load and to prepare; then, for each line
// on standard input: `run N` gives the nanoseconds of N runs, `memory` the resident bytes.
import Glibc
import Inference

let arguments = CommandLine.arguments
guard arguments.count >= 4, let threads = Int(arguments[2]),
    let delegate = Interpreter.DelegateChoice(rawValue: arguments[3])
else {
    complain("usage: interpreter MODEL THREADS DELEGATE [INPUT.raw ...]")
    exit(64)
}
do {
    try serve(
        model: arguments[1], threads: threads, delegate: delegate,
        inputs: Array(arguments.dropFirst(4)))
} catch {
    complain("interpreter: \(error)")
    exit(70)
}

func serve(model path: String, threads: Int, delegate: Interpreter.DelegateChoice, inputs: [String])
    throws
{
    let before = ResidentMemory()
    var options = Interpreter.Options()
    options.threads = threads
    options.delegate = delegate
    let start = ContinuousClock.now
    let model = try Model(contentsOf: path)
    let loaded = ContinuousClock.now
    let interpreter = try Interpreter(model, options: options)
    let prepared = ContinuousClock.now
    answer([
        ("loadNanoseconds", nanoseconds(loaded - start)),
        ("prepareNanoseconds", nanoseconds(prepared - loaded)),
        ("arenaBytes", interpreter.arenaByteCount), ("steps", interpreter.steps.count),
        ("operations", interpreter.steps.reduce(0) { $0 + $1.operations }),
    ])
    for (index, input) in inputs.enumerated() {
        try interpreter.withInput(index) { (bytes) throws(InferenceError) in
            read(input, into: bytes)
        }
    }
    while let line = readLine() {
        let words = line.split(separator: " ")
        switch words.first {
        case "run":
            var times: [Int] = []
            for _ in 0..<(words.count > 1 ? Int(words[1]) ?? 1 : 1) {
                let start = ContinuousClock.now
                try interpreter.invoke()
                times.append(nanoseconds(ContinuousClock.now - start))
            }
            print("{\"nanoseconds\":\(times)}")
        case "memory":
            let now = ResidentMemory()
            answer([
                ("private", now.ownBytes - before.ownBytes),
                ("file", now.fileBytes - before.fileBytes), ("process", now.allBytes),
            ])
        default: print("{}")
        }
        fflush(nil)
    }
}

func complain(_ message: String) {
    let line = message + "\n"
    _ = line.withCString { write(2, $0, line.utf8.count) }
}

func answer(_ fields: [(String, Int)]) {
    print("{\(fields.map { "\"\($0)\":\($1)" }.joined(separator: ","))}")
    fflush(nil)
}

func nanoseconds(_ duration: Duration) -> Int {
    let (seconds, rest) = duration.components
    return Int(seconds) * 1_000_000_000 + Int(rest / 1_000_000_000)
}

func read(_ path: String, into bytes: UnsafeMutableRawBufferPointer) {
    guard let file = fopen(path, "r") else { return }
    defer { fclose(file) }
    fread(bytes.baseAddress, 1, bytes.count, file)
}
