import CPluginCalls
import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// A delegate in another process.
extension RemoteStage {
    static func delegate(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        make(line) { data in
            var interface = pa_delegate()
            interface.size = MemoryLayout<pa_delegate>.size
            interface.data = data
            interface.destroy = { RemoteStage.destroy($0?.pointee.data) }
            if functions.contains(.claim) {
                interface.claim = { stage, graph, claims in
                    RemoteStage.status(stage?.pointee.data) { $0.claim(of: graph, claims) }
                }
            }
            if functions.contains(.prepare) {
                interface.prepare = { stage, graph, claim, kernel, tiles in
                    // The line takes one call at a time: all tiles are computed by one.
                    tiles?.pointee = 1
                    return RemoteStage.status(stage?.pointee.data) {
                        $0.prepare(claim, of: graph, kernel)
                    }
                }
            }
            if functions.contains(.run) {
                interface.run = { _, kernel, _ in RemoteKernel.run(kernel) }
            }
            interface.release = { _, kernel in RemoteKernel.release(kernel) }
            return interface
        }
    }

    private func claim(
        of graph: UnsafePointer<pa_graph>?, _ claims: UnsafePointer<pa_claims>?
    ) -> pa_status {
        guard let graph, let claims, let shown = ShownGraph.behind(graph),
            let values = SharedTensors(graph.pointee.allTensors)
        else { return pa_status(PA_FAULT) }
        values.show(values.places { _ in true })
        var offers: [Claim] = []
        var number: UInt64 = 0
        let status = line.call(.claim, .claiming, carrying: values.unsent) { message in
            message.add(graph.pointee, shown, values)
        } read: { (answer) throws(BrokenMessage) in
            number = try answer.value()
            offers = try answer.offers()
        }
        guard status == PA_OK else { return status }
        // Other delegates are shown the same graph.
        shown.keep(RemoteGraph(line, number), for: line)
        for offer in offers {
            let status = offer.told { claims.pointee.add?(claims, $0) ?? pa_status(PA_FAULT) }
            guard status == PA_OK else { return status }
        }
        return status
    }

    private func prepare(
        _ claim: UnsafePointer<pa_claim>?, of graph: UnsafePointer<pa_graph>?,
        _ kernel: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> pa_status {
        guard let claim, let graph, let kernel,
            let there = ShownGraph.behind(graph)?.companion(of: line) as? RemoteGraph
        else { return pa_status(PA_FAULT) }
        let bound = BoundTensors(
            of: Claim(grown(claim, size: claim.pointee.size)), in: graph.pointee)
        guard let values = SharedTensors(bound.rows.map(\.tensor)) else {
            return pa_status(PA_FAULT)
        }
        return RemoteKernel.make(
            over: line, values, read: bound.read, written: bound.written, into: kernel
        ) { message in
            message.add(there.number)
            message.add(Claim(grown(claim, size: claim.pointee.size)))
            message.add(values.byteCount)
            message.add(UInt32(bound.places.count))
            for (place, offset) in zip(bound.places, values.offsets) {
                message.add(place)
                message.add(offset)
            }
        }
    }
}

/// A graph that is in another process, too, as long as this object lives.
private final class RemoteGraph {
    private let line: CallLine
    /// The plug-in's side's.
    let number: UInt64

    init(_ line: CallLine, _ number: UInt64) {
        self.line = line
        self.number = number
    }

    deinit { line.tell(.forget, .releasing) { $0.add(number) } }
}

/// What the nodes of a claim read and write that is not constant.
private struct BoundTensors {
    /// In the graph's tensors.
    var places: [UInt32] = []
    var rows: [pa_graph_tensor] = []
    /// Which of these a run reads, and which it writes.
    var read: [Int] = []
    var written: [Int] = []

    init(of claim: Claim, in graph: pa_graph) {
        let nodes = claim.nodes.map { graph.nodes[$0] }
        let outputs = nodes.flatMap { $0.places(of: $0.outputs, $0.output_count) }
        let inputs = nodes.flatMap { $0.places(of: $0.inputs, $0.input_count) }
        for place in Set(inputs + outputs).sorted() where place != PA_LEFT_OUT {
            let row = graph.tensors[Int(place)]
            guard row.tensor.data != nil, row.tensor.is_constant == 0 else { continue }
            let isOutput = outputs.contains(place)
            // What keeps its values from run to run is changed where it is read.
            if !isOutput || row.is_variable != 0 { read.append(rows.count) }
            if isOutput || row.is_variable != 0 { written.append(rows.count) }
            places.append(place)
            rows.append(row)
        }
    }
}

extension pa_graph_node {
    fileprivate func places(of start: UnsafePointer<UInt32>?, _ count: UInt32) -> [UInt32] {
        Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(count)))
    }
}

extension pa_graph {
    fileprivate var allTensors: [pa_tensor] {
        (0..<Int(tensor_count)).map { tensors[$0].tensor }
    }
}
