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
    /// The groups being filled, outermost first.
    var open: [OpenGroup] = []
    /// The clips, masks, patterns and markers being resolved, outermost first.
    var references: [Int] = []
    /// What percentages of paints refer to; nil for the outline in `path`.
    var paintBounds: Rect?
    let resources: ResourceLoader
    let fonts = FontBook()
    /// The outlines of texts by element; nil where nobody asks for them.
    var textRecords: [Int: TextRecord]?
    /// How many documents this one is a picture inside of.
    var depth = 0
    /// Shapes that take no part in bounds, because they are not displayed.
    var undisplayed: Set<Int> = []
    /// What counts as bounds of shapes that are text, instead of their outline: corners in the
    /// drawing.
    var textCorners: [Int: [Point]] = [:]
    var decodedPixels = 0
    /// Pictures by the elements that refer to them.
    var rasters: [Int: Raster] = [:]
    var nodeCount = 0
    var overflowTests = 0

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
        resources = ResourceLoader(folder: options.folder, allowed: options.allowedFolders)
        var reports = Reports(document: document)
        for line in document.styleSheetLines {
            reports.add(
                .style, 0, "the style sheet that line \(line) refers to is not loaded; embed it")
        }
        cascade = Cascade(document: document) { reports.add(.style, $0, $1) }
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
        /// The size that a `use` gives to the `svg` or `symbol` it shows.
        var useSize: (width: Length?, height: Length?)?
        var contextPaints: ContextPaints?
        /// Whether shapes are only there to cut others.
        var isClip = false
        /// How many groups around are composed apart.
        var layerDepth = 0
    }

    /// An element with its own style and transform.
    struct Resolved {
        var index: Int
        var declarations: Declarations
        /// For the element's own geometry and its children.
        var context: Context
        var style: ComputedStyle { context.style }
    }

    /// Computes an element's style and transform.
    mutating func enter(_ index: Int, _ parent: Context) throws(SVGError) -> Resolved {
        nodeCount += 1
        guard nodeCount <= options.limits.elements else {
            throw tooComplex(index, "\"use\" makes more than \(options.limits.elements) elements")
        }
        var declarations = cascade.declarations(of: index)
        guard cascade.tests <= options.limits.selectorTests else {
            throw tooComplex(index, "the style sheets ask for too much work")
        }
        var context = parent
        context.useSize = nil
        context.style = parent.style.inherited
        for failed in declarations.resolve(&context.style.customs) {
            reports.add(
                .value, index,
                "\(failed.property.rawValue): nothing is declared that \(failed.value.quoted) "
                    + "refers to; it is ignored")
        }
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
        if context.style.isComposed {
            context.layerDepth += 1
            if context.layerDepth > Drawing.deepestLayer {
                reports.add(
                    .unsupported, index,
                    "lies in more than \(Drawing.deepestLayer) groups that are faded, filtered, cut "
                        + "or blended; what is done to it as a whole is left out")
            }
        }
        context.isDisplayed = parent.isDisplayed && context.style.isDisplayed
        let transform = localTransform(index, declarations, context.lengths)
        context.transform = parent.transform.concatenating(inner: transform)
        if context.isDisplayed { reportUnsupported(index, declarations) }
        return Resolved(index: index, declarations: declarations, context: context)
    }

    func tooComplex(_ index: Int, _ message: String) -> SVGError {
        SVGError(
            .tooComplex, source: document.name, line: document.elements[index].line,
            "\(message); simplify the drawing")
    }
}
