import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// An operator of models, called for the engine.
final class ServedOperator: ServedStage {
    private struct Prepared {
        let node: SeenNode
        let kernel: UnsafeMutableRawPointer?
    }

    private let stage: StageHandle<pa_operator>
    private var prepared = Numbered<Prepared>()

    init(_ handle: StageHandle<pa_operator>) { stage = handle }

    var functions: FunctionSet {
        var set = FunctionSet()
        if stage.functions.infer != nil { set.insert(.infer) }
        if stage.functions.run != nil { set.insert(.run) }
        return set
    }

    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage) {
        switch kind {
        case .infer: try infer(try question.node(descriptor), &answer)
        case .prepare: prepare(try question.node(descriptor), &answer)
        case .run:
            let found = try prepared.find(&question)
            guard let run = stage.functions.run else { throw BrokenMessage() }
            answer.take(stage.ask { run(stage.pointer, found.kernel, found.node.pointer) })
        case .release:
            let found = try prepared.take(&question)
            if let release = stage.functions.release {
                stage.ask { release(stage.pointer, found.kernel) }
            }
        default: throw BrokenMessage()
        }
    }

    private func infer(_ node: SeenNode, _ answer: inout Answer) throws(BrokenMessage) {
        guard let infer = stage.functions.infer else { throw BrokenMessage() }
        let count = Int(node.pointer.pointee.output_count)
        let memory = ForeignMemory()
        let ranks = memory.array([UInt32](repeating: 0, count: count))
        let numbers = count * Int(PA_HIGHEST_RANK)
        let shapes = memory.array([Int64](repeating: 0, count: numbers))
        answer.take(stage.ask { infer(stage.pointer, node.pointer, ranks, shapes) }) {
            $0.add(UnsafePointer(ranks), count: count)
            $0.add(UnsafePointer(shapes), count: numbers)
        }
    }

    private func prepare(_ node: SeenNode, _ answer: inout Answer) {
        var kernel: UnsafeMutableRawPointer?
        var status = pa_status(PA_OK)
        if let prepare = stage.functions.prepare {
            status = stage.ask { prepare(stage.pointer, node.pointer, &kernel) }
        }
        answer.take(status) { $0.add(prepared.add(Prepared(node: node, kernel: kernel))) }
    }
}
