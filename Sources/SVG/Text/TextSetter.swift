import Geometry
import Glibc
import Typesetting

/// Sets a text's characters and finds a place for each cluster.
struct TextSetter {
    /// A cluster in its place, in the text's user space.
    struct Glyph {
        var span: Int
        var cluster: Cluster
        /// From the cluster's baseline to user space.
        var map: Affine
        /// The same before its baseline was shifted, where decorations stand.
        var unshifted: Affine
        var character: Int

        /// Whether another glyph stands on the same straight line.
        func continues(into next: Glyph) -> Bool {
            guard map.a == next.map.a, map.b == next.map.b, let inverse = map.inverse else {
                return false
            }
            return abs(inverse.apply(next.map.apply(.zero)).y) < 1e-6
        }
    }

    private let content: TextContent
    private let typesetter: Typesetter
    private(set) var glyphs: [Glyph] = []
    private(set) var missing: [Unicode.Scalar] = []
    /// Whether a line was too long to be set.
    private(set) var isCutOff = false
    private(set) var substitutes: [String: String] = [:]
    private var pen = Point.zero

    init(content: TextContent, typesetter: Typesetter) {
        self.content = content
        self.typesetter = typesetter
    }

    /// A chunk begins wherever a character has a place of its own (SVG 2, 11.8).
    mutating func set() {
        let characters = content.characters
        var start = 0
        while start < characters.count {
            let path = content.spans[characters[start].span].path
            var end = start + 1
            while end < characters.count, characters[end].x == nil, characters[end].y == nil,
                content.spans[characters[end].span].path == path
            {
                end += 1
            }
            setChunk(start..<end, path.map { content.paths[$0] })
            start = end
        }
    }

    private mutating func setChunk(_ range: Range<Int>, _ path: TextContent.Path?) {
        let characters = content.characters
        let style = content.spans[characters[range.lowerBound].span].resolved.style.text
        if path == nil {
            pen.x = characters[range.lowerBound].x ?? pen.x
            pen.y = characters[range.lowerBound].y ?? pen.y
        }
        if range.count > Typesetter.longestLine { isCutOff = true }
        let (line, places) = line(of: range, isRightToLeft: style.isRightToLeft)
        missing += line.missing
        substitutes.merge(line.substitutes) { old, _ in old }
        var clusters = line.clusters.map { (cluster: $0, character: places[$0.bytes.lowerBound]) }
        guard !clusters.isEmpty else { return }
        for index in clusters.indices { addSpacing(&clusters, index) }
        let stretches = fitLengths(&clusters)
        let isVertical = content.isVertical && path == nil
        let width = clusters.reduce(0) {
            $0 + (isVertical ? verticalAdvance($1.cluster, $1.character) : $1.cluster.advance)
        }
        var share = 0.0
        switch style.anchor {
        case .start: share = style.isRightToLeft ? 1 : 0
        case .middle: share = 0.5
        case .end: share = style.isRightToLeft ? 0 : 1
        }
        if let path {
            placeOnPath(clusters, path, startingAt: path.start - width * share)
        } else if isVertical {
            pen.y -= width * share
            placeDownwards(clusters)
        } else {
            pen.x -= width * share
            placeAlong(clusters, stretches)
        }
    }

    /// - Returns: the line, and for every byte of its text the character that it belongs to.
    private func line(
        of range: Range<Int>, isRightToLeft: Bool
    ) -> (line: Line, places: [Int]) {
        var spans: [TextSpan] = []
        var places: [Int] = []
        for index in range {
            let character = content.characters[index]
            let text = String(Character(character.scalar))
            places += Array(repeating: index, count: text.utf8.count)
            let resolved = content.spans[character.span].resolved
            var style = resolved.style.text.font
            style.hasLigatures = resolved.style.text.letterSpacing == 0
            if !style.families.contains(where: FontStyle.isGeneric) {
                // What browsers take where nothing else is said.
                style.families.append("serif")
            }
            if style.variations["opsz"] == nil {
                style.variations["opsz"] = resolved.style.fontSize
            }
            style.language = content.spans[character.span].language
            // Letters of one style are shaped together, whatever elements they are in.
            if let last = spans.last, last.style == style, last.size == resolved.style.fontSize {
                spans[spans.count - 1].text += text
            } else {
                spans.append(TextSpan(text, style, size: resolved.style.fontSize))
            }
        }
        return (typesetter.line(spans, isRightToLeft: isRightToLeft), places)
    }

