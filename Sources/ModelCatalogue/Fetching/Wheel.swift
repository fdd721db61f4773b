import Storage

/// A wheel on disk, of which single files are unpacked.
struct Wheel {
    /// The largest model that is unpacked, in bytes.
    private static let limit = 1 << 28
    static let python = Program(
        name: "python3", remedy: "Python is needed (Debian: apt-get install python3-pip)")

    let path: String

    /// Whether a file is a zip archive, as wheels are.
    static func isArchive(_ path: String) -> Bool {
        (try? InputFile.start(of: path, count: 4)) == [0x50, 0x4B, 0x03, 0x04]
    }

    /// - Throws: `wrongContent` when the archive is damaged or does not hold it.
    func read(_ member: String) async throws(CatalogueError) -> [UInt8] {
        let script =
            "import sys, zipfile; "
            + "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))"
        do {
            return try await Self.python.run(["-c", script, path, member], limit: Self.limit)
        } catch {
            // Python is there when it could complain about the archive.
            guard !error.message.hasPrefix("cannot be run") else { throw error }
            throw CatalogueError(
                .wrongContent, source: path, "holds no sound \(member): \(error.message)")
        }
    }
}
