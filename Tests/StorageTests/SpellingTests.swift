import Testing

@testable import Storage

@Suite struct SpellingTests {
    @Test(arguments: [
        ("leftKnee", ["rightKnee", "leftKne", "leftElbow"], "leftKne"),
        ("leftKnee", ["left_knee"], "left_knee"),
        ("leftKnee", ["letfKnee"], "letfKnee"),
        ("nose4", ["jawMid"], nil),
        ("png", ["contact-sheet", "pgn"], "pgn"),
    ])
    func nearest(name: String, candidates: [String], expected: String?) {
        #expect(Spelling.nearest(to: name, among: candidates) == expected)
    }
}
