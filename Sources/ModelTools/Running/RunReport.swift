import Inference
import Storage

extension ModelRun {
    /// The outputs and the times, for people.
    ///
    /// - Parameter paths: where the outputs were written; empty when they were not.
    package func text(paths: [String] = []) -> String {
        var table = TextTable(
            ["#", "output", "type", "shape", "min", "max"] + (paths.isEmpty ? [] : ["file"]),
            numbers: ["#", "min", "max"])
        for (number, output) in outputs.enumerated() {
            table.add(
                ["\(number)", output.info.name, "\(output.info.type)", "\(output.info.shape)"]
                    + [output.bound(\.lowerBound), output.bound(\.upperBound)]
                    + (number < paths.count ? [paths[number]] : []))
        }
        var lines = table.lines
        for (number, output) in outputs.enumerated() {
            guard let count = output.range?.notNumberCount, count > 0 else { continue }
            lines.append("output \(number): \(count) elements are not a number (NaN)")
        }
        lines.append("")
        lines.append("time: \(times.text)")
        return lines.joined(separator: "\n")
    }

    /// The same for programs.
    package func json(model: String, paths: [String] = []) -> JSONValue {
        let rows = outputs.enumerated().map { number, output -> JSONValue in
            .object([
                ("index", .integer(number)),
                ("name", .string(output.info.name)),
                ("type", .string("\(output.info.type)")),
                ("shape", output.info.shape.json),
                ("quantization", output.info.quantization?.json ?? .null),
                ("min", output.range?.bounds.map { .number($0.lowerBound) } ?? .null),
                ("max", output.range?.bounds.map { .number($0.upperBound) } ?? .null),
                ("notNumbers", output.range.map { .integer($0.notNumberCount) } ?? .null),
                ("file", number < paths.count ? .string(paths[number]) : .null),
            ])
        }
        return .object([
            ("model", .string(model)), ("outputs", .array(rows)), ("time", times.json),
            ("notes", .array(notes.map { .string($0) })),
        ])
    }
}

extension ModelRun.Output {
    /// One end of the elements' range as text.
    fileprivate func bound(_ end: KeyPath<ClosedRange<Double>, Double>) -> String {
        guard let bounds = range?.bounds else { return "-" }
        let value = bounds[keyPath: end]
        // Whole types as whole numbers; reals as their own type prints them.
        switch info.type {
        case .float32, .float16, .bfloat16: return "\(Float(value))"
        case .float64: return "\(value)"
        default: return value.rounded(to: 0)
        }
    }
}
