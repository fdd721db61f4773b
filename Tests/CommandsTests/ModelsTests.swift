import Fixtures
import Foundation
import Inference
import ModelTools
import Testing

@testable import Commands

@Suite struct ModelsTests {
    private let folder: TemporaryFolder
    private let model = fixture("models/two-branches.tflite")
    private let unknown = fixture("models/unknown-operators.tflite")

    init() throws { folder = try TemporaryFolder() }

    private func file<Element: TensorElement>(
        _ name: String, _ values: [Element], _ shape: Shape
    ) throws -> String {
        try NumPyArray(values, shape: shape).write(to: folder.file(name))
        return folder.file(name)
    }

    /// Runs the model on zeros.
    private func run(_ more: String...) throws -> CommandRun {
        let left = try file("left.npy", [0, 0, 0] as [Float], [1, 3])
        let right = try file("right.npy", [0, 0, 0, 0] as [Float], [4])
        return CommandRun(
            ["models", "run", model, "--input", "left=\(left)", "--input", "1=\(right)"] + more)
    }

    private func object(_ run: CommandRun) throws -> [String: Any] {
        try #require(
            JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test func runWritesOutputsAndATable() throws {
        let run = try run("--output", folder.file("new/out"), "--repeat", "5", "--threads", "1")
        #expect(run.status == 0)
        #expect(run.error.isEmpty)
        #expect(folder.names(in: "new/out") == ["0.npy", "1.npy"])
        let decay = try NumPyArray(contentsOf: folder.file("new/out/0.npy"))
        #expect(decay.values(as: Float.self) == [1, 1, 1])
        #expect(run.output.contains("growth"))
        #expect(run.output.contains("over 5 runs"))
    }

    @Test func runTellsPrograms() throws {
        let outcome = try run("--output", folder.file("out"), "--json")
        let object = try object(outcome)
        let outputs = try #require(object["outputs"] as? [[String: Any]])
        #expect(outputs.map { $0["name"] as? String } == ["decay", "growth"])
        #expect(outputs.map { $0["max"] as? Double } == [1, 1])
        #expect(outputs.map { $0["shape"] as? [Int] } == [[1, 3], [4]])
        #expect((object["time"] as? [String: Any])?["runs"] as? Int == 1)
    }

    @Test func quietRunSaysNothing() throws {
        let run = try run("--output", folder.file("out"), "--quiet")
        #expect(run.status == 0)
        #expect(run.output.isEmpty && run.error.isEmpty)
        #expect(folder.names(in: "out").count == 2)
    }

    @Test(
        arguments: Interpreter.DelegateChoice.allCases.filter { $0 != .given }.map(\.rawValue))
    func everyDelegateGivesTheSame(delegate: String) throws {
        #expect(try run("--output", folder.file("out"), "--delegate", delegate).status == 0)
        let growth = try NumPyArray(contentsOf: folder.file("out/1.npy"))
        #expect(growth.values(as: Float.self) == [1, 1, 1, 1])
    }

    @Test func filesThatDoNotFitAreRefusedBeforeAnythingIsWritten() throws {
        let output = folder.file("out")
        let missing = CommandRun("models", "run", model, "--output", output)
        #expect(missing.fails(.usage, saying: "0 left float32 [1?, 3]", "1 right float32 [4]"))
        let doubles = try file("doubles.npy", [0] as [Double], [1])
        #expect(
            CommandRun(
                "models", "run", model, "--input", "0=\(doubles)", "--input", "1=\(doubles)",
                "--output", output
            ).fails(.usage, saying: "input 0 (left)", "float32", "float64", doubles))
        try folder.write(Array("PK".utf8), "bad.npy")
        #expect(
            CommandRun(
                "models", "run", model, "--input", "0=\(folder.file("bad.npy"))", "--input",
                "1=\(folder.file("bad.npy"))", "--output", output
            ).fails(.badData, saying: "bad.npy", "not a .npy file"))
        #expect(
            CommandRun(
                "models", "run", model, "--input", "0=\(folder.file("none.npy"))", "--input",
                "1=\(folder.file("none.npy"))", "--output", output
            ).fails(.noInput, saying: "none.npy"))
        #expect(!FileManager.default.fileExists(atPath: output))
    }

    /// 1.6 MB for one input, where one MiB is allowed.
    @Test func limitsAreKept() throws {
        let rows = try file("rows.npy", [Float](repeating: 0, count: 399_999), [133_333, 3])
        let right = try file("right.npy", [0] as [Float], [1])
        let words = ["models", "run", model, "--input", "0=\(rows)", "--input", "1=\(right)"]
        let run = CommandRun(words + ["--memory-limit", "1"])
        #expect(run.fails(.badData, saying: "limit of 1 MiB"))
        #expect(CommandRun(words).status == 0)
    }

    @Test func outputsReplaceNoInput() throws {
        let left = try file("0.npy", [0, 0, 0] as [Float], [1, 3])
        let right = try file("right.npy", [0, 0, 0, 0] as [Float], [4])
        let before = folder.bytes("0.npy")
        let run = CommandRun(
            "models", "run", model, "--input", "0=\(left)", "--input", "1=\(right)", "-o",
            folder.path)
        #expect(run.fails(.usage, saying: "both name", "0.npy"))
        #expect(folder.bytes("0.npy") == before)
    }

    @Test func inspectTellsOfModelsThatCannotBeRunToo() throws {
        let sound = CommandRun("models", "inspect", model, "--nodes", "--tensors")
        #expect(sound.status == 0)
        #expect(sound.output.contains("3 nodes, 5 tensors"))
        let broken = CommandRun("models", "inspect", unknown)
        #expect(broken.status == 0)
        #expect(broken.output.contains("Wibble"))
        #expect(broken.output.contains("NEG version 99"))
        let plan = try object(CommandRun("models", "inspect", unknown, "--json"))["plan"]
        #expect(plan is NSNull)
    }

    @Test func profilePrintsAndTraces() throws {
        let run = CommandRun(
            "models", "profile", model, "--runs", "3", "--threads", "1", "--trace",
            folder.file("trace.json"))
        #expect(run.status == 0)
        #expect(run.output.contains("over 3 runs"))
        let trace = try JSONSerialization.jsonObject(
            with: Data(folder.bytes("trace.json") ?? []))
        #expect((trace as? [String: Any])?["traceEvents"] is [Any])
        let json = try object(CommandRun("models", "profile", model, "--runs", "2", "--json"))
        #expect((json["steps"] as? [Any])?.count == 3)
    }

    @Test func operatorsAreListed() throws {
        #expect(CommandRun("models", "operators").output.contains("EXP"))
        let json = CommandRun("models", "operators", "--json").output
        let rows = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
        #expect(rows?.contains { $0["name"] as? String == "NEG" } == true)
        #expect(CommandRun("models", "operators", "--markdown").output == OperatorList().markdown)
    }

    @Test func badModelsHaveTheirCodes() throws {
        try folder.write(Array("no model at all".utf8), "text.tflite")
        for command in [["run"], ["inspect"], ["profile"]] {
            let words = ["models"] + command
            #expect(
                CommandRun(words + [folder.file("text.tflite")])
                    .fails(.badData, saying: "text.tflite", "TFL3"))
            #expect(
                CommandRun(words + [folder.file("none.tflite")])
                    .fails(.noInput, saying: "none.tflite"))
        }
        #expect(CommandRun("models", "run", unknown).fails(.unavailable, saying: "Wibble"))
        #expect(CommandRun("models", "profile", unknown).fails(.unavailable, saying: "Wibble"))
    }

    @Test(arguments: [
        (["run", "m.tflite", "--input", "image"], "--input", "models run"),
        (["run", "m.tflite", "--input", "=a.npy"], "--input", "models run"),
        (["run", "m.tflite", "--threads", "0"], "--threads 0", "models run"),
        (["run", "m.tflite", "--threads", "99999"], "--threads", "models run"),
        (["run", "m.tflite", "--memory-limit", "0"], "--memory-limit 0", "models run"),
        (["inspect", "m.tflite", "--operation-limit", "-7"], "operation-limit", "models inspect"),
        (["run", "m.tflite", "--repeat", "0"], "--repeat", "models run"),
        (["run", "m.tflite", "--delegate", "gpu"], "xnnpack", "models run"),
        (["run", "m.tflite", "--output", "m.tflite"], "both name", "models run"),
        (["run", "m.tflite", "--output", "x.json"], "x.json/", "models run"),
        (["run"], "model", "models run"),
        (["profile", "m.tflite", "--runs", "-1"], "--runs", "models profile"),
        (["profile", "m.tflite", "--trace", "m.tflite"], "both name", "models profile"),
        (["operators", "--json", "--markdown"], "exclude", "models operators"),
        (["polish", "m.tflite"], "polish", "models"),
    ])
    func wrongUsageNamesTheHelp(arguments: [String], word: String, command: String) {
        let run = CommandRun(["models"] + arguments)
        #expect(
            run.fails(.usage, saying: word, "see pose-animate \(command) --help"), "\(run.error)")
    }

    @Test func helpExplainsEveryCommand() {
        for command in [[], ["run"], ["inspect"], ["profile"], ["operators"]] {
            let run = CommandRun(["models"] + command + ["--help"])
            #expect(run.status == 0)
            #expect(run.output.contains("OVERVIEW"))
        }
        #expect(CommandRun("models").status == 0)
    }
}
