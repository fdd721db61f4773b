import Yams

/// Reads options out of YAML, with the line of whatever is wrong.
struct OptionNodes {
    let source: String
    let known: JobOptions

    func error(_ node: Node?, _ message: String) -> BatchError {
        BatchError(.badData, source: source, place: node?.mark.map { "line \($0.line)" }, message)
    }

    /// The mapping that a node has to be.
    func mapping(_ node: Node, _ what: String) throws(BatchError) -> Node.Mapping {
        guard let mapping = node.mapping else {
            throw error(node, "\(what) has keys and values, such as `size: 640x480`")
        }
        return mapping
    }

    /// The list that a node has to be.
    func sequence(_ node: Node, _ what: String) throws(BatchError) -> Node.Sequence {
        guard let sequence = node.sequence else {
            throw error(node, "\(what) is a list; begin each entry with `- `")
        }
        return sequence
    }

    /// A key, which has to be an option's name.
    ///
    /// - Parameter keys: other keys that are allowed here, for the spelling.
    func optionName(_ key: Node, besides keys: [String]) throws(BatchError) -> String {
        let name = key.string ?? ""
        guard known.kind(of: name) != nil else {
            throw error(key, known.complaint(about: name, besides: keys))
        }
        return name
    }

    /// What a job is given by a value.
    ///
    /// - Returns: nil where the value takes the option away: `false` for a flag, `null` for any.
    func option(_ name: String, _ value: Node) throws(BatchError) -> BatchJob.Option? {
        if isNull(value) { return nil }
        switch known.kind(of: name) {
        case .flag:
            guard let isOn = value.bool, value.scalar != nil else {
                throw error(value, "`\(name)` is true or false")
            }
            return isOn ? BatchJob.Option(name: name, values: []) : nil
        case .list:
            guard let sequence = value.sequence else {
                return BatchJob.Option(name: name, values: [try text(value, name)])
            }
            var values: [String] = []
            for node in sequence { values.append(try text(node, name)) }
            guard !values.isEmpty else {
                throw error(value, "`\(name)` is an empty list; give a value, or leave it out")
            }
            return BatchJob.Option(name: name, values: values)
        case .value, nil:
            return BatchJob.Option(name: name, values: [try text(value, name)])
        }
    }

    /// A scalar as it stands in the file: `010` stays `010`.
    func text(_ node: Node, _ name: String) throws(BatchError) -> String {
        guard let scalar = node.scalar, !isNull(node) else {
            throw error(node, "`\(name)` is one value here, not a list or a mapping")
        }
        guard !scalar.string.unicodeScalars.contains("\0") else {
            throw error(node, "`\(name)` holds a zero byte; take it out")
        }
        return scalar.string
    }

    private func isNull(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else {
            return false
        }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }
}
