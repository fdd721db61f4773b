import Inference
import ModelBuilding
import Testing

/// Graphs whose inputs and outputs are no plain tensors in memory of the interpreter's own.
@Suite struct UnusualEndsTests {
    @Test func inputsThatAreConstantsCannotBeSet() throws {
        var model = ModelBuilder()
        let numbers = model.constant("numbers", [1, 2, 3] as [Float], [3])
        let negative = model.output("negative", .float32, [3])
        model.expose(input: numbers)
        model.node(.neg, inputs: [numbers], outputs: [negative])
        let interpreter = try Interpreter(model.model())
        let attempts: [() throws -> Void] = [
            { try interpreter.write([7, 8, 9] as [Float], toInput: 0) },
            { try interpreter.withInput(0) { _ in } },
            { try interpreter.resize(input: 0, to: [4]) },
        ]
        for attempt in attempts {
            let error = #expect(throws: InferenceError.self) { try attempt() }
            #expect(error?.kind == .badArgument)
            #expect(error?.message.contains("is a constant of the model") == true)
        }
        try interpreter.invoke()
        #expect(try interpreter.read(output: 0, as: Float.self) == [-1, -2, -3])
    }

    @Test func outputsMayBeConstants() throws {
        var model = ModelBuilder()
        model.expose(output: model.constant("numbers", [1, 2, 3] as [Float], [3]))
        model.expose(output: model.tensor("halves", .int4, [3], data: [0x21, 0x03]))
        let interpreter = try Interpreter(model.model())
        try interpreter.invoke()
        #expect(try interpreter.read(output: 0, as: Float.self) == [1, 2, 3])
        #expect(try interpreter.withOutput(1) { Array($0) } == [0x21, 0x03])
    }

    /// Fewer values are stored than the shape has.
    @Test func outputsThatAreSparseConstantsAreRefused() throws {
        var model = ModelBuilder()
        let compressed: [Int: FlatValue] = [
            0: .number(Int8(1)), 2: .number(UInt8(1)),
            3: .table([0: .numbers([0, 1] as [Int32])]), 4: .number(UInt8(1)),
            5: .table([0: .numbers([5] as [Int32])]),
        ]
        let sparse = model.tensor(
            "sparse", .float32, [1 << 20], data: [0, 0, 128, 63],
            sparsity: [0: .numbers([0] as [Int32]), 2: .vector([.table(compressed)])])
        model.expose(output: sparse)
        let error = #expect(throws: InferenceError.self) {
            let interpreter = try Interpreter(model.model())
            try interpreter.invoke()
            _ = try interpreter.read(output: 0, as: Float.self)
        }
        #expect(error?.kind == .unsupported)
        let other = #expect(throws: InferenceError.self) {
            _ = try Interpreter(model.model()).withOutput(0) { Array($0) }
        }
        #expect(other?.kind == .unsupported)
    }

    /// `numbers` takes the shape that `shape` tells, and is added to a square: a shape may not fit
    /// the node that takes it, or the one after that.
    @Test(arguments: [(3, 3), (1, 4)] as [(Int32, Int32)])
    func outputsOfARunThatFailedAreGone(rows: Int32, columns: Int32) throws {
        var model = ModelBuilder()
        let numbers = model.input("numbers", .float32, [4])
        let shape = model.input("shape", .int32, [2])
        let shaped = model.tensor("shaped", .float32, [2, 2])
        let square = model.constant("square", [10, 20, 30, 40] as [Float], [2, 2])
        let sum = model.output("sum", .float32, [2, 2])
        model.node(.reshape, inputs: [numbers, shape], outputs: [shaped])
        model.node(.add, inputs: [shaped, square], outputs: [sum])
        let interpreter = try Interpreter(model.model())
        try interpreter.write([1, 2, 3, 4] as [Float], toInput: 0)
        func run(_ rows: Int32, _ columns: Int32) throws -> [Float] {
            try interpreter.write([rows, columns], toInput: 1)
            try interpreter.invoke()
            return try interpreter.read(output: 0, as: Float.self)
        }
        #expect(try run(2, 2) == [11, 22, 33, 44])
        #expect(throws: InferenceError.self) { _ = try run(rows, columns) }
        let error = #expect(throws: InferenceError.self) {
            _ = try interpreter.read(output: 0, as: Float.self)
        }
        #expect(error?.kind == .badArgument)
        #expect(try run(2, 2) == [11, 22, 33, 44])
    }
}
