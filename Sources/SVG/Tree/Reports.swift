import Scene

/// Collects diagnostics: one for each trouble, however often `use` repeats its element.
struct Reports {
    private let document: XMLDocument
    private(set) var diagnostics: [Diagnostic] = []
    private var seen: Set<Key> = []
    private var dropped = 0

    private struct Key: Hashable {
        var element: Int
        var message: String
    }

    init(document: XMLDocument) { self.document = document }

    mutating func add(
        _ kind: Diagnostic.Kind, _ element: Int, _ message: String,
        severity: Diagnostic.Severity = .warning
    ) {
        guard seen.insert(Key(element: element, message: message)).inserted else { return }
        guard diagnostics.count < Limits.diagnostics else {
            dropped += 1
            return
        }
        diagnostics.append(Diagnostic(severity, kind, document.describe(element), message))
    }

    /// All of them; when some had no room, the last one says how many.
    var all: [Diagnostic] {
        guard dropped > 0 else { return diagnostics }
        return diagnostics + [
            Diagnostic(
                .warning, .structure, document.describe(0),
                "\(dropped) further messages are left out")
        ]
    }
}

extension XMLDocument {
    /// What a drawing remembers of an element.
    func describe(_ index: Int) -> Element {
        let element = elements[index]
        let label = attribute(.label, of: index) ?? attribute(.dataName, of: index)
        return Element(
            tag: names[element.name].text, id: attribute(.id, of: index)?.string,
            label: label?.string, line: element.line)
    }
}
