import Storage

/// Writes a clip to a file frame by frame, in memory for one frame.
///
/// The file appears under its name when `finish` is called; until then, and if the writer goes
/// away without it, an older file stays as it was.
public struct ClipWriter: ~Copyable {
    private let path: String
    private let encoding: ClipEncoding
    private var file: AtomicFile
    private var packer: GzipWriter
    private let isPacked: Bool
    private var text: [UInt8]
    private var frameCount = 0

    /// - Parameters:
    ///   - path: packed by gzip when it ends in ".gz", a frame a line when it is `.ndjson` or
    ///     `.jsonl`; `-` is standard output, to which lines go as they are made.
    ///   - header: its rate and size are written.
    /// - Throws: `cannotCreate` when the folder is missing or not writable, `badData` when the
    ///   header holds numbers that are not finite.
    public init(
        path: String, header: ClipHeader, encoding: ClipEncoding = ClipEncoding()
    ) throws(MotionError) {
        var encoding = encoding
        encoding.layout = ClipEncoding.Layout(ofFileNamed: path)
        var text: [UInt8] = []
        try encoding.begin(header, source: path, into: &text)
        let isPacked = path.hasSuffix(".gz")
        // Whoever reads lines as they come learns at once what is coming.
        file = try Self.create(path, beginning: isPacked ? [] : text)
        if !isPacked { text.removeAll(keepingCapacity: true) }
        packer = GzipWriter(path: path, level: 9)
        self.isPacked = isPacked
        self.path = path
        self.encoding = encoding
        self.text = text
    }

    private static func create(
        _ path: String, beginning: [UInt8]
    ) throws(MotionError) -> AtomicFile {
        do {
            let file =
                path == "-" ? try AtomicFile(standardOutput: ()) : try AtomicFile(path: path)
            try file.write(beginning)
            return file
        } catch {
            throw MotionError(error, source: path)
        }
    }

    /// Writes the next frame. Its index is not used: frames are numbered as they come.
    ///
    /// - Throws: `badData` when it holds numbers that are not finite or a face of other than 468
    ///   or 478 landmarks, `inputOutput` when the disk is full or fails.
    public mutating func write(_ frame: MotionFrame) throws(MotionError) {
        try encoding.append(frame, at: frameCount, source: path, into: &text)
        frameCount += 1
        try flush()
    }

    /// Writes the next frame, of several people; of one clip all frames or none should be so.
    ///
    /// - Throws: as for one person.
    public mutating func write(_ crowd: CrowdFrame) throws(MotionError) {
        try encoding.append(crowd, at: frameCount, source: path, into: &text)
        frameCount += 1
        try flush()
    }

    /// Writes the end and gives the file its name.
    ///
    /// - Throws: `inputOutput` or `cannotCreate` when that fails.
    public consuming func finish() throws(MotionError) {
        encoding.end(into: &text)
        try flush()
        do {
            if isPacked {
                var rest: [UInt8] = []
                try packer.finish(into: &rest)
                try file.write(rest)
            }
            try file.commit()
        } catch {
            throw MotionError(error, source: path)
        }
    }

    private mutating func flush() throws(MotionError) {
        do {
            if isPacked {
                var packed: [UInt8] = []
                try packer.compress(text, into: &packed)
                try file.write(packed)
            } else {
                try file.write(text)
            }
        } catch {
            throw MotionError(error, source: path)
        }
        text.removeAll(keepingCapacity: true)
    }
}
