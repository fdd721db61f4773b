/// Chooses who computes which nodes.
///
/// The rule: for each node alone the cheapest claim is best (the reference kernel is one of them).
/// A group is taken when its estimate is below the sum of its nodes' best single estimates; groups
/// that overlap are taken in the order of what they save. Estimates come from the delegates' tables
/// of rates, so the choice is the same on every run of a machine.
struct Partitioner {
    /// A node or group with the one who computes it; nil is the reference kernel.
    struct Part {
        var claim: Claim
        var delegate: (any Delegate)?
    }

    private let graph: GraphView
    private var best: [Part]
    private var groups: [Part] = []

    init(_ graph: GraphView) {
        self.graph = graph
        best = graph.nodes.indices.map { position in
            let node = graph.nodes[position]
            return Part(
                claim: Claim(
                    nodes: [position], inputs: node.inputs.compactMap { $0 },
                    outputs: node.outputs, cost: Self.referenceCost(graph, position)),
                delegate: nil)
        }
    }

    /// What the portable kernels take: about two nanoseconds an operation or four bytes.
    static func referenceCost(_ graph: GraphView, _ position: Int) -> Double {
        100 + 2 * max(Double(graph.operations(position)), Double(graph.bytes(position)) / 4)
    }

    /// Adds claims, without those that failed before.
    ///
    /// - Parameter delegate: whose they are; nil where times are all that is asked for.
    mutating func add(
        _ claims: [Claim], by delegate: (any Delegate)?, failed: Set<Failure> = []
    ) {
        for claim in claims {
            let failure = Failure(
                delegate: delegate?.name ?? "", nodes: claim.nodes.map { graph.nodes[$0].index })
            guard !failed.contains(failure), let last = claim.nodes.last else { continue }
            let part = Part(claim: claim, delegate: delegate)
            if claim.nodes.count > 1 {
                groups.append(part)
            } else if claim.cost < best[last].claim.cost {
                best[last] = part
            }
        }
    }

    /// A claim whose work could not be made.
    struct Failure: Hashable {
        var delegate: String
        var nodes: [Int]
    }

    /// The parts in an order of execution: a group runs where its last node stands.
    func parts() -> [Part] {
        let savings = groups.map { group in
            group.claim.nodes.reduce(-group.claim.cost) { $0 + best[$1].claim.cost }
        }
        var owner = [Int?](repeating: nil, count: graph.nodes.count)
        let order = groups.indices.sorted { (savings[$1], $0) < (savings[$0], $1) }
        for group in order where savings[group] > 0 {
            let nodes = groups[group].claim.nodes
            guard nodes.allSatisfy({ owner[$0] == nil }) else { continue }
            for node in nodes { owner[node] = group }
        }
        return graph.nodes.indices.compactMap { position in
            guard let group = owner[position] else { return best[position] }
            return groups[group].claim.nodes.last == position ? groups[group] : nil
        }
    }
}
