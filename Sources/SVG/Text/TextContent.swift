import Geometry
import Scene
import Typesetting

/// A text's characters with all that is said of each, before they are set.
struct TextContent {
    /// A run of characters in one style.
    struct Span {
        var resolved: Resolver.Resolved
        /// Decorations of the element and those around it, with the style that each is painted in.
        var decorations: [(kind: TextStyle.Decoration, resolved: Resolver.Resolved)]
        /// How far the baseline is raised by the elements around, innermost last.
        var shifts: [(shift: TextStyle.Shift, size: Double)]
        /// Index into `paths`.
        var path: Int?
        /// Its `xml:lang` (BCP 47).
        var language: String?
    }

    struct Character {
        var scalar: Unicode.Scalar
        var span: Int
        var x: Double?
        var y: Double?
        var dx = 0.0
        var dy = 0.0
        /// In degrees.
        var rotation: Double?
    }

    /// What places the characters of an element.
    struct Placing {
        var resolved: Resolver.Resolved
        var characters: Range<Int>
    }

    /// A path that text runs along.
    struct Path {
        var line: TextPathLine
        /// Where on it the text begins.
        var start: Double
    }

    /// An element that says how long its text is.
    struct Length {
        var characters: Range<Int>
        var value: Double
        var stretchesGlyphs: Bool
    }

    var spans: [Span] = []
    var characters: [Character] = []
    var placings: [Placing] = []
    var paths: [Path] = []
    var lengths: [Length] = []
    var isVertical = false
    /// Whether the last character is a space that more spaces melt into.
    var endsInSpace = true

    /// Adds characters, with white space treated as `xml:space` asks (SVG 1.1, 10.15).
    mutating func append(_ text: String, span: Int, keepsSpaces: Bool) {
        for scalar in text.unicodeScalars {
            let isSpace = scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
            if isSpace, !keepsSpaces, endsInSpace { continue }
            characters.append(Character(scalar: isSpace ? " " : scalar, span: span))
            endsInSpace = isSpace && !keepsSpaces
        }
    }

    /// Takes away the space that no text follows.
    mutating func finish() {
        if endsInSpace, characters.last?.scalar == " " { characters.removeLast() }
        for index in placings.indices {
            let range = placings[index].characters
            placings[index].characters = range.clamped(to: 0..<max(characters.count, 0))
        }
        for index in lengths.indices {
            lengths[index].characters =
                lengths[index].characters.clamped(to: 0..<max(characters.count, 0))
        }
    }
}

extension Resolver {
    /// Gathers the characters of a text and of the elements in it.
    mutating func textContent(_ resolved: Resolved) throws(SVGError) -> TextContent {
        var content = TextContent()
        content.isVertical = resolved.style.text.isVertical
        var span = TextContent.Span(
            resolved: resolved, decorations: decorations(of: resolved, []), shifts: [])
        span.language = language(of: resolved.index)
        try gather(resolved, span, into: &content)
        content.finish()
        place(&content)
        return content
    }

    private func decorations(
        of resolved: Resolved,
        _ outer: [(kind: TextStyle.Decoration, resolved: Resolved)]
    ) -> [(kind: TextStyle.Decoration, resolved: Resolved)] {
        let own = resolved.style.text.decoration
        var result = outer
        for kind in [TextStyle.Decoration.underline, .overline, .lineThrough]
        where own.contains(kind) {
            result.removeAll { $0.kind == kind }
            result.append((kind, resolved))
        }
        return result
    }

    private mutating func gather(
        _ element: Resolved, _ span: TextContent.Span, into content: inout TextContent
    ) throws(SVGError) {
        let first = content.characters.count
        let placing = content.placings.count
        content.placings.append(
            TextContent.Placing(resolved: element, characters: first..<first))
        var current: Int?
        for child in document.children(of: element.index) {
            let node = document.elements[child]
            guard node.isSVG, suitsUser(child) else { continue }
            switch node.known {
            case .characters:
                if current == nil {
                    current = content.spans.count
                    content.spans.append(span)
                }
                content.append(
                    document.text[node.content].string, span: current ?? 0,
                    keepsSpaces: keepsSpaces(element))
            case .tspan, .a, .textPath, .tref:
                current = nil
                try gather(child: child, of: element, span, into: &content)
            case .title, .desc, .metadata, .animate, .set, .animateTransform: continue
            default:
                reports.add(.structure, child, "cannot be part of a text; it is left out")
            }
        }
        let characters = first..<content.characters.count
        content.placings[placing].characters = characters
        if let value = length(element, .textLength, nil, .horizontal), value >= 0,
            !characters.isEmpty
        {
            let adjust = document.attribute(.lengthAdjust, of: element.index)?.keyword
            content.lengths.append(
                TextContent.Length(
                    characters: characters, value: value,
                    stretchesGlyphs: adjust == "spacingandglyphs"))
        }
    }

