import PluginInterface

/// What a model stores of the options of a node, in each way in which a delegate may read it.
struct StoredOptions {
    /// None of them is left out.
    private var fields: [UInt64: ShownGraph.Field] = [:]

    /// More fields than any table of options in the schema has.
    private static let mostFields = 64

    private static func key(_ field: Int, _ type: ShownGraph.FieldType) -> UInt64 {
        UInt64(field) << 32 | UInt64(type.number)
    }

    /// Those of a node of a graph.
    init(of node: Int, _ graph: ShownGraph) {
        for field in 0..<Self.mostFields {
            for type in ShownGraph.FieldType.allCases {
                let found = graph.field(field, of: node, as: type)
                // What is left out is so for all types.
                if case .leftOut = found { break }
                fields[Self.key(field, type)] = found
            }
        }
    }

    func field(_ field: Int, as type: ShownGraph.FieldType) -> ShownGraph.Field {
        fields[Self.key(field, type)] ?? .leftOut
    }

    fileprivate init(_ reader: inout MessageReader) throws(BrokenMessage) {
        for _ in 0..<(try reader.value(UInt32.self)) {
            let key = try reader.value(UInt64.self)
            let number = try reader.value(Double.self)
            let reason = try reader.optionalText()
            fields[key] = reason.map { .damaged(reason: $0) } ?? .number(number)
        }
    }

    fileprivate func add(to writer: inout MessageWriter) {
        writer.add(UInt32(fields.count))
        for (key, field) in fields.sorted(by: { $0.key < $1.key }) {
            writer.add(key)
            switch field {
            case .number(let number):
                writer.add(number)
                writer.add(nil as String?)
            case .damaged(let reason):
                writer.add(Double.nan)
                writer.add(reason as String?)
            case .leftOut: break
            }
        }
    }
}

extension MessageWriter {
    mutating func add(_ options: StoredOptions) { options.add(to: &self) }
}

extension MessageReader {
    mutating func storedOptions() throws(BrokenMessage) -> StoredOptions {
        try StoredOptions(&self)
    }
}
