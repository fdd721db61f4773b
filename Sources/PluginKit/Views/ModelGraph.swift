import CPoseAnimatePlugin

/// A model's nodes whose shapes are known, in an order of execution: valid only during the call that it is given to.
public struct ModelGraph {
    private let graph: UnsafePointer<pa_graph>

    init(_ graph: UnsafePointer<pa_graph>) { self.graph = graph }

    public var nodes: [GraphNode] {
        (0..<Int(graph.pointee.node_count)).compactMap { GraphNode($0, of: graph) }
    }

    /// The node at a place.
    public func node(_ place: Int) -> GraphNode? {
        (0..<Int(graph.pointee.node_count)).contains(place) ? GraphNode(place, of: graph) : nil
    }

    /// The tensor at a place, as nodes tell them.
    public func tensor(_ place: Int) -> GraphTensor? {
        guard (0..<Int(graph.pointee.tensor_count)).contains(place),
            let rows = graph.pointee.tensors
        else { return nil }
        return GraphTensor(grown(rows, at: place, size: rows.pointee.size))
    }

    /// How many threads run tiles.
    public var threads: Int { Int(graph.pointee.threads) }
}

/// A node of a graph.
public struct GraphNode {
    /// Its place in the graph's order.
    public let place: Int
    private let row: pa_graph_node
    private let graph: UnsafePointer<pa_graph>

    fileprivate init?(_ place: Int, of graph: UnsafePointer<pa_graph>) {
        guard let rows = graph.pointee.nodes else { return nil }
        self.place = place
        self.graph = graph
        row = grown(rows, at: place, size: rows.pointee.size)
    }

    /// "CONV_2D", as TensorFlow Lite's schema names it, or the custom operator's own name.
    public var name: String { row.name.map { String(cString: $0) } ?? "" }
    public var isCustom: Bool { row.is_custom != 0 }
    public var version: Int { Int(row.version) }
    /// Places of tensors; nil where an optional input is left out.
    public var inputs: [Int?] {
        UnsafeBufferPointer(start: row.inputs, count: Int(row.input_count))
            .map { $0 == PA_LEFT_OUT ? nil : Int($0) }
    }
    /// Places of tensors.
    public var outputs: [Int] {
        UnsafeBufferPointer(start: row.outputs, count: Int(row.output_count)).map { Int($0) }
    }
    /// A custom operator's settings, as the model has them.
    public var customOptions: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: row.options, count: row.option_byte_count)
    }

    /// An enumeration or a flag of the options, by the field's number in the schema's table.
    ///
    /// - Throws: when the model is damaged there.
    public func byte(_ field: Int, standard: Int = 0) throws -> Int {
        try whole(field, UInt32(PA_FIELD_INT8), standard)
    }

    /// A whole number of the options.
    public func integer(_ field: Int, standard: Int = 0) throws -> Int {
        try whole(field, UInt32(PA_FIELD_INT32), standard)
    }

    /// A real number of the options.
    public func real(_ field: Int, standard: Double = 0) throws -> Double {
        try value(field, UInt32(PA_FIELD_FLOAT32), standard)
    }

    private func whole(_ field: Int, _ type: UInt32, _ standard: Int) throws -> Int {
        Int(exactly: try value(field, type, Double(standard))) ?? standard
    }

    private func value(_ field: Int, _ type: UInt32, _ standard: Double) throws -> Double {
        var value = standard
        let status =
            graph.pointee.option?(
                graph, UInt32(place), UInt32(clamping: field), type, &value) ?? pa_status(PA_FAULT)
        guard status == PA_OK else { throw EngineRefusal(status: status) }
        return value
    }
}

/// A tensor of a graph.
public struct GraphTensor {
    private let row: pa_graph_tensor

    fileprivate init(_ row: pa_graph_tensor) { self.row = row }

    public var name: String { row.name.map { String(cString: $0) } ?? "" }
    /// Its data are there for constants, and in `prepare` for what the claim reads and writes.
    public var tensor: Tensor { row.tensor }
    /// More than the nodes that read it here needs it: it is one of the model's outputs, say.
    public var isNeeded: Bool { row.is_needed != 0 }
    /// It keeps its values from one run to the next.
    public var isVariable: Bool { row.is_variable != 0 }
}
