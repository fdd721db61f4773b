import CPoseAnimatePlugin

/// Nodes of a graph that a delegate offers to compute.
public struct Claim: Sendable, Equatable {
    /// Places in the graph, rising. What all but the last compute is read by nodes of the claim alone.
    public var nodes: [Int]
    /// Nanoseconds that a run is thought to take on one thread; above 0.
    public var cost: Double
    /// The delegate's own; it comes back in `prepare`.
    public var recipe: Int

    public init(_ nodes: [Int], cost: Double, recipe: Int = 0) {
        self.nodes = nodes
        self.cost = cost
        self.recipe = recipe
    }
}

extension Claim {
    package init(_ row: pa_claim) {
        let count = row.nodes == nil ? 0 : Int(row.node_count)
        self.init(
            UnsafeBufferPointer(start: row.nodes, count: count).map { Int($0) }, cost: row.cost,
            recipe: Int(row.recipe))
    }

    /// As the other side reads it.
    package func told<Result>(_ body: (UnsafePointer<pa_claim>) -> Result) -> Result {
        nodes.map { UInt32(clamping: $0) }.withUnsafeBufferPointer { nodes in
            var row = pa_claim()
            row.size = MemoryLayout<pa_claim>.size
            row.nodes = nodes.baseAddress
            row.node_count = UInt32(nodes.count)
            row.recipe = UInt32(clamping: recipe)
            row.cost = cost
            return body(&row)
        }
    }
}
