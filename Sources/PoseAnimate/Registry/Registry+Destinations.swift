import Rigging

extension Registry {
    /// Endings that files have and folders have not, though no sink writes them.
    private static let otherFileEndings = [
        "avi", "bmp", "jpeg", "jpg", "mpg", "tif", "tiff",
    ]

    /// The sink for a destination: the one that is named, else the one that its ending means, else
    /// pictures in a folder.
    ///
    /// - Parameters:
    ///   - destination: a file, a folder or `-`.
    ///   - format: a sink, `name` or `name,key=value`; nil to tell it by the ending.
    /// - Throws: `usage` when destination and format do not go together, `unknownStage`.
    public func sink(
        for destination: String, format: String?
    ) throws(PoseAnimateError) -> StageOptions {
        let ending = Self.ending(of: destination)
        guard let format else {
            guard destination != "-" else {
                throw PoseAnimateError(
                    .usage,
                    "-o - needs a format: --format \(streams.joined(separator: ", --format "))")
            }
            guard let ending else { return StageOptions(name: "png") }
            if let found = sinkName(ending: ending) { return StageOptions(name: found) }
            guard !Self.otherFileEndings.contains(ending) else {
                throw PoseAnimateError(
                    .usage,
                    "\(destination): nothing writes .\(ending); endings are "
                        + "\(allEndings.map { "." + $0 }.joined(separator: ", ")); or write "
                        + "\(destination)/ for a folder of pictures")
            }
            return StageOptions(name: "png")
        }
        let options = try StageOptions(parsing: format)
        try check(destination, ending: ending, options, traits: try sinkTraits(options))
        return options
    }

    /// The ending of a destination that becomes a folder only because nothing writes such files; nil for others.
    /// Folders may have dots in their names, but an ending of letters may as well be that of a plug-in's sink.
    package func unknownEnding(of destination: String) -> String? {
        guard let ending = Self.ending(of: destination), sinkName(ending: ending) == nil,
            (2...5).contains(ending.count), ending.contains(where: \.isLetter),
            ending.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return nil }
        return ending
    }

    private func check(
        _ destination: String, ending: String?, _ options: StageOptions, traits: SinkTraits
    ) throws(PoseAnimateError) {
        let name = options.name
        if destination == "-" {
            guard traits.streams else {
                throw PoseAnimateError(
                    .usage,
                    "\(name) cannot go to standard output; formats that can are "
                        + "\(streams.joined(separator: ", "))")
            }
            return
        }
        let isFolder = destination.hasSuffix("/") || ending == nil
        if destination.hasSuffix("/"), !traits.fillsFolders {
            throw PoseAnimateError(
                .usage, "\(name) makes one file, and \(destination) is a folder; give a file name")
        }
        guard !isFolder, let ending, !traits.endings.contains(ending),
            let other = sinkName(ending: ending), !traits.endings.isEmpty
        else { return }
        throw PoseAnimateError(
            .usage,
            "\(destination) ends as \(other) does, and --format is \(name); end it in "
                + "\(traits.endings.map { "." + $0 }.joined(separator: " or ")), or leave one away")
    }

    private func sinkName(ending: String) -> String? {
        sinks.first { $0.traits.endings.contains(ending) }?.name
    }

    /// Names of the sinks that write to standard output.
    private var streams: [String] { sinks.filter(\.traits.streams).map(\.name) }

    private var allEndings: [String] { sinks.flatMap(\.traits.endings).sorted() }

    private static func ending(of destination: String) -> String? {
        guard !destination.hasSuffix("/"),
            let name = destination.split(separator: "/").last, let dot = name.lastIndex(of: "."),
            dot > name.startIndex
        else { return nil }
        return name[name.index(after: dot)...].lowercased()
    }
}
