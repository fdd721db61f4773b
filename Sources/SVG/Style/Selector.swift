/// One selector of a rule (Selectors 4), read from right to left.
struct Selector {
    /// The subject first, then what stands to its left.
    var compounds: [Compound]
    /// `combinators[i]` stands between `compounds[i]` and `compounds[i + 1]`.
    var combinators: [Combinator]
    /// How many ids, classes and types it names: the higher wins.
    var specificity: Specificity

    enum Combinator {
        case descendant, child, nextSibling, laterSibling
    }

    /// Conditions on one element.
    struct Compound {
        var type: String?
        var ids: [[UInt8]] = []
        var classes: [[UInt8]] = []
        var attributes: [AttributeTest] = []
        var positions: [Position] = []
    }

    struct AttributeTest {
        enum Relation { case exists, equals, word, dashed, prefix, suffix, substring }
        var name: String
        var relation: Relation
        var value: [UInt8]
        var ignoresCase = false
    }

    enum Position {
        case root, firstChild, lastChild, onlyChild
        /// States of a document that somebody reads, such as `:hover`; never in a still picture.
        case never
    }
}

struct Specificity: Comparable {
    var ids = 0
    var classes = 0
    var types = 0

    static func < (left: Specificity, right: Specificity) -> Bool {
        (left.ids, left.classes, left.types) < (right.ids, right.classes, right.types)
    }
}
