import ArgumentParser
import Farming
import PoseAnimate

/// `pose-animate batch-task jobs.batch --tasks 7`: what a farm starts on its machines.
struct BatchTaskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch-task", abstract: "Do tasks of a batch's plan; farms start it.")

    @Argument(help: ArgumentHelp("The batch's folder.", valueName: "jobs.batch"))
    var state: String

    @Option(help: ArgumentHelp("The tasks to do, such as 7 or 0-9,20.", valueName: "ranges"))
    var tasks: String

    @Option(
        help: ArgumentHelp(
            "The folder that the job file's paths start from. Default: the current one.",
            valueName: "folder"))
    var folder: String?

    @OptionGroup(title: "Work") var work: ThreadOptions

    func run() throws {
        let state = BatchState(folder: try Folder.absolute(state))
        let selection = try FrameSelection(parsing: tasks)
        guard selection.count <= 1_000_000 else {
            throw ValidationError("--tasks \(tasks): give at most 1000000 tasks at once")
        }
        let numbers = selection.frames
        let tasks = try PlanFile(path: state.plan).read(tasks: numbers)
        let receipts = try Receipts(folder: state.receipts)
        if let folder { try Folder.enter(folder) }
        let total = tasks.flatMap(\.steps).reduce(0) { $0 + $1.weight }
        let worker = TaskWorker(
            report: SharedReport(work.report(total: total, isQuiet: false)),
            threads: work.jobCount, receipts: receipts)
        for task in tasks where !receipts.isDone(task.number) { try worker.perform(task) }
        worker.report.finish()
    }
}
