/// A text or data file written piece by piece, packed by gzip when its name ends in `.gz`, and
/// renamed into place when it is whole.
public struct OutputFile: ~Copyable {
    /// Pieces are gathered to this size before they are written.
    private static let pieceSize = 1 << 18

    private var file: AtomicFile
    private var packer: GzipWriter
    private let isPacked: Bool
    private var gathered: [UInt8] = []

    /// - Throws: `cannotCreate` when the folder is missing or not writable.
    public init(path: String) throws(StorageError) {
        file = try AtomicFile(path: path)
        packer = GzipWriter(path: path)
        isPacked = path.hasSuffix(".gz")
    }

    /// Appends bytes.
    ///
    /// - Throws: `inputOutput` when the disk is full or fails.
    public mutating func write(_ bytes: [UInt8]) throws(StorageError) {
        if isPacked {
            try packer.compress(bytes, into: &gathered)
        } else {
            gathered += bytes
        }
        if gathered.count >= Self.pieceSize { try flush() }
    }

    /// Gives the finished file its name.
    public consuming func commit() throws(StorageError) {
        if isPacked { try packer.finish(into: &gathered) }
        try file.write(gathered)
        try file.commit()
    }

    private mutating func flush() throws(StorageError) {
        try file.write(gathered)
        gathered.removeAll(keepingCapacity: true)
    }
}
