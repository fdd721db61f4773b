import Batches
import Fixtures
import Testing

@testable import Commands

/// What a batch says before it begins. What it does is tested in a process of its own, since a batch
/// changes the folder it works in.
@Suite struct BatchTests {
    /// Jobs' options are read from the command's own declarations.
    @Test func jobsHaveTheOptionsOfTheCommand() throws {
        let names = JobOptions.animate.names
        for name in ["character", "keypoints", "output", "filter", "mirror", "size", "audio"] {
            #expect(names.contains(name), "\(name)")
        }
        for name in ["jobs", "shard", "manifest", "quiet", "help"] {
            #expect(!names.contains(name), "\(name)")
        }
        let jobs = try JobFileReader.read(
            "jobs: [{mirror: true, filter: [a, b], size: 1x1, output: o}]", source: "",
            known: .animate)
        #expect(
            jobs[0].arguments() == [
                "--mirror", "--filter=a", "--filter=b", "--size=1x1", "--output=o",
            ])
    }

    @Test func tablesLineUp() {
        func result(_ name: String, _ state: JobResult.State, _ message: String?) -> JobResult {
            var result = JobResult(name: name, output: "out/")
            result.state = state
            result.message = message
            return result
        }
        var done = result("long-name", .done, nil)
        (done.frameCount, done.skippedCount, done.seconds) = (12, 3, 61.26)
        let text = BatchTable.text([done, result("b", .failed, "no such file")])
        #expect(
            text == """
                JOB        STATE   FRAMES         TIME   OUTPUT
                long-name  done    12 (+3 there)  1 min  out/
                b          failed  0                     no such file
                2 jobs: 1 done, 1 failed
                """)
    }

    @Test(arguments: [
        (["--on", "slurm", "--task-size", "0"], "--task-size 0"),
        (["--retries", "-1"], "--retries"), (["--detach"], "--on slurm"),
        (["--template", "t.yaml"], "--on openjd"), (["--program", "p"], "give --on"),
        (["--on", "kubernetes"], "kubernetes"), (["--frames-first", "--on", "slurm"], "always"),
        (["--on", "slurm", "--sbatch-option", "partition=x"], "dashes"),
    ])
    func optionsThatDoNotGoTogether(arguments: [String], words: String) {
        let run = CommandRun(["batch", "jobs.yaml"] + arguments)
        #expect(run.fails(.usage, saying: words), "\(run.error)")
    }

    @Test func missingJobFile() {
        #expect(
            CommandRun("batch", "/nowhere/jobs.yaml").fails(.noInput, saying: "/nowhere/jobs.yaml"))
        #expect(CommandRun("batch", "-").fails(.usage, saying: "the job file"))
    }
}
