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

    /// `hasPrefix` on bytes: ids are compared as written, not by Unicode equivalence.
    private static func begins(_ text: String, with prefix: String) -> Bool {
        text.utf8.starts(with: prefix.utf8)
    }
}
