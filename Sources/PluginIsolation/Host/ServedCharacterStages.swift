import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// A rule of weights, called for the engine.
final class ServedWeights: ServedStage {
    private let rule: StageHandle<pa_weights>

    init(_ handle: StageHandle<pa_weights>) { rule = handle }

    var functions: FunctionSet { rule.functions.weigh == nil ? [] : .weigh }

    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage) {
        guard kind == .weigh, let weigh = rule.functions.weigh else { throw BrokenMessage() }
        let x = try question.value(Double.self)
        let y = try question.value(Double.self)
        let count = Int(try question.value(UInt32.self))
        let memory = ForeignMemory()
        let bones = try question.array(of: count, in: memory, pa_segment.self)
        let weights = try question.array(of: count, in: memory, Double.self)
        answer.take(rule.ask { weigh(rule.pointer, x, y, bones, UInt32(count), weights) }) {
            $0.add(UnsafePointer(weights), count: count)
        }
    }
}

/// A deformer, called for the engine.
final class ServedDeformer: ServedStage {
    private let deformer: StageHandle<pa_deformer>
    private let postures = PostureMemory()
    private let scenes = SceneMemory()

    init(_ handle: StageHandle<pa_deformer>) { deformer = handle }

    var functions: FunctionSet { deformer.functions.deform == nil ? [] : .deform }

    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage) {
        guard kind == .deform, let deform = deformer.functions.deform else { throw BrokenMessage() }
        var posture = try postures.read(&question)
        let own = try scenes.read(&question)
        var scene = own
        answer.take(deformer.ask { deform(deformer.pointer, &posture, &scene) }) {
            // From the memory that it was given, wherever it has made the structure point.
            $0.addRows(of: own)
        }
    }
}
