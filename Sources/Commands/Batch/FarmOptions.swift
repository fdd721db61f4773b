import ArgumentParser

/// Options about work that others do.
struct FarmOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Farm that does the work: slurm submits array jobs and follows them, openjd writes a "
                + "job template.", valueName: "farm"))
    var on: BatchCommand.Farm?

    @Option(help: ArgumentHelp("Frames that one task draws.", valueName: "number"))
    var taskSize = 250

    @Option(
        help: ArgumentHelp(
            "How often tasks that were lost, or failed by no fault of the input, are tried again.",
            valueName: "number"))
    var retries = 2

    @Flag(
        help: "Leave the farm to itself when all is submitted; run again to see what became of it.")
    var detach = false

    @Option(
        name: .customLong("sbatch-option"),
        help: ArgumentHelp(
            "Option for sbatch, such as --partition=render; may be repeated.", valueName: "option"))
    var sbatchOptions: [String] = []

    @Option(
        help: ArgumentHelp(
            "The program on the machines of the farm. Default: this one.", valueName: "path"))
    var program: String?

    @Option(
        help: ArgumentHelp(
            "Where the template of openjd goes. Default: jobs.openjd.yaml beside jobs.yaml.",
            valueName: "file.yaml"))
    var template: String?

    func check() throws {
        guard (1...1_000_000).contains(taskSize) else {
            throw ValidationError("--task-size \(taskSize): give a number from 1 to 1000000")
        }
        guard (0...100).contains(retries) else {
            throw ValidationError("--retries \(retries): give a number from 0 to 100")
        }
        for option in sbatchOptions where !option.hasPrefix("-") {
            throw ValidationError("--sbatch-option \(option): begin it with its dashes")
        }
        let slurm = [("--detach", detach), ("--sbatch-option", !sbatchOptions.isEmpty)]
        for (name, isGiven) in slurm where isGiven && on != .slurm {
            throw ValidationError("\(name) is about Slurm; give --on slurm")
        }
        guard template == nil || on == .openjd else {
            throw ValidationError("--template is about Open Job Description; give --on openjd")
        }
        guard program == nil || on != nil else {
            throw ValidationError("--program is about a farm's machines; give --on")
        }
    }
}
