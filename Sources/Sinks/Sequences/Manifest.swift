import Glibc
import Storage
import Synchronization

/// What has been finished of a run, so that one that broke off can go on: a line of JSON each.
///
/// The first line says what makes the frames: the engine, the arguments, the files that are read.
/// Every line after that names a file that is whole, with its SHA-256. A line is written at once,
/// after its file has its name; half a line at the end of a run that was killed is not believed.
/// A manifest that was written for other frames is begun anew.
public final class Manifest: Sendable {
    /// What makes the frames what they are.
    public struct Origin: Sendable {
        public var engine: String
        /// Everything that was asked for, as far as it changes what is drawn.
        public var arguments: [String]
        /// Files that are read, with their SHA-256.
        public var inputs: [(path: String, sha256: String)]

        public init(
            engine: String, arguments: [String], inputs: [(path: String, sha256: String)]
        ) {
            self.engine = engine
            self.arguments = arguments
            self.inputs = inputs
        }

        var line: String {
            JSONValue.object([
                ("format", .string("pose-animate-manifest")), ("version", .integer(1)),
                ("engine", .string(engine)),
                ("arguments", .array(arguments.map { .string($0) })),
                ("inputs", .object(inputs.map { ($0.path, .string($0.sha256)) })),
            ]).text
        }
    }

    private let path: String
    private let descriptor: Int32
    /// Hashes of finished files by their names: asked for by who advances, told by who delivers.
    private let hashes: Mutex<[String: String]>

    /// Opens or makes a manifest, and reads what is finished when it is of the same origin.
    ///
    /// - Throws: `cannotCreate`, `inputOutput`.
    public init(path: String, origin: Origin) throws(StorageError) {
        self.path = path
        let old = access(path, F_OK) == 0 ? try InputFile.read(path, limit: 1 << 31) : []
        var lines = old.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last line's end is half a line or nothing.
        let rest = lines.popLast()?.count ?? 0
        let first = Array(origin.line.utf8)
        let isSame = lines.first.map { Array($0) == first } ?? false
        let entries =
            isSame
            ? lines.dropFirst().compactMap { Entry(String(decoding: $0, as: UTF8.self)) } : []
        hashes = Mutex(
            Dictionary(entries.map { ($0.file, $0.sha256) }, uniquingKeysWith: { _, last in last }))
        if !isSame {
            let file = try AtomicFile(path: path)
            try file.write(first + [UInt8(ascii: "\n")])
            try file.commit()
        } else if rest > 0 {
            truncate(path, off_t(old.count - rest))
        }
        descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StorageError(.cannotCreate, path: path, "cannot open: \(StorageError.reason())")
        }
    }

    deinit { close(descriptor) }

    /// Whether a file was finished and is still what it was then.
    ///
    /// - Parameters:
    ///   - name: as it was recorded.
    ///   - path: where it lies.
    public func isFinished(_ name: String, at path: String) -> Bool {
        guard let hash = hashes.withLock({ $0[name] }), access(path, R_OK) == 0 else {
            return false
        }
        return (try? FileHash.sha256(of: path)) == hash
    }

    /// Notes that a file is whole.
    public func record(_ name: String, sha256 hash: String) throws(StorageError) {
        let line = Array((Entry(file: name, sha256: hash).line + "\n").utf8)
        let count = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count == line.count else {
            throw StorageError(
                .inputOutput, path: path, "cannot write: \(StorageError.reason())")
        }
        hashes.withLock { $0[name] = hash }
    }

    /// A line that names a file.
    private struct Entry {
        var file: String
        var sha256: String

        init(file: String, sha256: String) {
            self.file = file
            self.sha256 = sha256
        }

        var line: String {
            JSONValue.object([("file", .string(file)), ("sha256", .string(sha256))]).text
        }

        /// Reads a line of our own; nil for any other.
        init?(_ text: String) {
            let (start, middle, end) = ("{\"file\":\"", "\",\"sha256\":\"", "\"}")
            guard text.hasPrefix(start), text.hasSuffix(end) else { return nil }
            let body = text.dropFirst(start.count).dropLast(end.count)
            // A hash has 64 digits, so the middle's place is known.
            guard body.count > 64 + middle.count else { return nil }
            let name = body.dropLast(64 + middle.count)
            guard body.dropFirst(name.count).hasPrefix(middle) else { return nil }
            file = String(name)
            sha256 = String(body.suffix(64))
            guard line == text else { return nil }
        }
    }
}
