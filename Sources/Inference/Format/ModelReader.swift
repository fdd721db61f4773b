/// Reads a `.tflite` file: a FlatBuffer of the schema's version 3. Field numbers are those of the
/// schema that is published with LiteRT (`schema.fbs`).
struct ModelReader {
    let shared: SharedBytes
    private let root: FlatTable
    private let buffers: [FlatTable]

    init(_ shared: SharedBytes) throws(InferenceError) {
        guard shared.count >= 8,
            shared.bytes[4..<8].elementsEqual("TFL3".utf8)
        else {
            throw InferenceError(
                .badModel, place: "byte 4",
                "the mark TFL3 is missing; this is not a .tflite model")
        }
        self.shared = shared
        root = try FlatTable(shared, at: shared.target(0))
        buffers = try root.tables(4)
    }

    func read(source: String) throws(InferenceError) -> Model {
        let version = try root.scalar(0, UInt32.self) ?? 0
        guard version == 3 else {
            throw InferenceError(
                .unsupported, place: "byte 0",
                "the schema's version is \(version); version 3 is understood")
        }
        let codes = try operatorCodes()
        var subgraphs: [Subgraph] = []
        for table in try root.tables(2) { subgraphs.append(try subgraph(table, codes: codes)) }
        guard !subgraphs.isEmpty else {
            throw InferenceError(.badModel, "the model holds no graph")
        }
        return Model(
            source: source, remark: try root.string(3) ?? "", subgraphs: subgraphs,
            signatures: try signatures(subgraphs), metadata: try metadata(),
            byteCount: shared.count, file: shared)
    }

    private func operatorCodes() throws(InferenceError) -> [(OperatorName, Int)] {
        var codes: [(OperatorName, Int)] = []
        for table in try root.tables(1) {
            // Codes above 127 stand in a field of their own; older files know only the first.
            let old = Int32(try table.scalar(0, Int8.self) ?? 0)
            let code = max(old, try table.scalar(3, Int32.self) ?? 0)
            let version = Int(try table.scalar(2, Int32.self) ?? 1)
            guard let builtin = BuiltinOperator(rawValue: code) else {
                throw InferenceError(
                    .unsupported, place: "byte \(table.position)",
                    "operator number \(code) is newer than the schema understood")
            }
            if builtin == .custom {
                guard let name = try table.string(1) else {
                    throw shared.malformed(table.position, "a custom operator has no name")
                }
                codes.append((.custom(name), version))
            } else {
                codes.append((.builtin(builtin), version))
            }
        }
        return codes
    }

    private func subgraph(
        _ table: FlatTable, codes: [(OperatorName, Int)]
    ) throws(InferenceError) -> Subgraph {
        var tensors: [TensorDescription] = []
        for (index, table) in try table.tables(0).enumerated() {
            tensors.append(try TensorReader(self, table, index: index).read())
        }
        var nodes: [Node] = []
        for (index, table) in try table.tables(3).enumerated() {
            nodes.append(try node(table, index: index, codes: codes, tensors: tensors))
        }
        let subgraph = Subgraph(
            name: try table.string(4) ?? "", tensors: tensors,
            inputs: try indices(table, field: 1, limit: tensors.count, place: "inputs"),
            outputs: try indices(table, field: 2, limit: tensors.count, place: "outputs"),
            nodes: nodes)
        try subgraph.verifyOrder()
        return subgraph
    }

    private func node(
        _ table: FlatTable, index: Int, codes: [(OperatorName, Int)],
        tensors: [TensorDescription]
    ) throws(InferenceError) -> Node {
        let code = Int(try table.scalar(0, UInt32.self) ?? 0)
        guard code < codes.count else {
            throw InferenceError(
                .badModel, place: "node \(index)",
                "names operator \(code) of \(codes.count); the file is damaged")
        }
        let place = "node \(index) (\(codes[code].0))"
        var inputs: [Int?] = []
        for input in try table.vector(1, of: Int32.self) ?? [] {
            guard input >= -1, input < tensors.count else {
                throw outside(input, tensors.count, place)
            }
            inputs.append(input < 0 ? nil : Int(input))
        }
        return Node(
            index: index, name: codes[code].0, version: codes[code].1, inputs: inputs,
            outputs: try indices(table, field: 2, limit: tensors.count, place: place),
            intermediates: try indices(table, field: 8, limit: tensors.count, place: place)
                .map { tensors[$0].quantization },
            options: NodeOptions(table: try options(table)),
            customOptions: try table.bytes(5).map { Array($0) } ?? [])
    }

