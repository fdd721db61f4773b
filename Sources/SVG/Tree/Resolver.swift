import Geometry
import Scene

/// Turns a document into a drawing, element by element in document order.
struct Resolver {
    let document: XMLDocument
    let options: SVGOptions
    var cascade: Cascade
    var drawing = Drawing(size: Size(width: 0, height: 0))
    var reports: Reports
    /// The path being read, kept to use its storage again.
    var path = PathBuilder()
    /// The first element of every id.
    let ids: [String: Int]
    /// Targets of the `use` elements being expanded, to find loops.
    var openTargets: [Int] = []
    var nodeCount = 0

    init(document: XMLDocument, options: SVGOptions) {
        self.document = document
        self.options = options
        var ids: [String: Int] = [:]
        for index in document.elements.indices {
            guard let id = document.attribute(.id, of: index)?.string, ids[id] == nil else {
                continue
            }
            ids[id] = index
        }
        self.ids = ids
        var reports = Reports(document: document)
        for line in document.styleSheetLines {
            reports.add(
                .style, 0, "the style sheet that line \(line) refers to is not loaded; embed it")
        }
        cascade = Cascade(document: document) { reports.add(.style, $0, $1, severity: .note) }
        self.reports = reports
    }

    /// What an element takes over from its ancestors.
    struct Context {
        /// From user units to pixels of the drawing.
        var transform: Affine
        var style: ComputedStyle
        var lengths: LengthContext
        /// False inside of `display: none`.
        var isDisplayed = true
        var depth = 0
        /// The size that a `use` gives to the `svg` or `symbol` it shows.
        var useSize: (width: Length?, height: Length?)?
    }

    /// An element with its own style and transform.
    struct Resolved {
        var index: Int
        var declarations: Declarations
        /// For the element's own geometry and its children.
        var context: Context
        var style: ComputedStyle { context.style }
    }

    mutating func resolveChildren(
        of element: Int, _ context: Context
    ) throws(SVGError) -> [Node] {
        var nodes: [Node] = []
        var child = document.elements[element].firstChild
        while child >= 0 {
            if let node = try resolve(child, context) { nodes.append(node) }
            child = document.elements[child].nextSibling
        }
        return nodes
    }

    /// The node of an element; nil for one that draws nothing.
    mutating func resolve(_ index: Int, _ context: Context) throws(SVGError) -> Node? {
        let element = document.elements[index]
        guard element.isSVG else { return nil }
        switch element.known {
        case .g, .a: return try group(index, context)
        case .svg: return try nestedDocument(index, context)
        case .use: return try use(index, context)
        case .switch: return try switchElement(index, context)
        case .path, .rect, .circle, .ellipse, .line, .polyline, .polygon:
            return try shape(index, context)
        default:
            reportNotDrawn(index)
            return nil
        }
    }

    /// Computes an element's style and transform.
    mutating func enter(_ index: Int, _ parent: Context) throws(SVGError) -> Resolved {
        nodeCount += 1
        guard nodeCount <= Limits.elements else {
            throw tooComplex(index, "\"use\" makes more than \(Limits.elements) elements")
        }
        guard parent.depth < Limits.depth else {
            throw tooComplex(index, "elements are nested more than \(Limits.depth) deep")
        }
        let declarations = cascade.declarations(of: index)
        guard cascade.tests <= Limits.selectorTests else {
            throw tooComplex(index, "the style sheets ask for too much work")
        }
        var context = parent
        context.useSize = nil
        context.depth += 1
        context.style = parent.style.inherited
        var ignored: [Declared] = []
        context.style.apply(declarations, parent: parent.style, lengths: parent.lengths) {
            ignored.append($0)
        }
        for declared in ignored {
            reports.add(
                .value, index,
                "\(declared.property.rawValue) does not understand \(declared.value.quoted); "
                    + "it is ignored")
        }
        context.lengths.fontSize = context.style.fontSize
        context.isDisplayed = parent.isDisplayed && context.style.isDisplayed
        let transform = localTransform(index, declarations, context.lengths)
        context.transform = parent.transform.concatenating(inner: transform)
        reportUnsupported(index, declarations, context.style)
        return Resolved(index: index, declarations: declarations, context: context)
    }

    func tooComplex(_ index: Int, _ message: String) -> SVGError {
        SVGError(
            .tooComplex, source: document.name, line: document.elements[index].line,
            "\(message); simplify the drawing")
    }

    /// An element's transform about its origin.
    private mutating func localTransform(
        _ index: Int, _ declarations: Declarations, _ lengths: LengthContext
    ) -> Affine {
        guard let text = declarations[.transform] else { return .identity }
        guard let map = Affine(list: text, lengths: lengths) else {
            reports.add(
                .value, index, "transform does not understand \(text.quoted); it has no effect")
            return .identity
        }
        guard let origin = declarations[.transformOrigin] else { return map }
        guard let point = transformOrigin(origin, lengths) else {
            reports.add(
                .value, index,
                "transform-origin does not understand \(origin.quoted); it has no effect")
            return map
        }
        return Affine.translation(point.x, point.y)
            .concatenating(inner: map)
            .concatenating(inner: .translation(-point.x, -point.y))
    }

    /// Keywords and percentages are parts of the viewport, as for `transform-box: view-box`.
    private func transformOrigin(_ text: Bytes, _ lengths: LengthContext) -> Point? {
        let words = text.words
        guard (1...3).contains(words.count) else { return nil }
        var x: Double?
        var y: Double?
        for (position, word) in words.prefix(2).enumerated() {
            let isVertical: Bool
            let length: Length
            switch word.lowercasedString {
            case "left": (isVertical, length) = (false, .zero)
            case "right": (isVertical, length) = (false, Length(value: 100, unit: .percent))
            case "top": (isVertical, length) = (true, .zero)
            case "bottom": (isVertical, length) = (true, Length(value: 100, unit: .percent))
            case "center":
                // In either place; the other word decides which one is left.
                isVertical =
                    x != nil || (position == 0 && words.count > 1 && isHorizontal(words[1]))
                length = Length(value: 50, unit: .percent)
            default:
                guard let written = Length(word) else { return nil }
                (isVertical, length) = (position == 1, written)
            }
            if isVertical {
                guard y == nil else { return nil }
                y = lengths.resolve(length, .vertical)
            } else {
                guard x == nil else { return nil }
                x = lengths.resolve(length, .horizontal)
            }
        }
        return Point(x ?? lengths.viewport.width / 2, y ?? lengths.viewport.height / 2)
    }

    private func isHorizontal(_ word: Bytes) -> Bool {
        ["left", "right"].contains(word.lowercasedString)
    }
}
