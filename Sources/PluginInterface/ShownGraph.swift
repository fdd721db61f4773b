import CPoseAnimatePlugin

/// What the `host_data` of a `pa_graph` leads to: the options of the graph's nodes, and what others hold for the
/// graph as long as it is there.
package final class ShownGraph {
    /// How the schema stores a field of an operator's options.
    package enum FieldType: CaseIterable {
        case int8, int32, float32

        /// By the interface's number; nil when there is none of it.
        package init?(_ number: UInt32) {
            guard let type = Self.allCases.first(where: { $0.number == number }) else { return nil }
            self = type
        }

        package var number: UInt32 {
            switch self {
            case .int8: UInt32(PA_FIELD_INT8)
            case .int32: UInt32(PA_FIELD_INT32)
            case .float32: UInt32(PA_FIELD_FLOAT32)
            }
        }
    }

    package enum Field {
        case leftOut
        case number(Double)
        /// The model is damaged there.
        case damaged(reason: String)
    }

    /// By whom they are kept here, each of whom its companion keeps alive.
    private var companions: [ObjectIdentifier: AnyObject] = [:]
    private let nodeCount: Int
    private let find: (_ node: Int, _ field: Int, FieldType) -> Field

    /// - Parameter find: gives a field of the options of one of the nodes.
    package init(
        nodeCount: Int, _ find: @escaping (_ node: Int, _ field: Int, FieldType) -> Field
    ) {
        self.nodeCount = nodeCount
        self.find = find
    }

    /// Keeps something that goes with the graph: what `owner` has made of it elsewhere. It takes the place of what was
    /// kept for the same owner.
    ///
    /// - Parameter companion: keeps the owner alive.
    package func keep(_ companion: AnyObject, for owner: AnyObject) {
        companions[ObjectIdentifier(owner)] = companion
    }

    package func companion(of owner: AnyObject) -> AnyObject? {
        companions[ObjectIdentifier(owner)]
    }

    package func field(_ field: Int, of node: Int, as type: FieldType) -> Field {
        find(node, field, type)
    }

    /// Leads a graph's table to this, and does not keep it.
    package func show(in graph: inout pa_graph) {
        graph.host_data = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
        graph.option = { graph, node, field, type, value in
            guard let graph, let shown = ShownGraph.behind(graph), let value else {
                return pa_status(PA_FAULT)
            }
            return shown.read(Int(node), Int(field), type, into: value)
        }
    }

    package static func behind(_ graph: UnsafePointer<pa_graph>) -> ShownGraph? {
        graph.pointee.host_data.map { Unmanaged<ShownGraph>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Reads a field for a plug-in; what the model leaves out stays as it is.
    private func read(
        _ node: Int, _ field: Int, _ type: UInt32, into value: UnsafeMutablePointer<Double>
    ) -> pa_status {
        guard node < nodeCount else {
            noteFailure("there is no node \(node) whose options could be read")
            return pa_status(PA_FAULT)
        }
        guard let type = FieldType(type) else {
            noteFailure("\(type) is no type of a field of options")
            return pa_status(PA_FAULT)
        }
        switch find(node, field, type) {
        case .leftOut: return pa_status(PA_OK)
        case .number(let number):
            value.pointee = number
            return pa_status(PA_OK)
        case .damaged(let reason):
            noteFailure(reason)
            return pa_status(PA_BAD_DATA)
        }
    }
}
