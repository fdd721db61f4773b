/// Matches selectors against a document's elements.
struct SelectorMatcher {
    let document: XMLDocument
    /// Comparisons made so far, to bound the work that a hostile document can ask for.
    private(set) var tests = 0

    init(document: XMLDocument) { self.document = document }

    /// Why a match failed tells which combinator can still make up for it. Without it, chains of
    /// combinators would be tried in every combination.
    private enum Outcome {
        case matched
        case retrySibling
        case retryAncestor
        case never
    }

    mutating func matches(_ selector: Selector, _ element: Int) -> Bool {
        match(selector, 0, element) == .matched
    }

    private mutating func match(_ selector: Selector, _ position: Int, _ element: Int) -> Outcome {
        guard matches(selector.compounds[position], element) else { return .retrySibling }
        guard position < selector.combinators.count else { return .matched }
        let combinator = selector.combinators[position]
        let isAmongSiblings = combinator == .nextSibling || combinator == .laterSibling
        var candidate = element
        while true {
            candidate =
                isAmongSiblings
                ? document.elements[candidate].previousSibling : document.elements[candidate].parent
            guard candidate >= 0 else { return isAmongSiblings ? .retryAncestor : .never }
            let outcome = match(selector, position + 1, candidate)
            switch (outcome, combinator) {
            case (.matched, _), (.never, _), (_, .nextSibling): return outcome
            case (_, .child), (.retryAncestor, .laterSibling): return .retryAncestor
            default: continue
            }
        }
    }

    private mutating func matches(_ compound: Selector.Compound, _ element: Int) -> Bool {
        tests += 1
        if let type = compound.type,
            document.names[document.elements[element].name].text != type
        {
            return false
        }
        for id in compound.ids {
            guard let value = document.attribute(.id, of: element), value.elementsEqual(id) else {
                return false
            }
        }
        for name in compound.classes where !hasClass(name, element) { return false }
        for test in compound.attributes where !matches(test, element) { return false }
        return compound.positions.allSatisfy { matches($0, element) }
    }

    private mutating func hasClass(_ name: [UInt8], _ element: Int) -> Bool {
        guard let value = document.attribute(.class, of: element) else { return false }
        return containsWord(name, value)
    }

    private mutating func containsWord(_ word: [UInt8], _ text: Bytes) -> Bool {
        tests += text.count / 16
        var scanner = ByteScanner(text)
        while !scanner.isAtEnd {
            scanner.skipSpaces()
            if scanner.take(while: { !$0.isSpace }).elementsEqual(word), !word.isEmpty {
                return true
            }
        }
        return false
    }

    private mutating func matches(_ test: Selector.AttributeTest, _ element: Int) -> Bool {
        let attribute = document.elements[element].attributes.first {
            let attribute = document.attributes[$0]
            return !attribute.hasNamespace && document.names[attribute.name].text == test.name
        }
        guard let attribute else { return false }
        var value = document.value(document.attributes[attribute])
        var wanted = test.value
        tests += value.count / 16
        if test.ignoresCase {
            value = Bytes(value.map(\.lowercased))
            wanted = wanted.map(\.lowercased)
        }
        switch test.relation {
        case .exists: return true
        case .equals: return value.elementsEqual(wanted)
        case .word: return containsWord(wanted, value)
        case .dashed:
            return value.starts(with: wanted)
                && (value.count == wanted.count
                    || value[value.startIndex + wanted.count] == .ascii("-"))
        case .prefix: return !wanted.isEmpty && value.starts(with: wanted)
        case .suffix: return !wanted.isEmpty && value.reversed().starts(with: wanted.reversed())
        case .substring: return contains(wanted, value)
        }
    }

    private mutating func contains(_ wanted: [UInt8], _ value: Bytes) -> Bool {
        guard !wanted.isEmpty, value.count >= wanted.count else { return false }
        for start in value.startIndex...(value.endIndex - wanted.count) {
            tests += 1
            if value[start...].starts(with: wanted) { return true }
        }
        return false
    }

    private func matches(_ position: Selector.Position, _ element: Int) -> Bool {
        let element = document.elements[element]
        return switch position {
        case .root: element.parent < 0
        case .firstChild: element.previousSibling < 0
        case .lastChild: element.nextSibling < 0
        case .onlyChild: element.previousSibling < 0 && element.nextSibling < 0
        case .never: false
        }
    }
}
