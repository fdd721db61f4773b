import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// A plug-in's delegate.
package struct PluginDelegate: Delegate {
    package let name: String
    private let handle: StageHandle<pa_delegate>
    /// More come from a fault.
    private static let mostTiles: UInt32 = 1 << 20

    /// A claim of a plug-in's, with the graph that it is about.
    struct Recipe: Sendable {
        fileprivate let graph: GraphTable
        fileprivate let claim: PluginKit.Claim
        /// For messages.
        fileprivate let place: String
    }

    /// - Throws: what the plug-in answers; `usage` for values that do not fit.
    package init(_ stage: PluginStage, values: [String: String] = [:]) throws(PluginError) {
        name = stage.description.id
        handle = try stage.make(pa_delegate.self, values: values)
        _ = try handle.require("claim", handle.functions.claim)
        _ = try handle.require("prepare", handle.functions.prepare)
        _ = try handle.require("run", handle.functions.run)
    }

    package func claims(in graph: GraphView) throws(InferenceError) -> [Claim] {
        let table = graph.shown.table(of: graph)
        let claims = ClaimCollector(graph, table)
        let status = claims.take { taker in
            handle.ask {
                handle.functions.claim?(handle.pointer, table.pointer, taker)
                    ?? pa_status(PA_FAULT)
            }
        }
        try handle.check(status, .badModel, at: "graph of \(graph.nodes.count) nodes")
        return claims.claims
    }

    package func work(
        of claim: Claim, _ binding: ClaimBinding
    ) throws(InferenceError) -> Work {
        guard let recipe = claim.recipe as? Recipe else {
            throw InferenceError(.unsupported, "the claim is not one of this delegate's")
        }
        var kernel: UnsafeMutableRawPointer?
        var tiles: UInt32 = 1
        let status = recipe.graph.binding(binding.tensors) {
            recipe.claim.told { row in
                handle.ask {
                    handle.functions.prepare?(
                        handle.pointer, recipe.graph.pointer, row, &kernel, &tiles)
                        ?? pa_status(PA_FAULT)
                }
            }
        }
        try handle.check(status, .badModel, at: recipe.place)
        let work = PluginWork(handle, kernel, binding, place: recipe.place)
        guard tiles <= Self.mostTiles else {
            throw InferenceError(
                .fault, place: recipe.place, "has work of \(tiles) tiles; \(Self.mostTiles) can be")
        }
        return work.work(tiles: Int(tiles))
    }
}

/// Takes what a plug-in's delegate claims, as far as it makes sense.
private final class ClaimCollector {
    private(set) var claims: [Claim] = []
    private let graph: GraphView
    private let table: GraphTable

    init(_ graph: GraphView, _ table: GraphTable) {
        self.graph = graph
        self.table = table
    }

    /// Lets `body` add claims.
    func take(_ body: (UnsafePointer<pa_claims>) -> pa_status) -> pa_status {
        var taker = pa_claims()
        taker.size = MemoryLayout<pa_claims>.size
        taker.data = Unmanaged.passUnretained(self).toOpaque()
        taker.add = { taker, claim in
            guard let data = taker?.pointee.data, let claim else { return pa_status(PA_FAULT) }
            let collector = Unmanaged<ClaimCollector>.fromOpaque(data).takeUnretainedValue()
            guard let reason = collector.add(grown(claim, size: claim.pointee.size)) else {
                return pa_status(PA_OK)
            }
            noteFailure(reason)
            return pa_status(PA_BAD_DATA)
        }
        return body(&taker)
    }

    /// - Returns: why the claim cannot be; nil when it was taken.
    private func add(_ row: pa_claim) -> String? {
        let told = PluginKit.Claim(row)
        let nodes = told.nodes
        guard let last = nodes.last, last < graph.nodes.count,
            zip(nodes, nodes.dropFirst()).allSatisfy({ $0 < $1 })
        else {
            return "a claim needs nodes of the graph's \(graph.nodes.count), in their order"
        }
        guard told.cost > 0, told.cost.isFinite else {
            return "a claim's cost is \(told.cost); it is nanoseconds, above 0"
        }
        let inner = Set(nodes.dropLast().flatMap { graph.nodes[$0].outputs })
        for tensor in inner.sorted() where !graph.isRead(tensor, only: nodes) {
            return "tensor \(tensor) within a claim is needed outside it"
        }
        var inputs: [Int] = []
        for case let input? in nodes.flatMap({ graph.nodes[$0].inputs })
        where !inner.contains(input) && !inputs.contains(input) {
            inputs.append(input)
        }
        claims.append(
            Claim(
                nodes: nodes, inputs: inputs, outputs: graph.nodes[last].outputs, cost: told.cost,
                recipe: PluginDelegate.Recipe(
                    graph: table, claim: told,
                    place: nodes.map { graph.nodes[$0].place }.joined(separator: ", "))))
        return nil
    }
}
