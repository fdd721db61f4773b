import Inference

/// A model of which an image is the one input, with errors of this module.
final class EstimationModel {
    let source: String
    private let interpreter: Interpreter

    init(_ model: Model, options: Interpreter.Options) throws(VisionError) {
        source = model.source
        do {
            interpreter = try Interpreter(model, options: options)
        } catch {
            throw VisionError(error)
        }
    }

    var input: TensorInfo? { interpreter.inputs.first }
    var outputs: [TensorInfo] { interpreter.outputs }

    /// Checks that the input is one image of a size, in float32.
    func expectImage(width: Int, height: Int) throws(VisionError) {
        guard interpreter.inputs.count == 1, let input, input.type == .float32,
            input.shape == [1, height, width, 3]
        else {
            let found = interpreter.inputs.map { "\($0.type) \($0.shape)" }
                .joined(separator: ", ")
            throw VisionError(
                .wrongModel, source: source,
                "takes \(found) where a float32 image [1, \(height), \(width), 3] is expected; "
                    + "name a model made for this")
        }
    }

    /// The output of so many reals.
    func output(ofCount count: Int, _ name: String) throws(VisionError) -> Int {
        guard
            let index = interpreter.outputs.firstIndex(where: {
                $0.shape.count == count && $0.type == .float32
            })
        else {
            throw VisionError(
                .wrongModel, source: source,
                "has no output of \(count) numbers, the \(name); name a model made for this")
        }
        return index
    }

    func fill(
        _ body: (UnsafeMutableBufferPointer<Float>) -> Void
    ) throws(VisionError) {
        do {
            try interpreter.withInput(0) { (bytes) throws(InferenceError) in
                body(bytes.bindMemory(to: Float.self))
            }
        } catch {
            throw VisionError(error)
        }
    }

    func run() throws(VisionError) {
        do { try interpreter.invoke() } catch { throw VisionError(error) }
    }

    func reals(_ output: Int) throws(VisionError) -> [Float] {
        do {
            return try interpreter.read(output: output, as: Float.self)
        } catch {
            throw VisionError(error)
        }
    }
}
