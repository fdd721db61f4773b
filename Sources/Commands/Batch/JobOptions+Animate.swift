import ArgumentParser
import Batches
import Yams

extension JobOptions {
    /// The options of `pose-animate animate`, from the declarations that its help comes from.
    static let animate: JobOptions = {
        // Its description of itself is JSON, which is YAML.
        let dump = try? Yams.compose(yaml: AnimateCommand._dumpHelp())
        var kinds: [String: Kind] = [:]
        for argument in dump?["command"]?["arguments"]?.sequence ?? [] {
            let kind: Kind
            switch argument["kind"]?.string {
            case "flag": kind = .flag
            case "option": kind = argument["isRepeating"]?.bool == true ? .list : .value
            default: continue
            }
            for name in argument["names"]?.sequence ?? [] where name["kind"]?.string == "long" {
                if let name = name["name"]?.string { kinds[name] = kind }
            }
        }
        return JobOptions(kinds, refusals: refusals)
    }()

    private static let refusals = [
        "jobs": "the batch shares the threads out; give --jobs to it",
        "progress": "the batch tells how far it has come; give --progress to it",
        "json": "the batch sums up all jobs; give --json to it",
        "quiet": "give --quiet to the batch",
        "shard": "the batch shares the work out itself",
        "skip-existing": "the batch leaves out what is finished by itself",
        "manifest": "the batch keeps its own",
        "help": "it is for people", "version": "it is for people",
    ]
}
