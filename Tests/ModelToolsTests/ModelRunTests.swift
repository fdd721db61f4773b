import Fixtures
import Inference
import ModelTools
import Storage
import Testing

/// `two-branches.tflite` gives exp(-left), of any number of rows, and exp(right).
@Suite struct ModelRunTests {
    private let folder: TemporaryFolder
    private let interpreter: Interpreter

    init() throws {
        folder = try TemporaryFolder()
        var options = Interpreter.Options()
        options.threads = 1
        interpreter = try Interpreter(
            Model(contentsOf: fixture("models/two-branches.tflite")), options: options)
    }

    private func file<Element: TensorElement>(
        _ key: String, _ values: [Element], _ shape: Shape
    ) throws -> TensorFile {
        let path = folder.file("input-\(key).npy")
        try NumPyArray(values, shape: shape).write(to: path)
        return TensorFile(key: key, path: path)
    }

    private func run(_ files: TensorFile..., repeats: Int = 1) throws -> ModelRun {
        try ModelRun(of: interpreter, on: files, repeats: repeats)
    }

    /// Runs what must be refused and returns the reason.
    private func failure(_ files: TensorFile...) -> InferenceError? {
        do {
            _ = try ModelRun(of: interpreter, on: files)
            return nil
        } catch {
            return error as? InferenceError
        }
    }

    @Test func outputsAreComputedAndWritten() throws {
        let run = try run(
            file("left", [0, 1, -1] as [Float], [1, 3]),
            file("1", [0, 0, 0, 2] as [Float], [4]))
        let paths = ModelRun.paths(in: folder.path, of: interpreter)
        try run.write(to: paths)
        let decay = try NumPyArray(contentsOf: folder.file("0.npy"))
        let growth = try NumPyArray(contentsOf: folder.file("1.npy"))
        #expect(decay.shape == [1, 3])
        let values = try #require(decay.values(as: Float.self))
        for (value, expected) in zip(values, [1, 0.36787945, 2.7182817] as [Float]) {
            #expect(abs(value - expected) < 1e-6)
        }
        #expect(growth.values(as: Float.self)?.prefix(3) == [1, 1, 1])
        #expect(run.text(paths: paths).contains("decay"))
    }

    @Test func signaturesNamesAreUnderstood() throws {
        let run = try run(
            file("x", [0, 0, 0] as [Float], [1, 3]), file("y", [0, 0, 0, 0] as [Float], [4]),
            repeats: 3)
        #expect(run.times.count == 3)
        #expect(run.outputs.map(\.info.name) == ["decay", "growth"])
    }

    @Test func filesMayBeOfAnotherShape() throws {
        let run = try run(
            file("left", [Float](repeating: 0, count: 15), [5, 3]),
            file("right", [0, 0] as [Float], [2]))
        #expect(run.outputs.map(\.info.shape) == [[5, 3], [2]])
    }

    @Test func extentsThatTheModelFixesStay() throws {
        let error = failure(
            try file("left", [0, 0, 0, 0] as [Float], [1, 4]),
            try file("right", [0, 0, 0, 0] as [Float], [4]))
        #expect(error?.kind == .badArgument)
        #expect(error?.place == "input 0 (left)")
        #expect(error?.message.contains("[1, 4]") == true)
        #expect(error?.message.contains("[1?, 3]") == true)
    }

    @Test func typesAreNotConverted() throws {
        let error = failure(
            try file("left", [0, 0, 0] as [Double], [1, 3]),
            try file("right", [0, 0, 0, 0] as [Float], [4]))
        #expect(error?.kind == .badArgument)
        #expect(error?.message.contains("float32") == true)
        #expect(error?.message.contains("float64") == true)
    }

    @Test func missingInputsAreListed() throws {
        let error = failure(try file("0", [0, 0, 0] as [Float], [1, 3]))
        #expect(error?.kind == .badArgument)
        #expect(error?.message.contains("1 right float32 [4]") == true)
        #expect(error?.message.contains("left") == false)
    }

    @Test func unknownAndDoubledInputsAreRefused() throws {
        let left = try file("left", [0, 0, 0] as [Float], [1, 3])
        let unknown = failure(left, TensorFile(key: "nose", path: "nose.npy"))
        #expect(unknown?.message.contains("no input nose") == true)
        #expect(failure(TensorFile(key: "2", path: "a.npy"))?.kind == .badArgument)
        #expect(failure(TensorFile(key: "-1", path: "a.npy"))?.kind == .badArgument)
        let doubled = failure(left, TensorFile(key: "0", path: "again.npy"))
        #expect(doubled?.message.contains("given twice") == true)
    }

    @Test func checkpointsEndTheRuns() throws {
        struct Enough: Error {}
        let files = [
            try file("left", [0, 0, 0] as [Float], [1, 3]),
            try file("right", [0, 0, 0, 0] as [Float], [4]),
        ]
        #expect(throws: Enough.self) {
            try ModelRun(of: interpreter, on: files, repeats: 1_000_000) { throw Enough() }
        }
    }
}
