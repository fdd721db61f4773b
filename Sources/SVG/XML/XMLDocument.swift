/// A parsed document as flat arrays: elements in document order, linked by index.
struct XMLDocument {
    /// The file's path, for errors.
    let name: String
    /// All attribute values and the text of style sheets, UTF-8.
    var text: [UInt8] = []
    var elements: [XMLElement] = []
    var attributes: [XMLAttribute] = []
    /// Every distinct name; elements and attributes hold indices into it.
    var names: [XMLName] = []
    /// Whether the root element is in a namespace. If not, elements without one are SVG's.
    var declaresNamespace = true
    /// Processing instructions that ask for style sheets.
    var styleSheetLines: [Int] = []

    func value(_ attribute: XMLAttribute) -> Bytes { text[attribute.value] }

    /// The value of an attribute, nil when the element has none of that name.
    func attribute(_ name: AttributeName, of element: Int) -> Bytes? {
        for index in elements[element].attributes where attributes[index].known == name {
            return text[attributes[index].value]
        }
        return nil
    }

    /// The children of an element, in order.
    func children(of element: Int) -> Children {
        Children(document: self, upcoming: elements[element].firstChild)
    }

    /// Whether an element is another one or lies inside of it.
    func lies(_ element: Int, inside ancestor: Int) -> Bool {
        var element = element
        while element > ancestor { element = elements[element].parent }
        return element == ancestor
    }

    struct Children: Sequence, IteratorProtocol {
        let document: XMLDocument
        fileprivate var upcoming: Int

        mutating func next() -> Int? {
            guard upcoming >= 0 else { return nil }
            defer { upcoming = document.elements[upcoming].nextSibling }
            return upcoming
        }
    }
}

struct XMLElement {
    /// Index into `XMLDocument.names`.
    var name: Int
    /// Nil for an element of another namespace.
    var known: ElementName?
    var isSVG: Bool
    var parent: Int
    var previousSibling = -1
    var nextSibling = -1
    var firstChild = -1
    /// Indices into `XMLDocument.attributes`.
    var attributes: Range<Int>
    /// The text directly inside of a `<style>`, or what characters say, as a range of
    /// `XMLDocument.text`.
    var content: Range<Int>
    var line: Int
}

struct XMLAttribute {
    /// Index into `XMLDocument.names`.
    var name: Int
    /// Nil for attributes of other namespaces and those without meaning here.
    var known: AttributeName?
    /// The presentation attribute's property.
    var property: Property?
    var hasNamespace: Bool
    /// A range of `XMLDocument.text`.
    var value: Range<Int>
}

/// A name and what it means as an element, an attribute or a property.
struct XMLName {
    var text: String
    var element: ElementName?
    var attribute: AttributeName?
    var property: Property?

    init(_ text: String) {
        self.text = text
        element = ElementName(rawValue: text)
        attribute = AttributeName(rawValue: text)
        property = Property(rawValue: text)
    }
}
