import Scene

/// How drawing programs' names match the rig's.
///
/// A name fits when it begins with the wanted one, as in Pose Animator, so that Illustrator's
/// `leftKnee_1_` is a `leftKnee`. Ids come first; a layer label counts where no id fits.
enum Naming {
    static func id(of element: Element, beginsWith name: String) -> Bool {
        element.id.map { begins($0, with: name) } ?? false
    }

    static func label(of element: Element, beginsWith name: String) -> Bool {
        element.label.map { begins($0, with: name) } ?? false
    }

    /// The first element that fits `name` by id; else by label; else by either in another case.
    static func first<Element>(
        _ candidates: [Element], named name: String, element: (Element) -> Scene.Element
    ) -> Element? {
        candidates.first { id(of: element($0), beginsWith: name) }
            ?? candidates.first { label(of: element($0), beginsWith: name) }
            ?? candidates.first { isNamed(element($0), name) }
    }

    /// Whether id or label begins with `name`, letter case aside.
    static func isNamed(_ element: Element, _ name: String) -> Bool {
        let wanted = name.lowercased()
        return [element.id, element.label].contains { text in
            text.map { begins($0.lowercased(), with: wanted) } ?? false
        }
    }

    /// Whether a name says no more than `name`: the name itself, perhaps with the suffix that
    /// Illustrator adds to a repeated one (`leftKnee_2_`).
    static func isPlain(_ element: Element, _ name: String) -> Bool {
        [element.id, element.label].contains { text in
            guard let text, begins(text, with: name) else { return false }
            let rest = text.utf8.dropFirst(name.utf8.count)
            return rest.allSatisfy { byte in
                byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
        }
    }

    /// `hasPrefix` on bytes: ids are compared as written, not by Unicode equivalence.
    private static func begins(_ text: String, with prefix: String) -> Bool {
        text.utf8.starts(with: prefix.utf8)
    }
}
