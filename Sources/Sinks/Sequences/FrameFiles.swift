import Storage

/// Writes what encoders made of pictures: every frame a file of its own.
struct FrameFiles {
    let names: FrameNames
    private let manifest: Manifest?

    /// Makes the folder, and those above it, where they are missing.
    init(
        directory: String, ending: String, manifest: Manifest?
    ) throws(StorageError) {
        try Directory.create(directory)
        names = FrameNames(directory: directory, ending: ending)
        self.manifest = manifest
    }

    func write(_ frame: FinishedFrame) throws(StorageError) {
        let file = try AtomicFile(path: names.path(ofFrame: frame.index))
        try file.write(frame.bytes)
        try file.commit()
        try manifest?.record(
            names.name(ofFrame: frame.index), sha256: FileHash.sha256(of: frame.bytes))
    }
}

/// Writes what an encoder made of a picture as a file: one picture and no more.
struct SingleFrameFile {
    private let path: String
    private var isWritten = false

    init(path: String) { self.path = path }

    /// - Throws: `usage` for a second picture, `StorageError` when it cannot be written.
    mutating func write(_ frame: FinishedFrame) throws {
        guard !isWritten else {
            throw SinkError(
                .usage,
                "\(path) holds one picture, and frame \(frame.index) is a second one; "
                    + "select one frame (--frames), or give a folder")
        }
        let file = try AtomicFile(path: path)
        try file.write(frame.bytes)
        try file.commit()
        isWritten = true
    }
}
