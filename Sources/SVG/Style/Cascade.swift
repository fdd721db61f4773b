/// Finds the declarations that win for an element (CSS Cascade 4).
struct Cascade {
    private let sheet: StyleSheet
    private var matcher: SelectorMatcher

    /// Comparisons of elements with selectors so far.
    var tests: Int { matcher.tests }

    /// - Parameter report: told what of a style sheet is passed over, with the sheet's element.
    init(document: XMLDocument, report: (_ element: Int, _ message: String) -> Void) {
        var sheet = StyleSheet()
        for index in document.elements.indices where document.elements[index].known == .style {
            if let reason = Self.reasonToIgnore(index, in: document) {
                report(index, reason)
                continue
            }
            var parser = StyleSheetParser(document.text[document.elements[index].content])
            parser.parse(into: &sheet)
            for ignored in parser.ignored {
                report(index, "\(ignored) is not supported; it is passed over")
            }
        }
        self.sheet = sheet
        matcher = SelectorMatcher(document: document)
    }

    private static func reasonToIgnore(_ index: Int, in document: XMLDocument) -> String? {
        if let type = document.attribute(.type, of: index)?.trimmed.lowercasedString,
            !type.isEmpty, !type.hasPrefix("text/css")
        {
            return "style sheets of type \"\(type)\" are not supported; it is passed over"
        }
        if let media = document.attribute(.media, of: index)?.trimmed.lowercasedString,
            !media.isEmpty, !media.contains("all"), !media.contains("screen")
        {
            return "the style sheet is for \"\(media)\" only; it is passed over"
        }
        return nil
    }

    /// What is declared for an element: presentation attributes, then rules by specificity, then the style attribute; important
    /// declarations after all others.
    mutating func declarations(of element: Int) -> Declarations {
        let document = matcher.document
        var result = Declarations()
        var inline: [Declaration] = []
        for index in document.elements[element].attributes {
            let attribute = document.attributes[index]
            if let property = attribute.property, !property.isOnlyStyle {
                result.append(property, document.value(attribute))
            } else if attribute.known == .style {
                inline = DeclarationParser.parse(document.value(attribute).withoutComments)
            }
        }
        let rules = sheet.matches(element, &matcher)
        guard !rules.isEmpty || !inline.isEmpty else { return result }
        for isImportant in [false, true] {
            for rule in rules {
                for declaration in rule where declaration.isImportant == isImportant {
                    result.append(declaration.property, declaration.value)
                }
            }
            for declaration in inline where declaration.isImportant == isImportant {
                result.append(declaration.property, declaration.value)
            }
        }
        return result
    }
}
