/// A `.tflite` model, read and verified; any number of interpreters can share it.
public struct Model: Sendable {
    /// The path it came from, or "model".
    public var source: String
    /// The converter's remark.
    public var remark: String
    public var subgraphs: [Subgraph]
    public var signatures: [Signature]
    /// Named blocks of bytes: `TFLITE_METADATA`, `min_runtime_version` and others.
    public var metadata: [MetadataEntry]
    /// The size of the file in bytes.
    public var byteCount: Int
    /// The whole file; behind the FlatBuffer there may be an archive of files that belong to it.
    var file: SharedBytes
}

/// A graph of nodes over tensors; the first of a model is the one that runs.
public struct Subgraph: Sendable {
    public var name: String
    public var tensors: [TensorDescription]
    /// Indices of tensors.
    public var inputs: [Int]
    public var outputs: [Int]
    /// In an order of execution: a node reads only what stands before it.
    public var nodes: [Node]
}

/// A named way to call a subgraph, with names for its inputs and outputs.
public struct Signature: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        public var name: String
        public var tensor: Int
    }

    public var key: String
    public var subgraph: Int
    public var inputs: [Entry]
    public var outputs: [Entry]
}

/// A named block of bytes that travels with a model.
public struct MetadataEntry: Sendable {
    public var name: String
    public var data: ConstantData
}
