import Inference
import ModelBuilding
import Testing

/// What callers may get wrong is an error that says so, and the interpreter goes on as before.
@Suite struct CallerArgumentsTests {
    /// Takes `numbers`, three reals, and gives `negative`.
    private func negation(
        _ options: Interpreter.Options = Interpreter.Options()
    ) throws -> Interpreter {
        var model = ModelBuilder()
        let numbers = model.input("numbers", .float32, [3])
        let negative = model.output("negative", .float32, [3])
        model.node(.neg, inputs: [numbers], outputs: [negative])
        return try Interpreter(model.model(), options: options)
    }

    private func expectArgumentError(
        _ place: String, _ body: (Interpreter) throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let interpreter = try negation()
        let error = #expect(
            throws: InferenceError.self, sourceLocation: sourceLocation
        ) { try body(interpreter) }
        #expect(error?.kind == .badArgument, sourceLocation: sourceLocation)
        #expect(
            error?.description.contains(place) == true, "\(String(describing: error))",
            sourceLocation: sourceLocation)
        try interpreter.write([1, -2, 3] as [Float], toInput: 0)
        try interpreter.invoke()
        #expect(
            try interpreter.read(output: 0, as: Float.self) == [-1, 2, -3],
            sourceLocation: sourceLocation)
    }

    @Test(arguments: [-1, 1, .min, .max])
    func numbersOfTensorsThatAreNotThere(number: Int) throws {
        try expectArgumentError("input \(number)") { interpreter in
            try interpreter.write([0, 0, 0] as [Float], toInput: number)
        }
        try expectArgumentError("input \(number)") { interpreter in
            try interpreter.withInput(number) { _ in }
        }
        try expectArgumentError("input \(number)") { interpreter in
            try interpreter.resize(input: number, to: [3])
        }
        try expectArgumentError("output \(number)") { interpreter in
            _ = try interpreter.read(output: number, as: Float.self)
        }
        try expectArgumentError("output \(number)") { interpreter in
            try interpreter.withOutput(number) { _ in }
        }
    }

    @Test func namesOfTensorsThatAreNotThere() throws {
        let interpreter = try negation()
        #expect(interpreter.input(named: "numbers") == 0)
        for name in ["", "negative", "numbers\0", "Numbers"] {
            #expect(interpreter.input(named: name) == nil)
        }
        #expect(interpreter.output(named: "numbers") == nil)
    }

    @Test func valuesOfAnotherType() throws {
        try expectArgumentError("holds float32, not int32") { interpreter in
            try interpreter.write([1, 2, 3] as [Int32], toInput: 0)
        }
        try expectArgumentError("holds float32, not float64") { interpreter in
            _ = try interpreter.read(output: 0, as: Double.self)
        }
    }

    @Test(arguments: [0, 2, 4, 100_000])
    func anotherNumberOfValues(count: Int) throws {
        try expectArgumentError("takes 3 values [3], not \(count)") { interpreter in
            try interpreter.write([Float](repeating: 0, count: count), toInput: 0)
        }
    }

    @Test(arguments: [
        [-1], [.min], [.max], [.max, .max], [1 << 40, 1 << 40], [3, 0, .max, .max],
        [Int](repeating: 1 << 20, count: 40), [Int](repeating: 3, count: 1000), [1 << 40],
    ])
    func shapesBeyondReason(dimensions: [Int]) throws {
        let interpreter = try negation()
        #expect(throws: InferenceError.self) { try interpreter.resize(input: 0, to: dimensions) }
        #expect(interpreter.inputs.map(\.shape) == [[3]])
        try interpreter.write([1, -2, 3] as [Float], toInput: 0)
        try interpreter.invoke()
        #expect(try interpreter.read(output: 0, as: Float.self) == [-1, 2, -3])
    }

    /// Where the caller lifts our limit, the machine's is met.
    @Test(arguments: [[1 << 46], [1 << 52], [1 << 27, 1 << 27]])
    func shapesBeyondTheMachine(dimensions: [Int]) throws {
        var options = Interpreter.Options()
        options.memoryLimit = .max
        options.operationLimit = .max
        let interpreter = try negation(options)
        let error = #expect(throws: InferenceError.self) {
            try interpreter.resize(input: 0, to: dimensions)
        }
        #expect(error?.kind == .overLimit)
        try interpreter.invoke()
        #expect(try interpreter.read(output: 0, as: Float.self).count == 3)
    }

    @Test func shapesWithoutElements() throws {
        let interpreter = try negation()
        try interpreter.resize(input: 0, to: [0])
        try interpreter.write([] as [Float], toInput: 0)
        try interpreter.invoke()
        #expect(try interpreter.read(output: 0, as: Float.self).isEmpty)
        try interpreter.resize(input: 0, to: [])
        try interpreter.write([5] as [Float], toInput: 0)
        try interpreter.invoke()
        #expect(try interpreter.read(output: 0, as: Float.self) == [-5])
    }

    @Test func runsBeforeInputsAreWrittenReadZeros() throws {
        let interpreter = try negation()
        try interpreter.invoke()
        #expect(try interpreter.read(output: 0, as: Float.self) == [0, 0, 0])
    }

    @Test(arguments: [Int.min, -1, 0, 1 << 20, .max])
    func numbersOfThreadsThatCannotBe(threads: Int) throws {
        var options = Interpreter.Options()
        options.threads = threads
        let error = #expect(throws: InferenceError.self) { _ = try negation(options) }
        #expect(error?.kind == .badArgument)
    }

    @Test(arguments: [Int.min, -1, 0])
    func limitsThatLeaveNothing(limit: Int) throws {
        var memory = Interpreter.Options()
        memory.memoryLimit = limit
        var work = Interpreter.Options()
        work.operationLimit = limit
        for options in [memory, work] {
            let error = #expect(throws: InferenceError.self) { _ = try negation(options) }
            #expect(error?.kind == .overLimit)
        }
    }
}
