import Yams

/// Reads a matrix: options whose values are lists are its axes, others are the same in every job.
struct MatrixReader {
    struct Matrix {
        /// The jobs' name, a template; empty for jobs that are named after what they write.
        var name = ""
        var axes: [MatrixAxis] = []
        var fixed: [BatchJob.Option] = []
        /// Defaults that are taken away.
        var removals: [String] = []
        /// Combinations to leave out: what an option of theirs is.
        var exclusions: [[BatchJob.Option]] = []

        /// Whether a combination is one of those to leave out.
        func excludes(_ job: BatchJob) -> Bool {
            exclusions.contains { exclusion in
                exclusion.allSatisfy { excluded in
                    guard let values = job[excluded.name] else { return false }
                    return values == excluded.values
                        || values.map(JobTemplate.label) == excluded.values
                }
            }
        }
    }

    let nodes: OptionNodes

    func read(_ node: Node) throws(BatchError) -> Matrix {
        var matrix = Matrix()
        var exclusions: Node?
        for (key, value) in try nodes.mapping(node, "a matrix") {
            switch key.string ?? "" {
            case "name": matrix.name = try nodes.text(value, "name")
            case "exclude": exclusions = value
            default:
                let name = try nodes.optionName(key, besides: ["name", "exclude"])
                if let axis = try axis(name, value) {
                    matrix.axes.append(axis)
                } else if let option = try nodes.option(name, value) {
                    matrix.fixed.append(option)
                } else {
                    matrix.removals.append(name)
                }
            }
        }
        if let exclusions {
            for node in try nodes.sequence(exclusions, "`exclude`") {
                matrix.exclusions.append(try exclusion(node, of: matrix))
            }
        }
        return matrix
    }

    /// - Returns: nil for an option that is the same in every job.
    private func axis(_ name: String, _ value: Node) throws(BatchError) -> MatrixAxis? {
        var axis = MatrixAxis(name: name, choices: [])
        if let sequence = value.sequence {
            for node in sequence { axis.choices += try choices(name, node) }
            guard !axis.choices.isEmpty else {
                throw nodes.error(
                    value, "`\(name)` is an empty list; give a value, or leave it out")
            }
            return axis
        }
        guard let text = value.scalar?.string, PathPattern.isPattern(text) else { return nil }
        axis.choices = try choices(name, value)
        return axis
    }

    /// What one entry of an axis stands for: a value; files that fit a pattern; a list where the
    /// option takes several values; a mapping where the value comes with other options.
    private func choices(_ name: String, _ node: Node) throws(BatchError) -> [MatrixAxis.Choice] {
        if let mapping = node.mapping {
            var options: [BatchJob.Option] = []
            for (key, value) in mapping {
                let other = try nodes.optionName(key, besides: [])
                if let option = try nodes.option(other, value) { options.append(option) }
            }
            guard options.contains(where: { $0.name == name }) else {
                throw nodes.error(node, "this entry of `\(name)` has no `\(name)`; give it one")
            }
            return [MatrixAxis.Choice(options: options)]
        }
        if let pattern = node.scalar?.string, PathPattern.isPattern(pattern) {
            let paths = PathPattern.paths(fitting: pattern)
            guard !paths.isEmpty else {
                throw nodes.error(node, "no file fits `\(pattern)`; check the folder")
            }
            return paths.map {
                MatrixAxis.Choice(options: [BatchJob.Option(name: name, values: [$0])])
            }
        }
        let option = try nodes.option(name, node)
        return [MatrixAxis.Choice(options: option.map { [$0] } ?? [])]
    }

    private func exclusion(
        _ node: Node, of matrix: Matrix
    ) throws(BatchError) -> [BatchJob.Option] {
        var options: [BatchJob.Option] = []
        for (key, value) in try nodes.mapping(node, "an entry of `exclude`") {
            let name = try nodes.optionName(key, besides: [])
            guard matrix.axes.contains(where: { $0.name == name }) else {
                throw nodes.error(key, "`\(name)` is no axis of the matrix; exclude by one that is")
            }
            guard let option = try nodes.option(name, value) else {
                throw nodes.error(value, "`\(name)` needs a value to be excluded by")
            }
            options.append(option)
        }
        return options
    }
}
