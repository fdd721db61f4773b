import Glibc

/// Patterns of paths as the shell's: `*`, `?` and `[abc]`.
enum PathPattern {
    static func isPattern(_ text: String) -> Bool {
        text.contains { $0 == "*" || $0 == "?" || $0 == "[" }
    }

    /// The paths that a pattern fits, sorted; none where it fits nothing.
    static func paths(fitting pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { place in
            found.gl_pathv[place].map { String(cString: $0) }
        }.sorted()
    }
}
