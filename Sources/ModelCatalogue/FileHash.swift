import CNettle
import Glibc
import Storage

/// SHA-256 of files (FIPS 180-4), by Nettle.
public enum FileHash {
    private static let pieceSize = 1 << 18

    /// - Returns: 64 hexadecimal digits.
    /// - Throws: `missing` or `inputOutput` when the file cannot be read.
    public static func sha256(of path: String) throws(CatalogueError) -> String {
        let descriptor: Int32
        do {
            descriptor = try InputFile.open(path)
        } catch {
            throw CatalogueError(error)
        }
        defer { close(descriptor) }
        var state = sha256_ctx()
        nettle_sha256_init(&state)
        var piece = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CatalogueError(
                    .inputOutput, source: path, "cannot read: \(StorageError.reason())")
            }
            if count == 0 { break }
            nettle_sha256_update(&state, count, piece)
        }
        return text(&state)
    }

    /// - Returns: 64 hexadecimal digits.
    static func sha256(of bytes: [UInt8]) -> String {
        var state = sha256_ctx()
        nettle_sha256_init(&state)
        nettle_sha256_update(&state, bytes.count, bytes)
        return text(&state)
    }

    private static func text(_ state: inout sha256_ctx) -> String {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
        nettle_sha256_digest(&state, digest.count, &digest)
        return digest.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
