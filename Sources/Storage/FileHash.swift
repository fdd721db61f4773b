import CNettle
import Glibc

/// SHA-256 of files and bytes (FIPS 180-4), by Nettle.
public enum FileHash {
    private static let pieceSize = 1 << 18

    /// - Returns: 64 hexadecimal digits.
    /// - Throws: `noInput` or `inputOutput` when the file cannot be read.
    public static func sha256(of path: String) throws(StorageError) -> String {
        let descriptor = try InputFile.open(path)
        defer { close(descriptor) }
        var state = sha256_ctx()
        nettle_sha256_init(&state)
        var piece = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw StorageError(
                    .inputOutput, path: path, "cannot read: \(StorageError.reason())")
            }
            if count == 0 { break }
            nettle_sha256_update(&state, count, piece)
        }
        return text(&state)
    }

    /// - Returns: 64 hexadecimal digits.
    public static func sha256(of bytes: [UInt8]) -> String {
        var state = sha256_ctx()
        nettle_sha256_init(&state)
        nettle_sha256_update(&state, bytes.count, bytes)
        return text(&state)
    }

    private static func text(_ state: inout sha256_ctx) -> String {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
        nettle_sha256_digest(&state, digest.count, &digest)
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}
