/// Waits for a text in a stream of bytes; carriage returns are passed over.
struct TextMatcher {
    private let text: [UInt8]
    private var recent: [UInt8] = []

    init(_ text: String) {
        self.text = text.utf8.filter { $0 != UInt8(ascii: "\r") }
    }

    /// Takes the next byte.
    mutating func isCompleted(by byte: UInt8) -> Bool {
        guard byte != UInt8(ascii: "\r"), !text.isEmpty else { return false }
        if recent.count == text.count { recent.removeFirst() }
        recent.append(byte)
        return recent == text
    }
}
