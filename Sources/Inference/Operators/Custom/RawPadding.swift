extension PaddingRule {
    /// Padding as raw structures of options number it, which is not the schema's way.
    init(raw number: Int, _ node: Node) throws(InferenceError) {
        switch number {
        case 1: self = .same
        case 2: self = .valid
        default:
            throw InferenceError(.badModel, place: node.place, "has an unknown padding \(number)")
        }
    }
}
