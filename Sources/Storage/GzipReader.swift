import CZlib

/// Unpacks gzip data that arrives piece by piece.
public struct GzipReader: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    private let path: String
    private let isReady: Bool
    /// Between members, where the data may rightly end.
    private var isComplete = true

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

    /// Unpacks the next piece and appends what comes out to `output`.
    ///
    /// - Throws: `badData` when the data is damaged.
    public mutating func decompress(
        _ input: ArraySlice<UInt8>, into output: inout [UInt8]
    ) throws(StorageError) {
        guard isReady else { throw StorageError(.inputOutput, path: path, "zlib did not start") }
        var damaged = false
        var complete = isComplete
        let stream = stream
        input.withUnsafeBufferPointer { source in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            stream.pointee.avail_in = uInt(source.count)
            while stream.pointee.avail_in > 0 {
                let room = 1 << 16
                var produced = 0
                var status = Z_OK
                let start = output.count
                output.append(contentsOf: repeatElement(0, count: room))
                output.withUnsafeMutableBufferPointer { target in
                    stream.pointee.next_out = target.baseAddress.map { $0 + start }
                    stream.pointee.avail_out = uInt(room)
                    status = inflate(stream, Z_NO_FLUSH)
                    produced = room - Int(stream.pointee.avail_out)
                }
                output.removeLast(room - produced)
                complete = status == Z_STREAM_END
                if complete {
                    // Files may hold several members, one after another (RFC 1952, 2.2).
                    inflateReset(stream)
                } else if status != Z_OK && !(status == Z_BUF_ERROR && produced > 0) {
                    damaged = true
                    return
                }
            }
        }
        isComplete = complete
        if damaged {
            throw StorageError(.badData, path: path, "is damaged: the gzip data does not unpack")
        }
    }

    /// Says that no more data comes.
    ///
    /// - Throws: `badData` when the data was cut short.
    public func finish() throws(StorageError) {
        guard isComplete else {
            throw StorageError(.badData, path: path, "is cut short: the gzip data breaks off")
        }
    }
}
