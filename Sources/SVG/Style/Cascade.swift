/// Finds the declarations that win for an element (CSS Cascade 4).
struct Cascade {
    private let sheet: StyleSheet

    init(sheet: StyleSheet) { self.sheet = sheet }

    /// Presentation attributes, then rules by specificity, then the style attribute; important
    /// declarations after all others.
    func declarations(
        of element: Int, in document: XMLDocument, tests: inout Int
    ) -> Declarations {
        var result = Declarations()
        var inline: [Declaration] = []
        for index in document.elements[element].attributes {
            let attribute = document.attributes[index]
            if let property = attribute.property, property.isPresentation(in: document, element) {
                result.set(property, document.value(attribute))
            } else if attribute.known == .style, !attribute.hasNamespace {
                inline = DeclarationParser.parse(document.value(attribute))
            }
        }
        let rules = sheet.matches(element, in: document, tests: &tests)
        for rule in rules {
            for declaration in rule where !declaration.isImportant {
                result.set(declaration.property, declaration.value)
            }
        }
        for declaration in inline where !declaration.isImportant {
            result.set(declaration.property, declaration.value)
        }
        for rule in rules {
            for declaration in rule where declaration.isImportant {
                result.set(declaration.property, declaration.value)
            }
        }
        for declaration in inline where declaration.isImportant {
            result.set(declaration.property, declaration.value)
        }
        return result
    }
}

extension Property {
    /// Whether an attribute of this name sets the property on the element.
    fileprivate func isPresentation(in document: XMLDocument, _ element: Int) -> Bool {
        !isOnlyStyle && document.elements[element].isSVG
    }
}
