import CZlib

/// Unpacks gzip data that arrives piece by piece.
public struct GzipReader: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    private let path: String
    private let isReady: Bool
    /// Between members, where the data may rightly end.
    private var isComplete = true
    private var isDamaged = false

    /// - Parameter path: named in errors.
    public init(path: String) {
        self.path = path
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 is the largest window; 16 more asks for the gzip wrapper (zlib.h, inflateInit2).
        let size = Int32(MemoryLayout<z_stream>.size)
        isReady = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deallocate()
    }

    /// How much one step read and wrote.
    public struct Progress: Sendable, Equatable {
        /// Packed bytes taken from the front of the input.
        public var read: Int
        /// Unpacked bytes put at the front of the output.
        public var written: Int
    }

    /// Unpacks as much as fits into `output`, so that no input, however dense, takes more memory
    /// than the caller gave.
    ///
    /// Call again while the output comes back full: more may be waiting inside, even without
    /// input.
    /// - Throws: `badData` when the data is damaged.
    public mutating func decompress(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(StorageError) -> Progress {
        guard isReady else { throw StorageError(.inputOutput, path: path, "zlib did not start") }
        if isDamaged { throw damage }
        var read = 0
        var written = 0
        while written < output.count {
            let source = UnsafeRawBufferPointer(rebasing: input[read...])
            let target = UnsafeMutableRawBufferPointer(rebasing: output[written...])
            // zlib counts in 32 bits and asks for a pointer even where nothing is to be read.
            let inputCount = uInt(min(source.count, 1 << 30))
            let outputCount = uInt(min(target.count, 1 << 30))
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.pointee.avail_in = inputCount
            stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = outputCount
            if inputCount == 0, isComplete { break }
            let status = inflate(stream, Z_NO_FLUSH)
            read += Int(inputCount - stream.pointee.avail_in)
            written += Int(outputCount - stream.pointee.avail_out)
            switch status {
            case Z_STREAM_END:
                // Files may hold several members, one after another (RFC 1952, 2.2).
                isComplete = true
                inflateReset(stream)
            case Z_OK:
                isComplete = false
            case Z_BUF_ERROR:
                // No progress without more input: not an error (zlib.h, inflate).
                return Progress(read: read, written: written)
            default:
                // What came out before the damage is sound: hand it over first.
                isDamaged = true
                if written == 0 { throw damage }
                return Progress(read: read, written: written)
            }
        }
        return Progress(read: read, written: written)
    }

    /// Unpacks the next piece and appends what comes out to `output`.
    ///
    /// - Throws: `badData` when the data is damaged.
    public mutating func decompress(
        _ input: ArraySlice<UInt8>, into output: inout [UInt8]
    ) throws(StorageError) {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { room.deallocate() }
        try input.withUnsafeBufferPointer { source throws(StorageError) in
            var rest = UnsafeRawBufferPointer(source)
            while true {
                let progress = try decompress(rest, into: room)
                output.append(contentsOf: room[..<progress.written])
                rest = UnsafeRawBufferPointer(rebasing: rest[progress.read...])
                if rest.isEmpty, progress.written < room.count, !isDamaged { return }
            }
        }
    }

    private var damage: StorageError {
        StorageError(.badData, path: path, "is damaged: the gzip data does not unpack")
    }

    /// Says that no more data comes.
    ///
    /// - Throws: `badData` when the data was damaged or cut short.
    public func finish() throws(StorageError) {
        if isDamaged { throw damage }
        guard isComplete else {
            throw StorageError(.badData, path: path, "is cut short: the gzip data breaks off")
        }
    }
}