    private mutating func gather(
        child: Int, of element: Resolved, _ outer: TextContent.Span,
        into content: inout TextContent
    ) throws(SVGError) {
        var context = element.context
        context.transform = element.context.transform
        var resolved = try enter(child, context)
        resolved.context.transform = element.context.transform
        guard resolved.context.isDisplayed else { return }
        var span = outer
        span.resolved = resolved
        span.language =
            document.attribute(.lang, of: child)?.trimmed.string ?? outer.language
        span.decorations = decorations(of: resolved, outer.decorations)
        if resolved.style.text.shift != .none {
            span.shifts.append((resolved.style.text.shift, element.style.fontSize))
        }
        switch document.elements[child].known {
        case .textPath:
            guard let path = try textPath(resolved) else { return }
            span.path = content.paths.count
            content.paths.append(path)
            // What follows the path stands behind its end, and spaces around it melt away.
            try gather(resolved, span, into: &content)
        case .tref:
            let placing = content.placings.count
            let first = content.characters.count
            content.placings.append(
                TextContent.Placing(resolved: resolved, characters: first..<first))
            content.spans.append(span)
            content.append(
                referencedText(child), span: content.spans.count - 1,
                keepsSpaces: keepsSpaces(resolved))
            content.placings[placing].characters = first..<content.characters.count
        default: try gather(resolved, span, into: &content)
        }
    }

    /// The characters of the element that a `tref` refers to.
    private mutating func referencedText(_ index: Int) -> String {
        guard let href = document.attribute(.href, of: index)?.trimmed,
            href.first == .ascii("#"), let target = ids[href.dropFirst().string]
        else {
            reports.add(.reference, index, "there is no text that it refers to")
            return ""
        }
        var text = ""
        var next = target + 1
        while next < document.elements.count, document.lies(next, inside: target) {
            if document.elements[next].known == .characters {
                text += document.text[document.elements[next].content].string
            }
            next += 1
        }
        return text
    }

    private func language(of index: Int) -> String? {
        var element = index
        while element >= 0 {
            if let language = document.attribute(.lang, of: element) {
                return language.trimmed.string
            }
            element = document.elements[element].parent
        }
        return nil
    }

    private func keepsSpaces(_ resolved: Resolved) -> Bool {
        if let keeps = resolved.style.text.keepsSpaces { return keeps }
        var element = resolved.index
        while element >= 0 {
            if let space = document.attribute(.space, of: element) {
                return space.trimmed.string == "preserve"
            }
            element = document.elements[element].parent
        }
        return false
    }

    // MARK: - Places

    /// Gives characters the places that their elements say, inner elements overruling outer ones.
    private mutating func place(_ content: inout TextContent) {
        for placing in content.placings {
            let range = placing.characters
            func values(_ name: AttributeName, _ axis: Axis) -> [Double] {
                guard let text = document.attribute(name, of: placing.resolved.index) else {
                    return []
                }
                var scanner = ByteScanner(text.trimmed)
                var list: [Double] = []
                while !scanner.isAtEnd, list.count < range.count {
                    guard let length = scanner.length() else { break }
                    list.append(placing.resolved.context.lengths.resolve(length, axis))
                    scanner.skipComma()
                }
                return list
            }
            let isPath = document.elements[placing.resolved.index].known == .textPath
            if !isPath {
                for (index, x) in zip(range, values(.x, .horizontal)) {
                    content.characters[index].x = x
                }
                for (index, y) in zip(range, values(.y, .vertical)) {
                    content.characters[index].y = y
                }
                for (index, dx) in zip(range, values(.dx, .horizontal)) {
                    content.characters[index].dx = dx
                }
                for (index, dy) in zip(range, values(.dy, .vertical)) {
                    content.characters[index].dy = dy
                }
            }
            if let rotations = numbers(.rotate, placing.resolved.index), let last = rotations.last {
                // The last one holds for all characters that follow.
                for (offset, index) in range.enumerated() {
                    content.characters[index].rotation =
                        offset < rotations.count ? rotations[offset] : last
                }
            }
        }
    }
}
