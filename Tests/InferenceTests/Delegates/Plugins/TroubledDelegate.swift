import PluginKit

/// A delegate behind the interface of plug-ins that computes ADD, and can be told to do wrong.
struct TroubledDelegate: DelegatePlugin {
    enum Trouble: String, CaseIterable {
        case none, unordered, outside, nothing
        case needed = "needed-inside"
        case free = "costs-nothing"
        case silent = "not-a-number"
        case claiming, preparing
        case running = "running-late-tiles"
        case tiling = "countless-tiles"
    }

    static let about = About(
        "troubled", "does wrong",
        options: [
            .choice(
                "trouble", of: Trouble.allCases.map(\.rawValue), standard: "none", "what goes wrong"
            )
        ])

    private let trouble: Trouble

    init(_ setup: Setup<Void>) {
        trouble = setup.text("trouble").flatMap(Trouble.init) ?? .none
    }

    func claims(in graph: ModelGraph) throws -> [Claim] {
        let nodes = graph.nodes.filter { $0.name == "ADD" }.map(\.place)
        switch trouble {
        case .unordered: return [Claim(Array(nodes.reversed()), cost: 1)]
        case .outside: return [Claim([graph.nodes.count], cost: 1)]
        case .nothing: return [Claim([], cost: 1)]
        case .needed: return [Claim(nodes, cost: 1)]
        case .free: return [Claim([nodes[0]], cost: 0)]
        case .silent: return [Claim([nodes[0]], cost: .nan)]
        case .claiming: throw PluginFailure(.badData, "it looks odd")
        default: return nodes.map { Claim([$0], cost: 1, recipe: $0) }
        }
    }

    func prepare(_ claim: Claim, in graph: ModelGraph) throws -> any DelegateKernel {
        if trouble == .preparing { throw PluginFailure(.unavailable, "there is no accelerator") }
        guard let node = claim.nodes.first.flatMap(graph.node), claim.recipe == node.place,
            try node.byte(0) == 0
        else { throw PluginFailure(.fault, "another claim was made") }
        let tensors = (node.inputs.compactMap(\.self) + node.outputs).compactMap(graph.tensor)
        return Sum(
            tensors.map(\.tensor), failing: trouble == .running,
            tileCount: trouble == .tiling ? 1 << 30 : 4)
    }

    private final class Sum: DelegateKernel {
        private let tensors: [Tensor]
        private let isFailing: Bool
        let tileCount: Int

        init(_ tensors: [Tensor], failing: Bool, tileCount: Int) {
            self.tileCount = tileCount
            self.tensors = tensors
            isFailing = failing
        }

        func run(tile: Int) throws {
            if isFailing, tile >= 2 { throw PluginFailure(.badData, "tile \(tile) is stuck") }
            let values = tensors.map { $0.elements(Float.self) }
            for index in stride(from: tile, to: values[2].count, by: tileCount) {
                values[2][index] = values[0][index] + values[1][index]
            }
        }
    }
}
