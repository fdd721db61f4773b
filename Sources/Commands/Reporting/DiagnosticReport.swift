import PoseAnimate

/// Tells a character's author what was ignored or repaired.
enum DiagnosticReport {
    /// At most this many are shown while animating; `inspect` shows all.
    static let limit = 10

    /// Writes warnings to standard error, one a line.
    static func show(_ diagnostics: [Diagnostic], of path: String) {
        let warnings = diagnostics.filter { $0.severity == .warning }
        for warning in warnings.prefix(limit) {
            StandardStreams.complain("warning: \(path): \(warning)")
        }
        if warnings.count > limit {
            StandardStreams.complain(
                "warning: \(path): \(warnings.count - limit) more; "
                    + "see pose-animate inspect \(path)")
        }
    }

    /// Diagnostics as JSON.
    static func json(_ diagnostics: [Diagnostic]) -> JSONValue {
        .array(
            diagnostics.map { diagnostic in
                .object([
                    ("severity", .string(diagnostic.severity.rawValue)),
                    ("kind", .string(diagnostic.kind.rawValue)),
                    ("element", .string(diagnostic.element.tag)),
                    ("id", diagnostic.element.id.map { .string($0) } ?? .null),
                    ("line", .integer(diagnostic.element.line)),
                    ("message", .string(diagnostic.message)),
                ])
            })
    }
}
