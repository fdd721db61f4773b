import CXMLShim

extension XMLDocument {
    /// Parses a document.
    ///
    /// - Throws: `badData` when it is not well-formed, `tooComplex` beyond the limits.
    init(parsing bytes: [UInt8], name: String, limits: Limits) throws(SVGError) {
        guard bytes.contains(where: { $0 > 0x20 }) else {
            throw SVGError(.badData, source: name, "the file is empty; an SVG document is needed")
        }
        if let line = lineOfAttributeFlood(bytes) {
            throw SVGError(
                .tooComplex, source: name, line: line,
                "an element has more than \(Limits.attributes) attributes; remove what is unused")
        }
        let builder = XMLBuilder(name: name, inputSize: bytes.count, limits: limits)
        let failure = builder.run(bytes)
        if let failure { throw failure }
        self = builder.document
    }
}

/// Receives the parser's events and builds the document.
private final class XMLBuilder {
    var document: XMLDocument
    private let limits: Limits
    private let textLimit: Int
    private var failure: SVGError?
    private var open: [OpenElement] = []
    private var openNamespaces = 0
    private struct OpenElement {
        var element: Int
        var lastChild = -1
        /// The last child that is an element, not characters.
        var lastElement = -1
        /// Whether characters in it are to be read.
        var isText = false
        /// Namespaces it declares.
        var namespaceCount: Int
    }

    /// Namespaces and names by the parser's unique pointers.
    private var nameIndices: [UnsafeRawPointer: Int] = [:]
    private var namespaces: [UnsafeRawPointer: String] = [:]

    init(name: String, inputSize: Int, limits: Limits) {
        self.limits = limits
        document = XMLDocument(name: name)
        document.text.reserveCapacity(inputSize)
        // Attributes that a document type adds to every element could make text without end.
        textLimit = 4 * inputSize + (32 << 20)
    }

    func run(_ bytes: [UInt8]) -> SVGError? {
        var handler = cxml_handler()
        handler.sink = Unmanaged.passUnretained(self).toOpaque()
        handler.start = { sink, name, space, attributes, count, namespaceCount, line in
            guard let builder = XMLBuilder.from(sink), let name else { return false }
            let line = Int(line)
            return builder.open(namespaceCount: Int(namespaceCount), line: line)
                && builder.start(name, space, attributes, Int(count), line: line)
        }
        handler.end = { sink in
            XMLBuilder.from(sink)?.close()
            return true
        }
        handler.text = { sink, bytes, count in
            guard let builder = XMLBuilder.from(sink), let bytes else { return false }
            return builder.text(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
        }
        handler.instruction = { sink, target, _, line in
            guard let builder = XMLBuilder.from(sink), let target else { return false }
            if String(cString: target) == "xml-stylesheet" {
                builder.document.styleSheetLines.append(Int(line))
            }
            return true
        }
        var report = cxml_failure()
        let status = withExtendedLifetime(self) {
            bytes.withUnsafeBytes { buffer in
                cxml_parse(
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count),
                    &handler, &report)
            }
        }
        return error(for: status, report)
    }

