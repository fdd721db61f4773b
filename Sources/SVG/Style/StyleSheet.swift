/// The rules of all of a document's style sheets, found by what their subject must have.
struct StyleSheet {
    private var rules: [Rule] = []
    private var byID: [Bytes: [Int]] = [:]
    private var byClass: [Bytes: [Int]] = [:]
    private var byType: [String: [Int]] = [:]
    private var others: [Int] = []

    /// One selector with the declarations of its rule.
    private struct Rule {
        var selector: Selector
        var declarations: [Declaration]
    }

    var isEmpty: Bool { rules.isEmpty }

    mutating func append(_ selector: Selector, _ declarations: [Declaration]) {
        let index = rules.count
        rules.append(Rule(selector: selector, declarations: declarations))
        guard let subject = selector.compounds.first else { return }
        if let id = subject.ids.first {
            byID[Bytes(id), default: []].append(index)
        } else if let name = subject.classes.first {
            byClass[Bytes(name), default: []].append(index)
        } else if let type = subject.type {
            byType[type, default: []].append(index)
        } else {
            others.append(index)
        }
    }

    /// The declarations of every rule that matches an element, the winning ones last.
    func matches(_ element: Int, _ matcher: inout SelectorMatcher) -> [[Declaration]] {
        guard !rules.isEmpty else { return [] }
        let document = matcher.document
        var candidates = others
        if !byType.isEmpty, let type = byType[document.names[document.elements[element].name].text]
        {
            candidates += type
        }
        if !byID.isEmpty, let id = document.attribute(.id, of: element), let rules = byID[id] {
            candidates += rules
        }
        if !byClass.isEmpty, let names = document.attribute(.class, of: element) {
            for name in Set(names.words) {
                if let rules = byClass[name] { candidates += rules }
            }
        }
        let matching = candidates.filter { matcher.matches(rules[$0].selector, element) }
        // Later rules win over earlier ones of the same specificity.
        let ordered = matching.sorted {
            let (left, right) = (rules[$0].selector.specificity, rules[$1].selector.specificity)
            return left == right ? $0 < $1 : left < right
        }
        return ordered.map { rules[$0].declarations }
    }
}
