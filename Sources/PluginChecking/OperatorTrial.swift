import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// A node that an operator is tried on; it may refuse it.
struct OperatorTrial {
    private let type: UInt32
    private let inputCount: Int
    private let sides: [Int64]
    /// Of the custom operator's options.
    private let optionBytes: [UInt8]

    /// Nodes of one to three inputs in the first type that an operator takes, of ordinary shapes and of those at the
    /// edges.
    static func all(of stage: PluginStage) -> [OperatorTrial] {
        guard let traits = stage.traits?.assumingMemoryBound(to: pa_operator_traits.self),
            let type = grown(traits, size: traits.pointee.size).typeNumbers.first
        else { return [] }
        let shapes: [[Int64]] = [
            [1, 4], [2, 3, 4], [1, 4, 4, 2], [1], [], [0, 3], [1, 478, 3],
        ]
        let options: [[UInt8]] = [[], [UInt8](repeating: 0, count: 64)]
        return shapes.flatMap { shape in
            (1...3).flatMap { count in
                options.map {
                    OperatorTrial(type: type, inputCount: count, sides: shape, optionBytes: $0)
                }
            }
        }
    }

    private var name: String {
        "\(inputCount) inputs of \(sides) and \(optionBytes.count) bytes of options"
    }

    /// What an operator does wrong with the node; nil when it computes or refuses it.
    func fault(of handle: StageHandle<pa_operator>) -> String? {
        guard let infer = handle.functions.infer, let run = handle.functions.run else {
            return "`infer` or `run` is null"
        }
        let inputs = (0..<inputCount).map { _ in GuardedTensor(type, sides) }
        for input in inputs { input.fill() }
        var (rank, shape) = (UInt32(0), [Int64](repeating: 0, count: Int(PA_HIGHEST_RANK)))
        // Its shape is what is asked for.
        let unknown = GuardedTensor(type, [])
        let asked = withNode(inputs, unknown) { node in
            handle.ask { infer(handle.pointer, node, &rank, &shape) }
        }
        guard asked == PA_OK else { return refusal(asked) }
        guard rank <= UInt32(PA_HIGHEST_RANK), isSensible(shape.prefix(Int(rank))) else {
            return "\(name): the output's shape is rank \(rank), \(shape)"
        }
        let output = GuardedTensor(type, Array(shape.prefix(Int(rank))))
        return withNode(inputs, output) { node in
            var kernel: UnsafeMutableRawPointer?
            if let prepare = handle.functions.prepare {
                let status = handle.ask { prepare(handle.pointer, node, &kernel) }
                guard status == PA_OK else { return refusal(status) }
            }
            defer {
                if let release = handle.functions.release {
                    handle.ask { release(handle.pointer, kernel) }
                }
            }
            var results: [[UInt8]] = []
            for _ in 0..<2 {
                let status = handle.ask { run(handle.pointer, kernel, node) }
                guard status == PA_OK else { return refusal(status) }
                results.append(output.bytes)
            }
            guard output.isIntact, inputs.allSatisfy(\.isIntact) else {
                return "\(name): it writes beyond a tensor's end"
            }
            guard inputs.allSatisfy({ $0.isFilled }) else {
                return "\(name): it writes to an input"
            }
            return results[0] == results[1] ? nil : "\(name): the second run gives other bytes"
        }
    }

    /// Whether a shape may come of these inputs: none has more than some thousand elements.
    private func isSensible(_ shape: ArraySlice<Int64>) -> Bool {
        let most: Int64 = 1 << 24
        var count: Int64 = 1
        for side in shape {
            guard side >= 0, side <= most else { return false }
            count *= max(side, 1)
            guard count <= most else { return false }
        }
        return true
    }

    /// To refuse is right, when it is said why.
    private func refusal(_ status: pa_status) -> String? {
        status == PA_NEEDS_VALUES || takeFailure() != nil
            ? nil : "\(name): it failed without a word (status \(status))"
    }

    private func withNode<Result>(
        _ inputs: [GuardedTensor], _ output: GuardedTensor,
        _ body: (UnsafePointer<pa_node>) -> Result
    ) -> Result {
        let rows = inputs.map(\.row)
        return rows.withUnsafeBufferPointer { rows in
            withUnsafePointer(to: output.row) { output in
                optionBytes.withUnsafeBytes { options in
                    var node = pa_node()
                    node.size = MemoryLayout<pa_node>.size
                    node.version = 1
                    node.inputs = rows.baseAddress
                    node.input_count = UInt32(rows.count)
                    node.outputs = output
                    node.output_count = 1
                    node.options = options.baseAddress
                    node.option_byte_count = options.count
                    return body(&node)
                }
            }
        }
    }
}

/// A tensor's memory with marks at its ends.
private final class GuardedTensor {
    private let memory: GuardedBuffer<UInt8>
    let row: pa_tensor

    init(_ type: UInt32, _ sides: [Int64]) {
        let count = Int(sides.reduce(1, *)) * Self.byteCount(of: type)
        memory = GuardedBuffer(count, 0)
        var row = pa_tensor()
        row.type = type
        row.rank = UInt32(sides.count)
        withUnsafeMutableBytes(of: &row.shape) { bytes in
            sides.withUnsafeBytes { bytes.copyMemory(from: $0) }
        }
        row.data = UnsafeMutableRawPointer(memory.values.baseAddress)
        row.byte_count = count
        self.row = row
    }

    /// Small numbers in any type: floats of 1, whole numbers of some bytes.
    func fill() {
        for place in memory.values.indices { memory.values[place] = Self.pattern(place) }
    }

    var isFilled: Bool {
        memory.values.indices.allSatisfy { memory.values[$0] == Self.pattern($0) }
    }

    var isIntact: Bool { memory.isIntact }
    var bytes: [UInt8] { Array(memory.values) }

    private static func pattern(_ place: Int) -> UInt8 { [0, 0, 0x80, 0x3f][place % 4] }

    private static func byteCount(of type: UInt32) -> Int {
        switch type {
        case UInt32(PA_FLOAT32), UInt32(PA_INT32): 4
        case UInt32(PA_INT64): 8
        case UInt32(PA_FLOAT16), UInt32(PA_INT16): 2
        default: 1
        }
    }
}
