import CXMLShim
import Scene
import Storage

/// Rewrites documents: what can be repaired without a person is repaired, all else stays as it is.
public enum SVGRepair {
    /// An element that is to get another id.
    public struct Renaming: Sendable, Equatable {
        public var element: Element
        public var id: String

        public init(_ element: Element, to id: String) {
            self.element = element
            self.id = id
        }
    }

    /// A repaired document and what was done to it.
    public struct Result: Sendable, Equatable {
        /// UTF-8, not compressed.
        public var document: [UInt8]
        /// A note for every change, in document order.
        public var changes: [Diagnostic]
    }

    /// Turns texts into the paths that they are drawn as, so that they look the same on machines
    /// without their fonts, and renames elements.
    ///
    /// - Parameters:
    ///   - path: the file, `.svg` or `.svgz`.
    ///   - renamings: elements of the drawing read from the same file.
    /// - Throws: as `SVGReader.read`.
    public static func repaired(
        path: String, renaming renamings: [Renaming], options: SVGOptions = SVGOptions()
    ) throws(SVGError) -> Result {
        let options = SVGReader.options(options, forFile: path)
        var bytes: [UInt8]
        do {
            bytes = try InputFile.read(path, limit: Limits.bytes)
        } catch {
            throw SVGError(storage: error)
        }
        let document = try SVGReader.document(bytes, name: path, options: options)
        var resolver = Resolver(document: document, options: options)
        resolver.textRecords = [:]
        _ = try resolver.resolveDocument()
        let tree = bytes.withUnsafeBytes { buffer in
            cxml_tree_parse(
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
        }
        guard let tree else {
            throw SVGError(.badData, source: path, "the document cannot be rewritten")
        }
        defer { cxml_tree_free(tree) }
        var changes: [(element: Int, change: Diagnostic)] = []
        for renaming in renamings {
            guard let index = document.index(of: renaming.element),
                cxml_tree_set(tree, document.ordinal(of: index), "id", renaming.id)
            else { continue }
            changes.append(
                (
                    index,
                    Diagnostic(
                        .note, .rig, renaming.element, "is called `\(renaming.id)` now")
                ))
        }
        for (index, record) in (resolver.textRecords ?? [:]).sorted(by: { $0.key > $1.key }) {
            let xml = Array(document.paths(for: index, record).utf8)
            let isReplaced = xml.withUnsafeBytes { xml in
                cxml_tree_replace(
                    tree, document.ordinal(of: index),
                    xml.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(xml.count))
            }
            guard isReplaced else { continue }
            changes.append(
                (
                    index,
                    Diagnostic(
                        .note, .structure, document.describe(index),
                        "is paths now and can no longer be edited as text")
                ))
        }
        var count: Int32 = 0
        guard let written = cxml_tree_write(tree, &count) else {
            throw SVGError(.tooComplex, source: path, "out of memory")
        }
        defer { cxml_tree_release(written) }
        bytes = Array(UnsafeRawBufferPointer(start: written, count: Int(count)))
        return Result(
            document: bytes, changes: changes.sorted { $0.element < $1.element }.map(\.change))
    }
}

extension XMLDocument {
    /// The element that a drawing describes so; nil when none is.
    fileprivate func index(of element: Element) -> Int? {
        elements.indices.first {
            elements[$0].line == element.line && elements[$0].known != .characters
                && describe($0) == element
        }
    }

    /// How many elements come before, characters not counted.
    fileprivate func ordinal(of index: Int) -> Int {
        elements[..<index].reduce(0) { $0 + ($1.known == .characters ? 0 : 1) }
    }

    /// The paths that stand for a text.
    fileprivate func paths(for text: Int, _ record: TextRecord) -> String {
        let isClip =
            elements[text].parent >= 0 && elements[elements[text].parent].known == .clipPath
        let isOne = isClip || record.parts.allSatisfy { $0.element == text }
        if isOne {
            let data = record.parts.map(\.data).joined(separator: " ")
            return "<path\(attributeText(text)) d=\"\(data)\"/>"
        }
        let paths = record.parts.map { part in
            let own = part.element == text ? "" : attributeText(part.element)
            return "<path\(own) d=\"\(part.data)\"/>"
        }
        return "<g\(attributeText(text))>" + paths.joined() + "</g>"
    }

    /// An element's attributes without those that place letters.
    private func attributeText(_ element: Int) -> String {
        elements[element].attributes.map { index -> String in
            let attribute = attributes[index]
            let name = names[attribute.name].text
            let places = [
                "x", "y", "dx", "dy", "rotate", "textLength", "lengthAdjust", "href", "startOffset",
                "space", "lang", "method", "spacing", "side",
            ]
            guard !attribute.hasNamespace, !places.contains(name) else { return "" }
            return " \(name)=\"\(value(attribute).string.xmlEscaped)\""
        }.joined()
    }
}

extension String {
    fileprivate var xmlEscaped: String {
        var result = ""
        for character in self {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
