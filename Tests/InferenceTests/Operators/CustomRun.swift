import Inference
import ModelBuilding

/// A custom operator as the one node of a model, run by the interpreter.
struct CustomRun {
    var name: String
    var version = 1
    var options: [UInt8] = []
    /// Shapes of the inputs.
    var inputs: [[Int]]
    /// The number of outputs; their shapes are the operator's to tell.
    var outputs = 1

    func bytes() -> [UInt8] {
        var builder = ModelBuilder()
        let inputs = inputs.enumerated().map { builder.input("input \($0)", .float32, $1) }
        let outputs = (0..<outputs).map { builder.output("output \($0)", .float32, []) }
        builder.custom(name, version: version, inputs: inputs, outputs: outputs, options: options)
        return builder.bytes()
    }

    /// The values and shapes of the outputs.
    func callAsFunction(_ values: [[Float]]) throws -> [(values: [Float], shape: Shape)] {
        try Self.run(bytes(), values)
    }

    /// A prepared model, within limits: damaged shapes may ask for more than a test should take.
    static func interpreter(_ bytes: [UInt8]) throws -> Interpreter {
        var options = Interpreter.Options()
        options.threads = 1
        options.delegate = .reference
        options.memoryLimit = 1 << 24
        options.operationLimit = 1 << 20
        return try Interpreter(Model(bytes: bytes), options: options)
    }

    static func run(
        _ bytes: [UInt8], _ values: [[Float]]
    ) throws -> [(values: [Float], shape: Shape)] {
        let interpreter = try interpreter(bytes)
        for (index, values) in values.enumerated() {
            try interpreter.write(values, toInput: index)
        }
        try interpreter.invoke()
        return try interpreter.outputs.indices.map {
            (try interpreter.read(output: $0, as: Float.self), interpreter.outputs[$0].shape)
        }
    }

    /// Changes each byte of the model and runs what can still be prepared: nothing may trap.
    func damage(_ values: [[Float]]) {
        let sound = bytes()
        for index in sound.indices {
            for value: UInt8 in [0, 1, 0x7F, 0xFF] where sound[index] != value {
                var damaged = sound
                damaged[index] = value
                _ = try? Self.run(damaged, values)
            }
        }
    }
}
