/// A table of samples: a header of names, perhaps with units, then a row a sample. Several rows may
/// stand on one line with semicolons behind them, as in WISDM's recordings.
struct SampleTable {
    private let name: String
    private let options: AccelerationOptions
    private var columns: [SampleColumn] = []
    private var rows: [Row] = []
    private var notes: [String] = []

    private struct Row {
        var line: Int
        var time: Double?
        var value: Acceleration
    }

    init(
        _ text: String, name: String, options: AccelerationOptions
    ) throws(SensingError) {
        self.name = name
        self.options = options
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let separator = Self.separator(of: lines.first { !$0.isEmpty } ?? "")
        var isFirst = true
        for (index, line) in lines.enumerated() {
            let records =
                separator == ";" ? [line] : line.split(separator: ";").map { $0 }
            for record in records where !record.allSatisfy({ $0.isWhitespace || $0 == separator }) {
                let cells = record.split(separator: separator, omittingEmptySubsequences: false)
                    .map(Self.trimmed)
                defer { isFirst = false }
                if isFirst, try takeHeader(cells) { continue }
                try take(cells, line: index + 1)
            }
        }
    }

    private static func separator(of line: Substring) -> Character {
        func count(_ character: Character) -> Int { line.count { $0 == character } }
        let found =
            [",", "\t", ";"].map { Character($0) }
            .max { count($0) < count($1) } ?? ","
        return count(found) > 0 ? found : " "
    }

    private static func trimmed(_ cell: Substring) -> Substring {
        let ends: (Character) -> Bool = { $0.isWhitespace || $0 == "\"" || $0 == "\u{feff}" }
        let start = cell.drop(while: ends)
        guard let last = start.lastIndex(where: { !ends($0) }) else { return "" }
        return start[...last]
    }

    /// - Returns: whether the row is a header; numbers are none.
    private mutating func takeHeader(_ cells: [Substring]) throws(SensingError) -> Bool {
        let isHeader = !cells.contains { Double($0) != nil }
        if let given = options.columns {
            columns = given
            return isHeader
        }
        guard isHeader else {
            guard cells.count == 3 || cells.count == 4 else {
                throw SensingError(
                    .usage, source: name, place: "line 1",
                    "has \(cells.count) columns and no header; say what they are: --columns "
                        + "skip,time:ns,x:m/s2,y,z")
            }
            columns = [SampleColumn(.x), SampleColumn(.y), SampleColumn(.z)]
            if cells.count == 4 { columns.insert(SampleColumn(.time), at: 0) }
            notes.append(
                "has no header; its columns are taken for "
                    + (cells.count == 4 ? "time, x, y, z" : "x, y, z"))
            return false
        }
        columns = cells.map { SampleColumn(header: $0) }
        keepBestTime()
        let (name, text) = (name, cells.joined(separator: ", "))
        try SampleColumn.check(columns) { message in
            SensingError(
                .usage, source: name, place: "line 1",
                "\(message) in `\(text.prefix(80))`; say what they are: --columns "
                    + "skip,time:ns,x:m/s2,y,z")
        }
        return true
    }

    /// Of several columns of times the one in seconds is meant, else the first.
    private mutating func keepBestTime() {
        let times = columns.indices.filter { columns[$0].role == .time }
        let best = times.first { columns[$0].timeUnit == .seconds } ?? times.first
        for index in times where index != best { columns[index].role = .skip }
    }

    private mutating func take(_ cells: [Substring], line: Int) throws(SensingError) {
        func fail(_ message: String) -> SensingError {
            SensingError(.badData, source: name, place: "line \(line)", message)
        }
        guard cells.count >= columns.count else {
            throw fail("has \(cells.count) columns of \(columns.count)")
        }
        var row = Row(line: line, value: .zero)
        for (column, cell) in zip(columns, cells) where column.role != .skip {
            guard let number = Double(cell), number.isFinite else {
                throw fail("`\(cell.prefix(40))` is no number (column \(column.role.rawValue))")
            }
            let size = (column.unit ?? options.unit)?.size ?? .nan
            switch column.role {
            case .time: row.time = number
            case .x: row.value.x = number * (size.isNaN ? 1 : size)
            case .y: row.value.y = number * (size.isNaN ? 1 : size)
            case .z: row.value.z = number * (size.isNaN ? 1 : size)
            case .skip: break
            }
        }
        rows.append(row)
    }

    /// All samples, in g and seconds.
    func recording() throws(SensingError) -> AccelerationRecording {
        var notes = notes
        var scale = 1.0
        let told = columns.contains { $0.role == .x && $0.unit != nil } || options.unit != nil
        if !told, !rows.isEmpty {
            let unit = try guessedUnit()
            scale = unit.size
            notes.append("says no unit; by its numbers it is \(unit.rawValue) (--unit)")
        }
        let values = rows.map { $0.value * scale }
        guard columns.contains(where: { $0.role == .time }) else {
            if options.rate == nil, !rows.isEmpty {
                notes.append(
                    "has no times; \(AccelerationReader.standardRate) samples a second are taken "
                        + "(--sample-rate)")
            }
            return AccelerationRecording(
                name: name, values: values,
                rate: options.rate ?? AccelerationReader.standardRate, notes: notes)
        }
        let seconds = try times(&notes)
        return AccelerationRecording(
            name: name,
            samples: zip(seconds, values).map { AccelerationSample(time: $0, value: $1) },
            notes: notes)
    }

    /// By what a device at rest feels, which most of a recording is near to.
    private func guessedUnit() throws(SensingError) -> AccelerationUnit {
        let lengths = rows.map(\.value.length).sorted()
        let middle = lengths[lengths.count / 2]
        switch middle {
        case 0.4...2.5: return .g
        case 4...25: return .metresPerSecondSquared
        case 400...2500: return .milliG
        default:
            throw SensingError(
                .usage, source: name,
                "says no unit, and its numbers (\(middle) in the middle) fit none; say it: --unit "
                    + AccelerationUnit.allCases.map(\.rawValue).joined(separator: ", "))
        }
    }

    private func times(_ notes: inout [String]) throws(SensingError) -> [Double] {
        let raw = rows.map { $0.time ?? 0 }
        for (index, (earlier, later)) in zip(raw, raw.dropFirst()).enumerated()
        where later < earlier {
            throw SensingError(
                .badData, source: name, place: "line \(rows[index + 1].line)",
                "its time goes back, from \(earlier) to \(later); give one recording alone, or skip "
                    + "that column (--columns) and say the rate (--sample-rate)")
        }
        let steps = zip(raw, raw.dropFirst()).map { $1 - $0 }.sorted()
        let step = steps.isEmpty ? 0.01 : steps[steps.count / 2]
        let column = columns.first { $0.role == .time }
        let unit = column?.timeUnit ?? SampleColumn.TimeUnit(typicalStep: step)
        if column?.timeUnit == nil {
            notes.append(
                "says no unit of its times; by their steps it is \(unit.rawValue) (--columns "
                    + "time:\(unit.rawValue))")
        }
        return raw.map { ($0 - raw[0]) * unit.size }
    }
}