    // MARK: - Widths

    private func addSpacing(
        _ clusters: inout [(cluster: Cluster, character: Int)], _ index: Int
    ) {
        let character = content.characters[clusters[index].character]
        let style = content.spans[character.span].resolved.style.text
        // Space behind the last letter would only move the anchor.
        if index < clusters.count - 1, !character.scalar.isJoined {
            clusters[index].cluster.advance += style.letterSpacing
        }
        if character.scalar == " " || character.scalar == "\u{a0}" {
            clusters[index].cluster.advance += style.wordSpacing
        }
        clusters[index].cluster.advance = max(clusters[index].cluster.advance, 0)
    }

    /// Makes text as long as its elements say, innermost first.
    ///
    /// - Returns: how much each cluster is stretched.
    private func fitLengths(_ clusters: inout [(cluster: Cluster, character: Int)]) -> [Double] {
        var stretches = Array(repeating: 1.0, count: clusters.count)
        for length in content.lengths {
            let members = clusters.indices.filter {
                length.characters.contains(clusters[$0].character)
            }
            let natural = members.reduce(0) { $0 + clusters[$1].cluster.advance }
            guard natural > 0, !members.isEmpty else { continue }
            if length.stretchesGlyphs {
                let factor = length.value / natural
                for index in members {
                    clusters[index].cluster.advance *= factor
                    stretches[index] *= factor
                }
            } else if members.count > 1 {
                let extra = (length.value - natural) / Double(members.count - 1)
                for index in members.dropLast() { clusters[index].cluster.advance += extra }
            }
        }
        return stretches
    }

    // MARK: - Places

    private mutating func placeAlong(
        _ clusters: [(cluster: Cluster, character: Int)], _ stretches: [Double]
    ) {
        for (index, item) in clusters.enumerated() {
            let character = content.characters[item.character]
            pen += Point(character.dx, character.dy)
            var map = Affine.translation(pen.x, pen.y)
            if let rotation = character.rotation, rotation != 0 {
                map = map.concatenating(inner: .rotation(degrees: rotation))
            }
            let shift = shift(item.cluster, item.character)
            var shifted = map.concatenating(inner: .translation(0, -shift.whole))
            if stretches[index] != 1 {
                shifted = shifted.concatenating(inner: .scale(stretches[index], 1))
            }
            glyphs.append(
                Glyph(
                    span: character.span, cluster: item.cluster, map: shifted,
                    unshifted: map.concatenating(inner: .translation(0, -shift.outer)),
                    character: item.character))
            pen.x += item.cluster.advance
        }
    }

    private mutating func placeOnPath(
        _ clusters: [(cluster: Cluster, character: Int)], _ path: TextContent.Path,
        startingAt start: Double
    ) {
        var distance = start
        var raised = 0.0
        for item in clusters {
            let character = content.characters[item.character]
            distance += character.dx
            if let x = character.x { distance = start + x }
            raised += character.dy
            let style = content.spans[character.span].resolved.style.text
            let isLast = item.cluster == clusters[clusters.count - 1].cluster
            // A letter stands over its own middle, not over that of the space behind it.
            let advance = item.cluster.advance - (isLast ? 0 : style.letterSpacing)
            defer { distance += item.cluster.advance }
            guard let place = path.line.place(at: distance + advance / 2) else { continue }
            let angle = atan2(place.direction.y, place.direction.x) * 180 / .pi
            var map = Affine.translation(place.point.x, place.point.y)
                .concatenating(inner: .rotation(degrees: angle))
                .concatenating(inner: .translation(-advance / 2, raised))
            if let rotation = character.rotation, rotation != 0 {
                map = map.concatenating(inner: .rotation(degrees: rotation))
            }
            let shift = shift(item.cluster, item.character)
            glyphs.append(
                Glyph(
                    span: character.span, cluster: item.cluster,
                    map: map.concatenating(inner: .translation(0, -shift.whole)),
                    unshifted: map.concatenating(inner: .translation(0, -shift.outer)),
                    character: item.character))
        }
        if let end = path.line.end { pen = end }
    }

