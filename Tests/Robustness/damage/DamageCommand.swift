import ArgumentParser
import CDamageWatch

/// Loads, prepares and runs models that are cut short or changed at random. Whatever is done to a
/// file, an error or a run must come of it; a crash, an access outside the file or ten seconds of
/// one case end the process and name the case.
@main
struct DamageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "damage", abstract: "Try models that are cut short or changed at random.")

    @Argument(help: "The models: .tflite files.")
    var models: [String]

    @Option(help: "Cut each model at every so many bytes; 0 for not at all.")
    var cutEvery = 1

    @Option(help: "How many times to change each model at random.")
    var flips = 10_000

    @Option(help: "The seed of the changes; each has the seed and its number.")
    var seed: UInt64 = 1

    @Option(help: "One case alone, as it was named when it failed: cut:1234 or flip:1234.")
    var only: String?

    @Flag(help: "List what the errors said.")
    var verbose = false

    func validate() throws {
        guard cutEvery >= 0 else {
            throw ValidationError("--cut-every \(cutEvery): give 0 or more")
        }
        guard flips >= 0 else { throw ValidationError("--flips \(flips): give 0 or more") }
        if let only, Damage(text: only) == nil {
            throw ValidationError("--only \(only): give cut:NUMBER or flip:NUMBER")
        }
    }

    func run() throws {
        damage_watch_install()
        for path in models {
            let trial = try Trial(path, seed: seed)
            if let only = only.flatMap(Damage.init(text:)) {
                let answer = trial.run(only)
                print("\(path): \(only): \(answer.error ?? "ran")")
                continue
            }
            if cutEvery > 0 {
                report(
                    path, "cuts", trial,
                    stride(from: trial.byteCount - 1, through: 0, by: -cutEvery).map(Damage.cut))
            }
            if flips > 0 { report(path, "flips", trial, (0..<flips).map(Damage.flip)) }
        }
    }

    private func report(_ path: String, _ kind: String, _ trial: Trial, _ damages: [Damage]) {
        var errors: [String: Int] = [:]
        var refused = 0
        var slowest = (duration: Duration.zero, damage: Damage.cut(0))
        let start = ContinuousClock.now
        for damage in damages {
            let answer = trial.run(damage)
            if answer.duration > slowest.duration { slowest = (answer.duration, damage) }
            guard let error = answer.error else { continue }
            refused += 1
            // Numbers differ from case to case.
            if verbose { errors[error.filter { !$0.isNumber }, default: 0] += 1 }
        }
        print(
            "\(path): \(damages.count) \(kind): \(refused) refused, \(damages.count - refused) ran;"
                + " slowest \(slowest.duration) (\(slowest.damage)),"
                + " all \(ContinuousClock.now - start)")
        let sorted = errors.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (error, count) in sorted.prefix(20) { print("  \(count) x \(error)") }
        if sorted.count > 20 { print("  and \(sorted.count - 20) others") }
    }
}
