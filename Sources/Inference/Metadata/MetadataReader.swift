/// Reads the block TFLITE_METADATA: a FlatBuffer of a schema of its own. Field numbers are those
/// of `metadata_schema.fbs`, version 1.5.0.
struct MetadataReader {
    /// Tables may be shared, so that few bytes could unfold to more than memory holds.
    private static let limit = 1 << 22

    private let root: FlatTable
    private let archive: ModelArchive
    private var work = 0
    private var unpacked = 0
    private var contents: [String: [UInt8]?] = [:]

    init(_ block: SharedBytes, archive: ModelArchive) throws(InferenceError) {
        guard block.count >= 8, block.bytes[4..<8].elementsEqual("M001".utf8) else {
            throw InferenceError(.badMetadata, place: "byte 4", "the mark M001 is missing")
        }
        root = try FlatTable(block, at: block.target(0))
        self.archive = archive
    }

    /// - Parameters:
    ///   - inputs: Names for where the metadata has none.
    mutating func read(
        inputs: [String], outputs: [String]
    ) throws(InferenceError) -> ModelDescription {
        // Graphs are described in their order; the first is the one that runs.
        let graph = try tables(root, 3).first
        return ModelDescription(
            name: try text(root, 0), remark: try text(root, 1), version: try text(root, 2),
            author: try text(root, 4), license: try text(root, 5),
            minimumReaderVersion: try text(root, 7),
            inputs: try notes(graph, 2, names: inputs),
            outputs: try notes(graph, 3, names: outputs),
            inputSteps: try steps(graph, 5), outputSteps: try steps(graph, 6),
            files: try files(root, 6) + files(graph, 4))
    }

    private mutating func notes(
        _ graph: FlatTable?, _ field: Int, names: [String]
    ) throws(InferenceError) -> [TensorNotes] {
        guard let graph else { return names.map { TensorNotes(name: $0) } }
        let described = try tables(graph, field)
        guard described.count <= names.count else {
            throw fault(
                "describes \(described.count) \(field == 2 ? "inputs" : "outputs") where the model "
                    + "has \(names.count)")
        }
        var notes = names.map { TensorNotes(name: $0) }
        for (index, table) in described.enumerated() {
            let name = try text(table, 0)
            if !name.isEmpty { notes[index].name = name }
            notes[index].remark = try text(table, 1)
            notes[index].dimensionNames = try table.strings(2)
            try spend(bytes: notes[index].dimensionNames.reduce(0) { $0 + $1.utf8.count })
            if let content = try table.table(3) {
                notes[index].content = try self.content(content)
                notes[index].contentRange = try range(content)
            }
            notes[index].steps = try steps(table, 4)
            if let stats = try table.table(5) {
                notes[index].maxima = try reals(stats, 0)
                notes[index].minima = try reals(stats, 1)
            }
            notes[index].files = try files(table, 6)
        }
        return notes
    }

    private func content(_ table: FlatTable) throws(InferenceError) -> TensorContent {
        let kind = try table.scalar(0, UInt8.self) ?? 0
        guard let properties = try table.table(1) else { return kind == 1 ? .features : .unknown }
        switch kind {
        case 1: return .features
        case 2:
            let space = Int(try properties.scalar(0, Int8.self) ?? 0)
            var size: TensorContent.PixelSize?
            if let table = try properties.table(1) {
                size = TensorContent.PixelSize(
                    width: Int(try table.scalar(0, UInt32.self) ?? 0),
                    height: Int(try table.scalar(1, UInt32.self) ?? 0))
            }
            return .image(.init(rawValue: space) ?? .unknown, size: size)
        case 3:
            let order = try properties.vector(0, of: UInt32.self)?.prefix(4).map(Int.init) ?? []
            let kind = Int(try properties.scalar(1, Int8.self) ?? 0)
            return .boundingBoxes(
                .init(rawValue: kind) ?? .unknown, order: order,
                isInPixels: try properties.scalar(2, Int8.self) == 1)
        case 4:
            return .audio(
                sampleRate: Int(try properties.scalar(0, UInt32.self) ?? 0),
                channels: Int(try properties.scalar(1, UInt32.self) ?? 0))
        default: return .unknown
        }
    }

    private func range(_ content: FlatTable) throws(InferenceError) -> ClosedRange<Int>? {
        guard let range = try content.table(2) else { return nil }
        let lower = Int(try range.scalar(0, Int32.self) ?? 0)
        let upper = Int(try range.scalar(1, Int32.self) ?? 0)
        guard lower <= upper else { throw fault("spreads content from \(lower) to \(upper)") }
        return lower...upper
    }

