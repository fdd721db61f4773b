import Fixtures
import Inference
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
}
