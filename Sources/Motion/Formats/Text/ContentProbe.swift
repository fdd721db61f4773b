/// What the beginning of a text tells about its format: the names in it and what holds them.
///
/// A name's path is written without indices: `people[].pose_keypoints_2d` is the member of that
/// name in an object of the list `people`.
struct ContentProbe {
    /// How much of a text is looked at; headers of all formats are far shorter.
    static let size = 1 << 18

    let text: ArraySlice<UInt8>
    /// The paths of all members seen, and `[]` and `[][]` for lists at the top.
    let paths: Set<String>
    /// The first byte that is neither space nor a mark of UTF-8.
    let first: UInt8?

    init(_ head: ArraySlice<UInt8>) {
        var rest = head
        if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
        rest = rest.drop { isSpace($0) }
        text = rest
        first = rest.first
        paths =
            [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(rest.first)
            ? Self.paths(in: rest) : []
    }

    /// The first lines of the text.
    func lines(_ count: Int) -> [String] {
        text.split(
            separator: UInt8(ascii: "\n"), maxSplits: count, omittingEmptySubsequences: false
        )
        .prefix(count).map { String(decoding: $0, as: UTF8.self) }
    }

    func has(_ path: String) -> Bool { paths.contains(path) }

    /// Whether a path is there in a value alone, in a list of them, or in a list of such lists.
    func hasInFrames(_ path: String) -> Bool {
        has(path) || has("[].\(path)") || has("[][].\(path)")
    }

    /// Goes over the text's tokens, without asking whether they make sense.
    private static func paths(in text: ArraySlice<UInt8>) -> Set<String> {
        var paths: Set<String> = []
        // What the open brackets stand at.
        var open: [String] = []
        var place = ""
        var index = text.startIndex
        while index < text.endIndex, open.count < 16 {
            switch text[index] {
            case UInt8(ascii: "{"):
                open.append(place)
            case UInt8(ascii: "["):
                open.append(place)
                place += "[]"
                if place.utf8.count <= 4 { paths.insert(place) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                place = open.popLast() ?? ""
                // The second of lines is as the first.
                if open.isEmpty { place = "" }
            case UInt8(ascii: "\""):
                let start = index + 1
                index = start
                while index < text.endIndex, text[index] != UInt8(ascii: "\"") {
                    index += text[index] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard index < text.endIndex else { return paths }
                var next = index + 1
                while next < text.endIndex, isSpace(text[next]) { next += 1 }
                // A text behind a colon is a value, before one a name.
                if next < text.endIndex, text[next] == UInt8(ascii: ":"), let holder = open.last,
                    index - start < 64
                {
                    let name = String(decoding: text[start..<index], as: UTF8.self)
                    place = holder.isEmpty ? name : "\(holder).\(name)"
                    paths.insert(place)
                    index = next
                }
            default: break
            }
            index += 1
        }
        return paths
    }
}
