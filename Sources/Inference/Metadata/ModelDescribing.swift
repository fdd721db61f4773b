extension Model {
    /// Reads what the model tells of itself: its metadata, and the files behind it.
    ///
    /// A model without metadata is described by the names of its signature or its tensors.
    /// - Throws: `badMetadata` when the metadata or the archive of files is damaged.
    public func describe() throws(InferenceError) -> ModelDescription {
        let inputs = names(of: subgraphs[0].inputs, \.inputs)
        let outputs = names(of: subgraphs[0].outputs, \.outputs)
        guard let block = metadata.first(where: { $0.name == "TFLITE_METADATA" }) else {
            return ModelDescription(
                name: "", remark: remark, version: "", author: "", license: "",
                minimumReaderVersion: "", inputs: inputs.map { TensorNotes(name: $0) },
                outputs: outputs.map { TensorNotes(name: $0) }, inputSteps: [], outputSteps: [],
                files: [])
        }
        do {
            var reader = try MetadataReader(
                SharedBytes(bytes: block.data.bytes, owner: block.data.owner),
                archive: ModelArchive(file))
            return try reader.read(inputs: inputs, outputs: outputs)
        } catch {
            throw InferenceError(
                .badMetadata, source: source,
                place: error.place.isEmpty ? "metadata" : "metadata, \(error.place)",
                error.message)
        }
    }

    /// A signature's names for tensors or, failing that, their own.
    func names(of tensors: [Int], _ entries: KeyPath<Signature, [Signature.Entry]>) -> [String] {
        let signature = signatures.first { $0.subgraph == 0 }
        return tensors.map { tensor in
            signature?[keyPath: entries].first { $0.tensor == tensor }?.name
                ?? subgraphs[0].tensors[tensor].name
        }
    }
}
