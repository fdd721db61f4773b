import Inference

extension EstimationModel {
    /// The types of which `read` makes reals.
    static let readableTypes: [ElementType] = [.float32, .uint8, .int8]

    /// Copies an output as reals, whatever its type; the array's memory is used again.
    func read(_ output: Int, into reals: inout [Float]) throws(VisionError) {
        try read(output, columns: 0..<1, of: 1, into: &reals)
    }

    /// Copies some columns of an output's rows.
    func read(
        _ output: Int, columns: Range<Int>, of width: Int, into reals: inout [Float]
    ) throws(VisionError) {
        let info = outputs[output]
        let count = info.shape.count / width * columns.count
        if reals.count != count { reals = [Float](repeating: 0, count: count) }
        let scale = Float(info.quantization?.scale ?? 1)
        let zero = Float(info.quantization?.zeroPoint ?? 0)
        let type = info.type
        try withBytes(output) { bytes in
            switch type {
            case .uint8:
                Self.copy(bytes.bindMemory(to: UInt8.self), columns, width, &reals) {
                    (Float($0) - zero) * scale
                }
            case .int8:
                Self.copy(bytes.bindMemory(to: Int8.self), columns, width, &reals) {
                    (Float($0) - zero) * scale
                }
            default:
                Self.copy(bytes.bindMemory(to: Float.self), columns, width, &reals) { $0 }
            }
        }
    }

    @inline(__always)
    private static func copy<Element>(
        _ values: UnsafeBufferPointer<Element>, _ columns: Range<Int>, _ width: Int,
        _ reals: inout [Float], _ real: (Element) -> Float
    ) {
        let count = columns.count
        reals.withUnsafeMutableBufferPointer { reals in
            if count == width {
                for index in reals.indices { reals[index] = real(values[index]) }
                return
            }
            for row in 0..<reals.count / count {
                for column in 0..<count {
                    reals[row * count + column] =
                        real(values[row * width + columns.lowerBound + column])
                }
            }
        }
    }

    /// Some models give probabilities, most their logits.
    func endsWithSigmoid(output: Int) -> Bool {
        let graph = subgraph
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
}
