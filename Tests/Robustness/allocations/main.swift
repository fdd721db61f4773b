// Holds runs of models to allocating nothing: `allocations MODEL...`. Prints the calls of the heap
// for each number of threads and delegate; ends with 1 when there were any. oneDNN's own are told but
// not held against us: its primitives allocate while they run.
import CAllocationCount
import Glibc
import Inference

let runs = 10
var allocations = 0
for path in CommandLine.arguments.dropFirst() {
    for threads in [1, 2] {
        // With nobody given, `given` is the reference once more.
        for delegate in Interpreter.DelegateChoice.allCases where delegate != .given {
            do {
                var options = Interpreter.Options()
                options.threads = threads
                options.delegate = delegate
                let interpreter = try Interpreter(Model(contentsOf: path), options: options)
                // The first run may load what is loaded once.
                try interpreter.invoke()
                let before = allocation_count()
                for _ in 0..<runs { try interpreter.invoke() }
                let count = allocation_count() - before
                if delegate != .onednn { allocations += count }
                print("\(path): \(delegate), \(threads) threads: \(count) in \(runs) runs")
            } catch {
                print(error)
                exit(70)
            }
        }
    }
}
exit(allocations == 0 ? 0 : 1)
