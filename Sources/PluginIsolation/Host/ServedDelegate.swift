import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// A delegate, called for the engine.
final class ServedDelegate: ServedStage {
    private struct Prepared {
        let kernel: UnsafeMutableRawPointer?
        let tiles: UInt32
        /// Keep what the kernel reads and writes.
        let graph: SeenGraph
        let values: TensorMemory
    }

    private let stage: StageHandle<pa_delegate>
    private var graphs = Numbered<SeenGraph>()
    private var prepared = Numbered<Prepared>()

    init(_ handle: StageHandle<pa_delegate>) { stage = handle }

    var functions: FunctionSet {
        var set = FunctionSet()
        if stage.functions.claim != nil { set.insert(.claim) }
        if stage.functions.prepare != nil { set.insert(.prepare) }
        if stage.functions.run != nil { set.insert(.run) }
        return set
    }

    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage) {
        switch kind {
        case .claim: try claim(try question.graph(descriptor), &answer)
        case .prepare: try prepare(&question, descriptor, &answer)
        case .run: try run(try prepared.find(&question), &answer)
        case .release:
            let found = try prepared.take(&question)
            if let release = stage.functions.release {
                stage.ask { release(stage.pointer, found.kernel) }
            }
        case .forget: _ = try graphs.take(&question)
        default: throw BrokenMessage()
        }
    }

    private func claim(_ graph: SeenGraph, _ answer: inout Answer) throws(BrokenMessage) {
        guard let claim = stage.functions.claim else { throw BrokenMessage() }
        let collector = OfferCollector()
        let status = collector.take { taker in
            stage.ask { claim(stage.pointer, graph.pointer, taker) }
        }
        answer.take(status) {
            $0.add(graphs.add(graph))
            $0.add(collector.offers)
        }
    }

    private func prepare(
        _ question: inout MessageReader, _ descriptor: Int32?, _ answer: inout Answer
    ) throws(BrokenMessage) {
        let graph = try graphs.find(&question)
        let offer = try question.offer()
        let values = try question.tensorMemory(descriptor)
        guard let prepare = stage.functions.prepare else { throw BrokenMessage() }
        var bound: [UInt32: UnsafeMutableRawPointer] = [:]
        for _ in 0..<(try question.value(UInt32.self)) {
            let place = try question.value(UInt32.self)
            bound[place] = try values.address(
                try question.value(), try graph.byteCount(ofTensor: place))
        }
        var kernel: UnsafeMutableRawPointer?
        var tiles: UInt32 = 1
        let status = graph.binding(bound) {
            offer.told { claim in
                stage.ask { prepare(stage.pointer, graph.pointer, claim, &kernel, &tiles) }
            }
        }
        answer.take(status) {
            $0.add(
                prepared.add(
                    Prepared(kernel: kernel, tiles: tiles, graph: graph, values: values)))
        }
    }

    /// Computes all tiles, as far as none fails: the first one's failure is told, as it is where threads share them.
    private func run(_ found: Prepared, _ answer: inout Answer) throws(BrokenMessage) {
        guard let run = stage.functions.run else { throw BrokenMessage() }
        var status = pa_status(PA_OK)
        for tile in 0..<max(found.tiles, 1) where status == PA_OK {
            status = stage.ask { run(stage.pointer, found.kernel, tile) }
        }
        answer.take(status)
    }
}
