/// A run of nodes whose shapes were all known when it was prepared, as a flat list of steps.
struct Stage {
    /// Positions in the subgraph's nodes.
    var nodes: Range<Int>
    var steps: [Step]
    /// What the steps write to; kept alive with them.
    var arena: OwnedBytes
    var scratch: OwnedBytes
}

/// One prepared operation.
struct Step {
    var work: Work
    /// What keeps the constants alive that the work reads.
    var constants: [AnyObject]
    /// What it computes, for reports.
    var info: StepInfo
}

/// A step of a prepared graph, as reports show it.
public struct StepInfo: Sendable {
    /// The nodes that are computed, by their index in the model.
    public var nodes: [Int]
    /// The operators' names, joined: "PAD + CONV_2D".
    public var operators: String
    /// Who computes it: "reference" or a delegate's name.
    public var delegate: String
    /// The arithmetic of a run; a multiply-add counts as two.
    public var operations: Int
    /// The bytes that are read and written, constants included.
    public var bytes: Int
    public var outputShape: Shape
}
