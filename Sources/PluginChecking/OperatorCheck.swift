import CPoseAnimatePlugin
import Inference
import PluginInterface

enum OperatorCheck: StageCheck {
    static func check(_ stage: PluginStage, _ notes: inout Notes) {
        notes.rule("says what models call it, and what it takes") {
            _ = try OperatorDefinition(stage)
            return nil
        }
        notes.making { try stage.make(pa_operator.self, values: $0) }
        notes.rule("refuses nodes that it cannot compute, and says why") {
            let handle = try stage.make(pa_operator.self, values: [:])
            guard let infer = handle.functions.infer else { return "`infer` is null" }
            for count in [0, 1, 2, 9] {
                let tensors = GuardedBuffer<pa_tensor>(max(count, 1), missing)
                let shapes = GuardedBuffer<Int64>(
                    max(count, 1) * Int(PA_HIGHEST_RANK), 0)
                let ranks = GuardedBuffer<UInt32>(max(count, 1), 0)
                var node = pa_node()
                node.size = MemoryLayout<pa_node>.size
                node.version = 1
                node.input_count = UInt32(count)
                node.output_count = UInt32(count)
                node.inputs = UnsafePointer(tensors.values.baseAddress)
                node.outputs = UnsafePointer(tensors.values.baseAddress)
                let status = handle.ask {
                    infer(
                        handle.pointer, &node, ranks.values.baseAddress, shapes.values.baseAddress)
                }
                guard ranks.isIntact, shapes.isIntact else {
                    return "it wrote more shapes than the node has outputs"
                }
                if status != PA_OK, status != PA_NEEDS_VALUES, takeFailure() == nil {
                    return "it refused a node of \(count) inputs without a word (status \(status))"
                }
            }
            return nil
        }
        notes.rule("computes the nodes that it takes, within their memory, and the same again") {
            let handle = try stage.make(pa_operator.self, values: [:])
            return OperatorTrial.all(of: stage).lazy.compactMap { $0.fault(of: handle) }.first
        }
        notes.rule("loses no memory when it prepares and computes nodes") {
            let handle = try stage.make(pa_operator.self, values: [:])
            let trials = OperatorTrial.all(of: stage)
            let growth = HeapWatch.growth(of: 4) {
                for trial in trials { _ = trial.fault(of: handle) }
            }
            return growth.map { "it keeps \($0 / max(trials.count, 1)) bytes for each node" }
        }
    }

    private static var missing: pa_tensor {
        var tensor = pa_tensor()
        tensor.type = UInt32(PA_NO_TENSOR)
        return tensor
    }
}
