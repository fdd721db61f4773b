/// Fills `{option}` in a job's values with what the job has for that option: the name of a file
/// without folder and ending, or the value as it is.
struct JobTemplate {
    /// A template that cannot be filled.
    struct Failure: Error {
        var message: String
    }

    private let job: BatchJob

    init(_ job: BatchJob) { self.job = job }

    /// The job with all its templates filled.
    func filled() throws(Failure) -> BatchJob {
        var result = job
        for option in job.options where option.values.contains(where: { $0.contains("{") }) {
            var values: [String] = []
            for value in option.values { values.append(try fill(value, within: [option.name])) }
            result.set(BatchJob.Option(name: option.name, values: values))
        }
        result.name = try fill(job.name, within: [])
        return result
    }

    /// - Parameter within: the options that are being filled; a template within itself never ends.
    private func fill(_ text: String, within: [String]) throws(Failure) -> String {
        var filled = ""
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            filled += rest[..<brace]
            let character = rest[brace]
            rest = rest[rest.index(after: brace)...]
            if rest.first == character {
                // Two of them stand for one.
                filled.append(character)
                rest.removeFirst()
                continue
            }
            guard character == "{", let end = rest.firstIndex(of: "}") else {
                throw Failure(
                    message: "`\(text)` has a brace without its partner; write {{ or }} for a brace"
                )
            }
            filled += try value(of: String(rest[..<end]), in: text, within: within)
            rest = rest[rest.index(after: end)...]
        }
        return filled + rest
    }

    private func value(
        of name: String, in text: String, within: [String]
    ) throws(Failure) -> String {
        guard !within.contains(name) else {
            throw Failure(message: "`\(text)` names itself by {\(name)}")
        }
        if name == "name", job[name] == nil {
            return try fill(job.name, within: within + [name])
        }
        guard let values = job[name] else {
            let there = job.options.map { "{\($0.name)}" }.joined(separator: ", ")
            throw Failure(message: "`\(text)`: the job has no {\(name)}; it has \(there)")
        }
        var labels: [String] = []
        for value in values {
            labels.append(Self.label(try fill(value, within: within + [name])))
        }
        return labels.joined(separator: "+")
    }

    /// A value's short name: `wave` for `Examples/clips/wave.json.gz`, `one-euro` for itself.
    static func label(_ value: String) -> String {
        var path = value[...]
        while path.count > 1, path.last == "/" { path.removeLast() }
        guard let slash = path.lastIndex(of: "/") else { return withoutEnding(path) }
        return withoutEnding(path[path.index(after: slash)...])
    }

    private static func withoutEnding(_ name: Substring) -> String {
        var name = name
        for _ in 0..<2 {
            guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { break }
            let ending = name[name.index(after: dot)...]
            // Not `0.25`, and of two endings only a packed file's.
            guard ending.first?.isLetter == true else { break }
            name = name[..<dot]
            guard ending == "gz" else { break }
        }
        return String(name)
    }
}
