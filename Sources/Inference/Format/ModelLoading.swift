import Storage

extension Model {
    /// Maps a `.tflite` file into memory and verifies it.
    ///
    /// Weights stay in the mapping: do not shorten the file while the model is in use.
    /// - Throws: `noInput` when the file cannot be opened, `badModel` when it is not sound.
    public init(contentsOf path: String) throws(InferenceError) {
        let file: MappedFile
        do {
            file = try MappedFile(path)
        } catch {
            throw InferenceError(
                error.kind == .noInput ? .noInput : .badModel, source: path, error.message)
        }
        try self.init(SharedBytes(bytes: file.bytes, owner: file), source: path)
    }

    /// Reads a model that is already in memory.
    public init(bytes: [UInt8], source: String = "model") throws(InferenceError) {
        let copy = OwnedBytes(byteCount: bytes.count)
        copy.mutableBytes.copyBytes(from: bytes)
        let shared = SharedBytes(bytes: UnsafeRawBufferPointer(copy.mutableBytes), owner: copy)
        try self.init(shared, source: source)
    }

    /// Reads a model that lies in memory which the caller keeps unchanged for as long as the model
    /// and its interpreters are in use: a part of a larger file, a resource of the program.
    /// - Parameter owner: kept alive by the model.
    public init(
        viewing bytes: UnsafeRawBufferPointer, owner: AnyObject? = nil, source: String = "model"
    ) throws(InferenceError) {
        try self.init(
            SharedBytes(bytes: bytes, owner: owner ?? OwnedBytes.empty), source: source)
    }

    private init(_ shared: SharedBytes, source: String) throws(InferenceError) {
        do {
            self = try ModelReader(shared).read(source: source)
        } catch {
            throw error.of(source)
        }
    }
}

extension SharedBytes {
    /// Lets go of the pages that are in memory; what is read again comes back from the file.
    func giveBack() {
        (owner as? MappedFile)?.giveBack()
    }
}
