/// A run's own arguments, told apart by what they change.
enum RunArguments {
    /// Those of the command line that is carried out.
    @TaskLocal static var current: [String] = []

    /// Options that change who draws, when and where, but nothing in a frame; and how many words
    /// follow them.
    private static let aside: [String: Int] = [
        "-o": 1, "--output": 1, "-j": 1, "--jobs": 1, "--shard": 1, "--frames": 1,
        "--manifest": 1, "--progress": 1, "--skip-existing": 0, "--quiet": 0, "--json": 0,
        "--contact-sheet": 1, "--geometry": 1, "--pipe-timeout": 1, "--no-plugins": 0,
    ]

    /// Those of the arguments that change what is drawn.
    ///
    /// - Parameter keepsSelection: for files that show several frames, which are others when other
    ///   frames are selected.
    static func drawing(_ arguments: [String], keepsSelection: Bool = false) -> [String] {
        var kept: [String] = []
        var rest = arguments[...]
        while let word = rest.popFirst() {
            let name =
                word.hasPrefix("--") ? String(word.prefix { $0 != "=" }) : String(word.prefix(2))
            guard let following = aside[name], !(keepsSelection && name == "--frames") else {
                kept.append(word)
                continue
            }
            if name == word { rest = rest.dropFirst(following) }
        }
        return kept
    }
}
