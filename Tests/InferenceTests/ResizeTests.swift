import Fixtures
import Inference
import ModelBuilding
import Testing

/// Of `two-branches.tflite`: `left` is [1, 3] and gives `decay`, `right` is [4] and gives `growth`.
@Suite struct ResizeTests {
    private let interpreter: Interpreter

    init() throws {
        interpreter = try Interpreter(Model(contentsOf: fixture("models/two-branches.tflite")))
    }

    @Test func severalInputsAtOnce() throws {
        try interpreter.resize([0: [2, 3], 1: [1]])
        #expect(interpreter.inputs.map(\.shape) == [[2, 3], [1]])
        #expect(interpreter.outputs.map(\.shape) == [[2, 3], [1]])
        try interpreter.write([Float](repeating: 0, count: 6), toInput: 0)
        try interpreter.write([0] as [Float], toInput: 1)
        try interpreter.invoke()
        #expect(try interpreter.read(output: 0, as: Float.self) == [1, 1, 1, 1, 1, 1])
    }

    @Test(arguments: [[0: [2, 3], 1: [-1]], [0: [2, 3], 2: [1]], [1: [.max, .max]]])
    func allShapesStayWhenOneDoesNotFit(shapes: [Int: [Int]]) throws {
        #expect(throws: InferenceError.self) { try interpreter.resize(shapes) }
        #expect(interpreter.inputs.map(\.shape) == [[1, 3], [4]])
        try interpreter.invoke()
        #expect(try interpreter.read(output: 1, as: Float.self) == [1, 1, 1, 1])
    }

    /// An input of [1] that stands for any number of elements, shaped to [2, 2].
    private func shapedToSquare() throws -> Interpreter {
        var model = ModelBuilder()
        let numbers = model.input("numbers", .float32, [1], signature: [-1])
        let square = model.output("square", .float32, [2, 2])
        let shape = model.constant("shape", [2, 2] as [Int32], [2])
        model.node(.reshape, inputs: [numbers, shape], outputs: [square])
        return try Interpreter(model.model())
    }

    @Test func placeholdersNeedNotBeComputable() throws {
        let interpreter = try shapedToSquare()
        #expect(interpreter.steps.isEmpty)
        let error = #expect(throws: InferenceError.self) { try interpreter.invoke() }
        #expect(error?.message.contains("input numbers of [1] leaves its shape open") == true)
        try interpreter.resize(input: 0, to: [4])
        try interpreter.write([1, 2, 3, 4] as [Float], toInput: 0)
        try interpreter.invoke()
        #expect(try interpreter.read(output: 0, as: Float.self) == [1, 2, 3, 4])
    }

    @Test func aShapeThatIsGivenMustFit() throws {
        let interpreter = try shapedToSquare()
        #expect(throws: InferenceError.self) { try interpreter.resize(input: 0, to: [5]) }
        #expect(throws: InferenceError.self) { try interpreter.invoke() }
        try interpreter.resize(input: 0, to: [4])
        try interpreter.invoke()
    }
}
