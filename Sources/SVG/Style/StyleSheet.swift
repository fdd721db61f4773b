/// The rules of all of a document's style sheets.
struct StyleSheet {
    func matches(
        _ element: Int, in document: XMLDocument, tests: inout Int
    ) -> [[Declaration]] { [] }
}
