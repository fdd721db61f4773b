import CZlib

/// Packs data that arrives piece by piece into one gzip member.
///
/// The same bytes give the same file: the header holds neither a time nor a name.
public struct GzipWriter: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    private let path: String
    private let isReady: Bool

    /// - Parameters:
    ///   - path: named in errors.
    ///   - level: 1 (quick) to 9 (small); others are brought into that range.
    public init(path: String, level: Int = 6) {
        self.path = path
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 is the largest window; 16 more asks for the gzip wrapper; 8 is the memory level that
        // zlib calls its default (zlib.h, deflateInit2).
        let size = Int32(MemoryLayout<z_stream>.size)
        let level = Int32(min(max(level, 1), 9))
        isReady =
            deflateInit2_(
                stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
            == Z_OK
    }

    deinit {
        if isReady { deflateEnd(stream) }
        stream.deallocate()
    }

    /// Packs the next piece and appends what comes out, perhaps nothing yet, to `output`.
    ///
    /// - Throws: `inputOutput` when zlib has no memory to start.
    public mutating func compress(
        _ input: UnsafeRawBufferPointer, into output: inout [UInt8]
    ) throws(StorageError) {
        var rest = input
        while !rest.isEmpty {
            // zlib counts in 32 bits.
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            try deflate(piece, Z_NO_FLUSH, into: &output)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
        }
    }

    /// Packs the next piece and appends what comes out, perhaps nothing yet, to `output`.
    public mutating func compress(
        _ input: [UInt8], into output: inout [UInt8]
    ) throws(StorageError) {
        try input.withUnsafeBufferPointer { buffer throws(StorageError) in
            try compress(UnsafeRawBufferPointer(buffer), into: &output)
        }
    }

    /// Appends what is still held back, the checksum and the length.
    public consuming func finish(into output: inout [UInt8]) throws(StorageError) {
        try deflate(UnsafeRawBufferPointer(start: nil, count: 0), Z_FINISH, into: &output)
    }

    private mutating func deflate(
        _ input: UnsafeRawBufferPointer, _ flush: Int32, into output: inout [UInt8]
    ) throws(StorageError) {
        guard isReady else { throw StorageError(.inputOutput, path: path, "zlib did not start") }
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = uInt(input.count)
        let room = 1 << 15
        let stream = stream
        repeat {
            let packed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = uInt(room)
                // Fails only for a stream that was not set up (zlib.h, deflate).
                _ = CZlib.deflate(stream, flush)
                count = room - Int(stream.pointee.avail_out)
            }
            output.append(contentsOf: packed)
            // A full buffer means that more may be waiting inside.
        } while stream.pointee.avail_out == 0
    }
}
