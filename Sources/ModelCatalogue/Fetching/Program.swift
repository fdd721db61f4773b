import Subprocess

/// Another program that does a part of the work.
struct Program: Sendable {
    /// Looked for in PATH.
    let name: String
    /// What to do where it is missing.
    let remedy: String

    /// Runs it to its end.
    ///
    /// - Returns: what it wrote to standard output, up to `limit` bytes.
    /// - Throws: `cannotFetch` when it is missing or fails, with the last line that it wrote to
    ///   standard error.
    func run(_ arguments: [String], limit: Int) async throws(CatalogueError) -> [UInt8] {
        let isDone: Bool
        let bytes: [UInt8]
        let complaint: String
        do {
            let result = try await Subprocess.run(
                .name(name), arguments: Arguments(arguments), output: .bytes(limit: limit),
                error: .string(limit: 1 << 20))
            isDone = result.terminationStatus.isSuccess
            bytes = result.standardOutput
            complaint = result.standardError
        } catch {
            throw CatalogueError(
                .cannotFetch, source: name,
                "cannot be run (\(Self.lastLine("\(error)"))); \(remedy)")
        }
        guard isDone else {
            throw CatalogueError(
                .cannotFetch, source: name, "\(Self.lastLine(complaint)); \(remedy)")
        }
        return bytes
    }

    /// The last line that says something, without the marks of its program.
    private static func lastLine(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).filter { line in
            !line.allSatisfy(\.isWhitespace) && !line.hasPrefix("[notice]")
        }
        let line = lines.last { $0.hasPrefix("ERROR") } ?? lines.last ?? "it does not say why"
        return String(line.prefix(300))
    }
}
