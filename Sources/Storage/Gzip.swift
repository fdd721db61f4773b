import CZlib

/// Gzip (RFC 1952) in memory and as a stream, by zlib.
public enum Gzip {
    /// Whether the bytes begin as a gzip member does.
    public static func isCompressed(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
    }

    /// Unpacks all members of a gzip file.
    ///
    /// - Parameter path: named in errors.
    /// - Throws: `badData` when the data is damaged, cut short, or unpacks to more than `limit`.
    public static func decompress(
        _ bytes: [UInt8], path: String, limit: Int
    ) throws(StorageError) -> [UInt8] {
        var reader = GzipReader(path: path)
        var output: [UInt8] = []
        var offset = 0
        while offset < bytes.count {
            let end = min(offset + (1 << 16), bytes.count)
            try reader.decompress(bytes[offset..<end], into: &output)
            offset = end
            if output.count > limit {
                throw StorageError(
                    .badData, path: path, "unpacks to more than the \(limit >> 20) MiB allowed")
            }
        }
        try reader.finish()
        return output
    }
}
