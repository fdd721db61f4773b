/// Rows of text in columns, for a terminal or a Markdown file.
struct TextTable {
    struct Column {
        var title: String
        var isNumber = false
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    /// - Parameter titles: of the columns; `numbers` are those set flush right.
    init(_ titles: [String], numbers: Set<String> = []) {
        columns = titles.map { Column(title: $0, isNumber: numbers.contains($0)) }
    }

    /// Appends a row; it has as many cells as there are columns.
    mutating func add(_ cells: [String]) {
        rows.append(
            columns.indices.map { $0 < cells.count ? cells[$0].printable : "" })
    }

    /// Lines under a line of titles, two spaces between columns.
    var lines: [String] {
        let all = [columns.map(\.title)] + rows
        let widths = columns.indices.map { column in
            all.reduce(0) { max($0, $1[column].count) }
        }
        return all.map { row in
            let cells = columns.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return columns[column].isNumber ? space + row[column] : row[column] + space
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// The table in GitHub's Markdown.
    var markdown: [String] {
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
        let rule = columns.map { $0.isNumber ? "---:" : "---" }.joined(separator: "|")
        return [line(columns.map(\.title)), "|\(rule)|"]
            + rows.map { row in
                line(row.map { $0.split(separator: "|").joined(separator: "\\|") })
            }
    }
}

extension String {
    /// The text with a `?` for each control character, so that names out of a file cannot steer a
    /// terminal or break a line.
    var printable: String {
        guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            return self
        }
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            scalars.append(scalar.properties.generalCategory == .control ? "?" : scalar)
        }
        return String(scalars)
    }
}