    private mutating func steps(
        _ owner: FlatTable?, _ field: Int
    ) throws(InferenceError) -> [ProcessingStep] {
        guard let owner else { return [] }
        var steps: [ProcessingStep] = []
        for unit in try tables(owner, field) {
            let kind = Int(try unit.scalar(0, UInt8.self) ?? 0)
            guard let options = try unit.table(1) else { continue }
            steps.append(try step(kind, options))
        }
        return steps
    }

    private mutating func step(
        _ kind: Int, _ options: FlatTable
    ) throws(InferenceError) -> ProcessingStep {
        switch kind {
        case 1: return .normalization(try normalization(options))
        case 2:
            let number = Int(try options.scalar(0, Int8.self) ?? 0)
            guard let transformation = ProcessingStep.ScoreTransformation(rawValue: number) else {
                return .unknown(kind)
            }
            return .scoreCalibration(transformation, defaultScore: try real(options, 1))
        case 3: return .scoreThreshold(try real(options, 0))
        case 4: return .bertTokenizer(vocabularies: try files(options, 0))
        case 5:
            return .sentencePieceTokenizer(
                models: try files(options, 0), vocabularies: try files(options, 1))
        case 6:
            return .regularExpressionTokenizer(
                delimiter: try text(options, 0), vocabularies: try files(options, 1))
        default: return .unknown(kind)
        }
    }

    private mutating func normalization(
        _ options: FlatTable
    ) throws(InferenceError) -> ValueNormalization {
        let means = try reals(options, 0)
        let deviations = try reals(options, 1)
        guard !means.isEmpty, means.count == deviations.count else {
            throw fault("has \(means.count) means for \(deviations.count) deviations")
        }
        guard deviations.allSatisfy({ $0 != 0 && $0.isFinite }), means.allSatisfy(\.isFinite) else {
            throw fault("normalizes with means \(means) and deviations \(deviations)")
        }
        return ValueNormalization(means: means, deviations: deviations)
    }

    private mutating func files(
        _ owner: FlatTable?, _ field: Int
    ) throws(InferenceError) -> [AssociatedFile] {
        guard let owner else { return [] }
        var files: [AssociatedFile] = []
        for table in try tables(owner, field) {
            let name = try text(table, 0)
            if contents[name] == nil {
                let content = try archive.content(name)
                unpacked += content?.count ?? 0
                guard unpacked <= ModelArchive.byteLimit else {
                    throw fault("comes with files of more than \(ModelArchive.byteLimit >> 20) MiB")
                }
                contents[name] = .some(content)
            }
            let kind = Int(try table.scalar(2, Int8.self) ?? 0)
            files.append(
                AssociatedFile(
                    name: name, remark: try text(table, 1), kind: .init(rawValue: kind) ?? .unknown,
                    locale: try text(table, 3), version: try text(table, 4),
                    bytes: contents[name] ?? nil))
        }
        return files
    }

    private mutating func tables(
        _ owner: FlatTable, _ field: Int
    ) throws(InferenceError) -> [FlatTable] {
        let tables = try owner.tables(field)
        try spend(bytes: 4 * tables.count)
        return tables
    }

    private mutating func text(_ table: FlatTable, _ field: Int) throws(InferenceError) -> String {
        guard let bytes = try table.bytes(field) else { return "" }
        try spend(bytes: bytes.count)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func reals(_ table: FlatTable, _ field: Int) throws(InferenceError) -> [Float]
    {
        let reals = try table.vector(field, of: UInt32.self)?.map(Float.init(bitPattern:)) ?? []
        try spend(bytes: 4 * reals.count)
        return reals
    }

    private func real(_ table: FlatTable, _ field: Int) throws(InferenceError) -> Float {
        try table.scalar(field, UInt32.self).map(Float.init(bitPattern:)) ?? 0
    }

    private mutating func spend(bytes: Int) throws(InferenceError) {
        work += bytes + 16
        guard work <= Self.limit else { throw fault("unfolds to more than \(Self.limit) bytes") }
    }

    private func fault(_ message: String) -> InferenceError {
        InferenceError(.badMetadata, "the metadata \(message)")
    }
}

extension TensorNotes {
    /// A tensor of which nothing but its name is known.
    init(name: String) {
        self.init(
            name: name, remark: "", dimensionNames: [], content: .unknown, contentRange: nil,
            steps: [], minima: [], maxima: [], files: [])
    }
}
