import Imaging
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

    /// A model of which only some outputs are computed, numbered as they are listed.
    convenience init(
        _ model: Model, keeping outputs: [Output], options: Interpreter.Options
    ) throws(VisionError) {
        let numbers = try Self.find(outputs, in: model)
        let kept: Model
        do {
            kept = try model.keeping(outputs: numbers)
        } catch {
            throw VisionError(error)
        }
        try self.init(kept, options: options)
    }

    /// An output that is told by how many reals it holds.
    struct Output {
        var count: Int
        var name: String
    }

    /// The numbers of outputs, which stand in this order where they are alike.
    private static func find(_ wanted: [Output], in model: Model) throws(VisionError) -> [Int] {
        let graph = model.subgraphs[0]
        var found: [Int] = []
        for output in wanted {
            let number = graph.outputs.indices.first { index in
                let tensor = graph.tensors[graph.outputs[index]]
                return tensor.shape.count == output.count && tensor.type == .float32
                    && !found.contains(index)
            }
            guard let number else {
                throw VisionError(
                    .wrongModel, source: model.source,
                    "has no output of \(output.count) numbers, the \(output.name); "
                        + "name a model made for this")
            }
            found.append(number)
        }
        return found
    }

    var subgraph: Subgraph { interpreter.model.subgraphs[0] }
    var inputs: [TensorInfo] { interpreter.inputs }
    var outputs: [TensorInfo] { interpreter.outputs }

    /// Checks that the input is one image of a size, in float32.
    func expectImage(width: Int, height: Int) throws(VisionError) {
        guard inputs.count == 1, let input = inputs.first, input.type == .float32,
            input.shape == [1, height, width, 3]
        else {
            let found = inputs.map { "\($0.type) \($0.shape)" }.joined(separator: ", ")
            throw wrong(
                "takes \(found) where a float32 image [1, \(height), \(width), 3] is expected; "
                    + "name a model made for this")
        }
    }

    func wrong(_ message: String) -> VisionError {
        VisionError(.wrongModel, source: source, message)
    }

    /// Fills the image with a region of a picture.
    func fill(
        _ picture: Picture, _ region: Region, by sampler: RegionSampler
    ) throws(VisionError) {
        try withInput { sampler.sample(picture, region, into: $0.bindMemory(to: Float.self)) }
    }

    func withInput(
        _ body: (UnsafeMutableRawBufferPointer) -> Void
    ) throws(VisionError) {
        do {
            try interpreter.withInput(0) { (bytes) throws(InferenceError) in body(bytes) }
        } catch {
            throw VisionError(error)
        }
    }

    func run() throws(VisionError) {
        do { try interpreter.invoke() } catch { throw VisionError(error) }
    }

    /// Lends an output of reals as it lies in memory, until the next run.
    func withOutput<Result>(
        _ output: Int, _ body: (UnsafeBufferPointer<Float>) -> Result
    ) throws(VisionError) -> Result {
        try withBytes(output) { body($0.bindMemory(to: Float.self)) }
    }

    func withBytes<Result>(
        _ output: Int, _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(VisionError) -> Result {
        do {
            return try interpreter.withOutput(output) { (bytes) throws(InferenceError) in
                body(bytes)
            }
        } catch {
            throw VisionError(error)
        }
    }

    /// The one number of an output.
    func number(_ output: Int) throws(VisionError) -> Double {
        try withOutput(output) { Double($0.first ?? -.infinity) }
    }
}