    /// The settings, which stand in one of two fields since the first one's union was full.
    private func options(_ node: FlatTable) throws(InferenceError) -> FlatTable? {
        if let table = try node.table(4) { return table }
        return try node.table(12)
    }

    private func indices(
        _ table: FlatTable, field: Int, limit: Int, place: String
    ) throws(InferenceError) -> [Int] {
        var indices: [Int] = []
        for index in try table.vector(field, of: Int32.self) ?? [] {
            guard index >= 0, index < limit else { throw outside(index, limit, place) }
            indices.append(Int(index))
        }
        return indices
    }

    private func outside(_ index: Int32, _ count: Int, _ place: String) -> InferenceError {
        InferenceError(
            .badModel, place: place,
            "names tensor \(index) of \(count); the file is damaged")
    }

    private func signatures(_ subgraphs: [Subgraph]) throws(InferenceError) -> [Signature] {
        var signatures: [Signature] = []
        for table in try root.tables(7) {
            let subgraph = Int(try table.scalar(4, UInt32.self) ?? 0)
            let key = try table.string(2) ?? ""
            guard subgraph < subgraphs.count else {
                throw InferenceError(
                    .badModel, place: "signature \(key)",
                    "names graph \(subgraph) of \(subgraphs.count); the file is damaged")
            }
            let limit = subgraphs[subgraph].tensors.count
            signatures.append(
                Signature(
                    key: key, subgraph: subgraph,
                    inputs: try entries(table, field: 0, limit: limit, key: key),
                    outputs: try entries(table, field: 1, limit: limit, key: key)))
        }
        return signatures
    }

    private func entries(
        _ table: FlatTable, field: Int, limit: Int, key: String
    ) throws(InferenceError) -> [Signature.Entry] {
        var entries: [Signature.Entry] = []
        for entry in try table.tables(field) {
            let tensor = Int(try entry.scalar(1, UInt32.self) ?? 0)
            guard tensor < limit else {
                throw outside(Int32(clamping: tensor), limit, "signature \(key)")
            }
            entries.append(Signature.Entry(name: try entry.string(0) ?? "", tensor: tensor))
        }
        return entries
    }

    private func metadata() throws(InferenceError) -> [MetadataEntry] {
        var entries: [MetadataEntry] = []
        for table in try root.tables(6) {
            let index = Int(try table.scalar(1, UInt32.self) ?? 0)
            let name = try table.string(0) ?? ""
            let bytes = try buffer(index, place: "metadata \(name)")
            entries.append(
                MetadataEntry(
                    name: name,
                    data: ConstantData(
                        bytes: bytes ?? .init(start: nil, count: 0),
                        owner: shared.owner)))
        }
        return entries
    }

    /// The bytes of a buffer, in the FlatBuffer or behind it; nil when it is empty.
    func buffer(_ index: Int, place: String) throws(InferenceError) -> UnsafeRawBufferPointer? {
        guard index < buffers.count else {
            throw InferenceError(
                .badModel, place: place,
                "names buffer \(index) of \(buffers.count); the file is damaged")
        }
        if let bytes = try buffers[index].bytes(0), !bytes.isEmpty { return bytes }
        // Files above 2 GiB keep their buffers outside the FlatBuffer: offset and size.
        guard let offset = try buffers[index].scalar(1, UInt64.self), offset > 1 else { return nil }
        let size = try buffers[index].scalar(2, UInt64.self) ?? 0
        guard offset <= UInt64(shared.count), size <= UInt64(shared.count) - offset else {
            throw InferenceError(
                .badModel, place: place,
                "\(size) bytes at \(offset) lie outside the file; the file is damaged")
        }
        let start = Int(offset)
        return UnsafeRawBufferPointer(rebasing: shared.bytes[start..<start + Int(size)])
    }
}