    private static func from(_ sink: UnsafeMutableRawPointer?) -> XMLBuilder? {
        sink.map { Unmanaged<XMLBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: - Events

    private func open(namespaceCount: Int, line: Int) -> Bool {
        guard open.count < Limits.depth else {
            return fail(line, "elements are nested more than \(Limits.depth) deep; flatten them")
        }
        openNamespaces += namespaceCount
        // Looking up a prefix takes time in proportion.
        guard openNamespaces <= Limits.namespaces else {
            return fail(line, "more than \(Limits.namespaces) namespaces; remove what is unused")
        }
        open.append(OpenElement(element: document.elements.count, namespaceCount: namespaceCount))
        return true
    }

    private func close() {
        guard let last = open.popLast() else { return }
        openNamespaces -= last.namespaceCount
    }

    private func start(
        _ name: UnsafePointer<CChar>, _ space: UnsafePointer<CChar>?,
        _ attributes: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int, line: Int
    ) -> Bool {
        guard document.elements.count < limits.elements else {
            return fail(line, "more than \(limits.elements) elements; simplify the drawing")
        }
        let index = document.elements.count
        let parent = open.dropLast().last
        let nameIndex = intern(name)
        if parent == nil { document.declaresNamespace = space != nil }
        let isSVG = space.map { self.namespace($0) == Namespace.svg } ?? !document.declaresNamespace
        let firstAttribute = document.attributes.count
        guard append(attributes, count) else {
            return fail(line, "attributes grow beyond all measure; remove the document type")
        }
        var element = XMLElement(
            name: nameIndex, known: isSVG ? document.names[nameIndex].element : nil, isSVG: isSVG,
            parent: parent?.element ?? -1,
            attributes: firstAttribute..<document.attributes.count,
            content: document.text.count..<document.text.count, line: line)
        if let parent {
            element.previousSibling = parent.lastElement
            link(index, below: open.count - 2)
            open[open.count - 2].lastElement = index
        }
        open[open.count - 1].isText = (parent?.isText ?? false) || element.known == .text
        document.elements.append(element)
        return true
    }

    /// Makes an element the last child of an open one.
    private func link(_ index: Int, below place: Int) {
        let last = open[place].lastChild
        if last >= 0 {
            document.elements[last].nextSibling = index
        } else {
            document.elements[open[place].element].firstChild = index
        }
        open[place].lastChild = index
    }

    private func append(_ attributes: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int) -> Bool {
        guard let attributes else { return true }
        for number in 0..<count {
            let fields = attributes + 5 * number
            guard let name = fields[0], let begin = fields[3], let end = fields[4] else { continue }
            let nameIndex = intern(name)
            let start = document.text.count
            document.text.append(
                contentsOf: UnsafeRawBufferPointer(start: begin, count: end - begin))
            guard document.text.count <= textLimit else { return false }
            var attribute = XMLAttribute(
                name: nameIndex, hasNamespace: fields[1] != nil,
                value: start..<document.text.count)
            let known = document.names[nameIndex]
            if let prefix = fields[1] {
                attribute.known = meaning(of: known.attribute, space: fields[2], prefix: prefix)
            } else if known.attribute != .label {
                attribute.known = known.attribute
                attribute.property = known.property
            }
            document.attributes.append(attribute)
        }
        return true
    }

    /// What an attribute with a prefix means. A prefix that is not declared is taken for what it
    /// commonly stands for.
    private func meaning(
        of known: AttributeName?, space: UnsafePointer<CChar>?, prefix: UnsafePointer<CChar>
    ) -> AttributeName? {
        let space = space.map { self.namespace($0) }
        switch known {
        case .space, .lang: return String(cString: prefix) == "xml" ? known : nil
        case .href:
            return (space ?? Namespace.xlink) == Namespace.xlink ? .href : nil
        case .label:
            return (space ?? Namespace.inkscape) == Namespace.inkscape ? .label : nil
        default: return nil
        }
    }

    private func text(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if let last = open.last, last.isText { return characters(bytes, in: last) }
        // Else only that of style sheets is kept; it lies behind the attributes of its element.
        guard let index = open.last?.element, document.elements[index].known == .style else {
            return true
        }
        let start = document.elements[index].content.lowerBound
        guard document.text.count + bytes.count <= textLimit else {
            return fail(document.elements[index].line, "the style sheet is too large; shorten it")
        }
        document.text.append(contentsOf: bytes)
        document.elements[index].content = start..<document.text.count
        return true
    }

    /// Characters of a text, as a child without attributes.
    private func characters(_ bytes: UnsafeRawBufferPointer, in parent: OpenElement) -> Bool {
        let line = document.elements[parent.element].line
        guard document.text.count + bytes.count <= textLimit else {
            return fail(line, "the text is too long; shorten it")
        }
        let start = document.text.count
        document.text.append(contentsOf: bytes)
        if parent.lastChild >= 0, document.elements[parent.lastChild].known == .characters,
            document.elements[parent.lastChild].content.upperBound == start
        {
            let first = document.elements[parent.lastChild].content.lowerBound
            document.elements[parent.lastChild].content = first..<document.text.count
            return true
        }
        guard document.elements.count < limits.elements else {
            return fail(line, "more than \(limits.elements) elements; simplify the drawing")
        }
        let index = document.elements.count
        document.elements.append(
            XMLElement(
                name: document.elements[parent.element].name, known: .characters, isSVG: true,
                parent: parent.element,
                attributes: document.attributes.count..<document.attributes.count,
                content: start..<document.text.count, line: line))
        link(index, below: open.count - 1)
        return true
    }

    private func intern(_ name: UnsafePointer<CChar>) -> Int {
        if let index = nameIndices[name] { return index }
        let index = document.names.count
        document.names.append(XMLName(String(cString: name)))
        nameIndices[name] = index
        return index
    }

    private func namespace(_ pointer: UnsafePointer<CChar>) -> String {
        if let known = namespaces[pointer] { return known }
        let name = String(cString: pointer)
        namespaces[pointer] = name
        return name
    }

    // MARK: - Failures

    private func fail(_ line: Int, _ message: String) -> Bool {
        failure = SVGError(.tooComplex, source: document.name, line: line, message)
        return false
    }

    private func error(for status: cxml_status, _ report: cxml_failure) -> SVGError? {
        if let failure { return failure }
        let line = Int(report.line)
        switch status {
        case CXML_WELL_FORMED: return nil
        case CXML_ENTITIES_TOO_LARGE:
            return SVGError(
                .tooComplex, source: document.name, line: line,
                "entities expand to more than 16 MiB; write their text out")
        case CXML_OUT_OF_MEMORY:
            return SVGError(.tooComplex, source: document.name, line: line, "out of memory")
        default:
            return SVGError(
                .badData, source: document.name, line: line, malformedMessage(report))
        }
    }

    private func malformedMessage(_ report: cxml_failure) -> String {
        var message = withUnsafeBytes(of: report.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if message.isEmpty { message = "not well-formed" }
        let isEntity = message.hasPrefix("Entity") && report.has_external_entities
        let remedy =
            isEntity
            ? "entities from other files are not loaded; write their text out"
            : document.elements.isEmpty
                ? "is this an SVG file?" : "export the drawing again or correct this line"
        return "not well-formed XML: \(message); \(remedy)"
    }
}
