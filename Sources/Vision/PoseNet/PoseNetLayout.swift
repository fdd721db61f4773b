import Glibc
import Imaging
import Inference

/// Which of a model's tensors hold a PoseNet's maps, and how its numbers are meant.
///
/// Models order their outputs differently, so they are told by their channels: 17 for scores, 34
/// for offsets, 32 for the ways forward and backward (told by their names, else by order), or 64 for
/// both.
struct PoseNetLayout {
    let width: Int
    let height: Int
    private let source: String
    private let scores: Int
    private let offsets: Int
    private let ways: Ways
    private let hasProbabilities: Bool

    private enum Ways {
        case apart(forward: Int, backward: Int)
        /// The way forward's maps, then the way backward's.
        case together(Int)
    }

    init(_ model: Model, _ interpreter: Interpreter) throws(VisionError) {
        let source = model.source
        func wrong(_ message: String) -> VisionError {
            VisionError(.wrongModel, source: source, "\(message); name a PoseNet")
        }
        guard interpreter.inputs.count == 1, let input = interpreter.inputs.first,
            input.shape.rank == 4, input.shape[0] == 1, input.shape[3] == 3,
            input.shape.count > 0, input.type == .float32 || input.type == .uint8
        else { throw wrong("does not take one image") }
        let outputs = interpreter.outputs
        func output(_ channels: Int) -> [Int] {
            outputs.indices.filter {
                outputs[$0].shape.rank == 4 && outputs[$0].shape[3] == channels
            }
        }
        guard let scores = output(17).first, let offsets = output(34).first else {
            throw wrong("has no maps of 17 keypoints")
        }
        if let both = output(64).first {
            ways = .together(both)
        } else {
            let pair = output(32)
            guard pair.count == 2 else { throw wrong("has no maps of ways between keypoints") }
            let backward = pair.first { outputs[$0].name.contains("bwd") } ?? pair[1]
            ways = .apart(forward: pair[0] == backward ? pair[1] : pair[0], backward: backward)
        }
        self.source = source
        self.scores = scores
        self.offsets = offsets
        width = input.shape[2]
        height = input.shape[1]
        hasProbabilities = Self.endsWithSigmoid(model, output: scores)
        let grid = outputs[scores].shape
        guard grid[1] > 1, grid[2] > 1, outputs[offsets].shape[1] == grid[1],
            outputs[offsets].shape[2] == grid[2]
        else { throw wrong("has maps of different sizes") }
    }

    /// Some models give probabilities, most their logits.
    private static func endsWithSigmoid(_ model: Model, output: Int) -> Bool {
        let graph = model.subgraphs[0]
        var tensor = graph.outputs[output]
        while let node = graph.nodes.last(where: { $0.outputs.contains(tensor) }) {
            if node.name == .builtin(.logistic) { return true }
            // What only changes the numbers' type or order.
            guard
                [.builtin(.dequantize), .builtin(.quantize), .builtin(.reshape)]
                    .contains(node.name), let input = node.inputs.first, let input
            else { return false }
            tensor = input
        }
        return false
    }

    /// Real = byte / 127.5 - 1; bytes as they are where the model takes bytes.
    func write(_ picture: Picture, to interpreter: Interpreter) throws(InferenceError) {
        let bytes = picture.bytes
        try interpreter.withInput(0) { (input) throws(InferenceError) in
            if input.count == bytes.count {
                input.copyBytes(from: bytes)
            } else {
                let reals = input.bindMemory(to: Float.self)
                for index in bytes.indices { reals[index] = Float(bytes[index]) / 127.5 - 1 }
            }
        }
    }

    func maps(of interpreter: Interpreter) throws(InferenceError) -> PoseNetMaps {
        let grid = interpreter.outputs[scores].shape
        var logits = try interpreter.reals(output: scores)
        if hasProbabilities {
            for index in logits.indices {
                let held = min(max(logits[index], 1e-7), 1 - 1e-7)
                logits[index] = logf(held / (1 - held))
            }
        }
        let (forward, backward) = try directions(interpreter)
        return PoseNetMaps(
            height: grid[1], width: grid[2],
            stride: Double(width - 1) / Double(grid[2] - 1), logits: logits,
            offsets: try interpreter.reals(output: offsets), forward: forward, backward: backward)
    }

    private func directions(
        _ interpreter: Interpreter
    ) throws(InferenceError) -> (forward: [Float], backward: [Float]) {
        switch ways {
        case .apart(let forward, let backward):
            return (
                try interpreter.reals(output: forward), try interpreter.reals(output: backward)
            )
        case .together(let both):
            let reals = try interpreter.reals(output: both)
            var forward: [Float] = []
            var backward: [Float] = []
            for start in stride(from: 0, to: reals.count, by: 64) {
                forward += reals[start..<start + 32]
                backward += reals[start + 32..<start + 64]
            }
            return (forward, backward)
        }
    }
}

extension Interpreter {
    /// An output's values as reals, whatever the type.
    func reals(output: Int) throws(InferenceError) -> [Float] {
        let info = outputs[output]
        let quantization = info.quantization
        let scale = quantization?.scale ?? 1
        let zero = Float(quantization?.zeroPoint ?? 0)
        switch info.type {
        case .uint8:
            return try read(output: output, as: UInt8.self).map { (Float($0) - zero) * scale }
        case .int8:
            return try read(output: output, as: Int8.self).map { (Float($0) - zero) * scale }
        default: return try read(output: output, as: Float.self)
        }
    }
}