    /// Letters of East Asia stand upright, all others lie on their side (UAX 50).
    private mutating func placeDownwards(_ clusters: [(cluster: Cluster, character: Int)]) {
        for item in clusters {
            let character = content.characters[item.character]
            pen += Point(character.dx, character.dy)
            let metrics = item.cluster.metrics
            var map = Affine.translation(pen.x, pen.y)
            if character.scalar.isUpright {
                map = map.concatenating(
                    inner: .translation(-item.cluster.advance / 2, metrics.ascent * 0.88))
            } else {
                map = map.concatenating(inner: .rotation(degrees: 90))
                    .concatenating(
                        inner: .translation(0, (metrics.ascent - metrics.descent) / 2))
            }
            let shift = shift(item.cluster, item.character)
            glyphs.append(
                Glyph(
                    span: character.span, cluster: item.cluster,
                    map: map.concatenating(inner: .translation(0, -shift.whole)), unshifted: map,
                    character: item.character))
            pen.y += verticalAdvance(item.cluster, item.character)
        }
    }

    private func verticalAdvance(_ cluster: Cluster, _ character: Int) -> Double {
        let character = content.characters[character]
        guard character.scalar.isUpright else { return cluster.advance }
        return content.spans[character.span].resolved.style.fontSize
    }

    /// How far a cluster's baseline is raised: altogether, and by the elements around alone.
    private func shift(_ cluster: Cluster, _ character: Int) -> (whole: Double, outer: Double) {
        let span = content.spans[content.characters[character].span]
        let metrics = cluster.metrics
        let size = span.resolved.style.fontSize
        var shift = 0.0
        for (kind, parentSize) in span.shifts {
            switch kind {
            case .none: break
            // The font's own numbers are for the size that is shifted from.
            case .sub: shift -= metrics.subscriptOffset * parentSize / size
            case .super: shift += metrics.superscriptOffset * parentSize / size
            case .length(let length): shift += length.value
            }
        }
        let style = span.resolved.style.text
        let baseline = style.alignment ?? style.dominantBaseline
        return (shift - baseline.height(metrics), shift - baseline.height(metrics))
    }
}

extension TextStyle.Baseline {
    /// How high the baseline lies above the alphabetic one.
    fileprivate func height(_ metrics: FontMetrics) -> Double {
        switch self {
        case .alphabetic: 0
        case .ideographic, .textAfterEdge: -metrics.descent
        case .mathematical: metrics.ascent / 2
        case .hanging: metrics.ascent * 0.8
        case .central: (metrics.ascent - metrics.descent) / 2
        case .middle: metrics.xHeight / 2
        case .textBeforeEdge: metrics.ascent
        }
    }
}

extension Unicode.Scalar {
    /// Whether it stands upright in vertical text (UAX 50, the blocks of East Asia).
    fileprivate var isUpright: Bool {
        switch value {
        case 0x1100...0x11ff, 0x2e80...0xa4cf, 0xac00...0xd7ff, 0xf900...0xfaff, 0xfe30...0xfe4f,
            0xff01...0xff60, 0xffe0...0xffe7, 0x1f000...0x1faff, 0x20000...0x3ffff:
            true
        default: false
        }
    }

    /// Whether it belongs to a script whose letters are joined, which spacing would tear apart.
    fileprivate var isJoined: Bool {
        switch value {
        case 0x0600...0x08ff, 0x1800...0x18af, 0xfb50...0xfdff, 0xfe70...0xfeff, 0x0900...0x0dff:
            true
        default: false
        }
    }
}
