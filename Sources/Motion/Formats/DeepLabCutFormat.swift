import Geometry

/// DeepLabCut's tables (its documentation, "The output of DeepLabCut"): a header of rows scorer,
/// individuals if there are several, bodyparts and coords, then a row a frame with x, y and
/// likelihood a part; an empty cell or "nan" is a part that was not found.
extension KeypointFormat {
    static let deepLabCut = KeypointFormat(
        name: "deeplabcut", summary: "DeepLabCut's CSV, one or several individuals",
        lacks: [.framesPerSecond, .size],
        isRecognized: { probe in
            let heads = probe.lines(4).map { $0.split(separator: ",").first ?? "" }
            return heads.first == "scorer" && heads.contains { $0.hasPrefix("bodyparts") }
        },
        read: { text, _ throws(MotionError) in
            var table = DeepLabCutTable(name: text.name)
            var line = 0
            var rest = text.bytes[...]
            if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
            while !rest.isEmpty {
                let row = rest.prefix { $0 != UInt8(ascii: "\n") }
                rest = rest.dropFirst(row.count + 1)
                line += 1
                try table.take(String(decoding: row, as: UTF8.self), line: line)
            }
            return try table.finish()
        })
}

/// The rows of a table, as they come.
private struct DeepLabCutTable {
    private let name: String
    private var individuals: [Substring] = []
    private var parts: [Substring] = []
    private var columns: [Column] = []
    private var people: [String] = []
    private var width = 0
    private var recording = Recording()

    /// What a column holds.
    private struct Column {
        enum Value { case x, y, likelihood }
        var index: Int
        var person: Int
        var part: BodyPart
        var value: Value
    }

    init(name: String) {
        self.name = name
    }

    private func error(_ line: Int, _ message: String) -> MotionError {
        MotionError(.badData, source: name, place: "line \(line)", message)
    }

    mutating func take(_ text: String, line: Int) throws(MotionError) {
        var text = text[...]
        if text.last == "\r" { text = text.dropLast() }
        let cells = text.split(separator: ",", omittingEmptySubsequences: false)
        switch cells.first {
        case "scorer", "": if columns.isEmpty || text.isEmpty { return }
        case "individuals":
            individuals = cells
            return
        case "bodyparts":
            parts = cells
            return
        case "coords":
            try readColumns(cells, line)
            return
        default: break
        }
        guard !columns.isEmpty else {
            throw error(line, "stands before the row \"coords\"; is this a table of DeepLabCut?")
        }
        guard cells.count == width else {
            throw error(line, "has \(cells.count) cells, but the header \(width); is it cut short?")
        }
        guard recording.frames.count < FormatLimits.frames else {
            throw error(line, "more than \(FormatLimits.frames) frames are not read")
        }
        try readFrame(cells, line)
    }

    private mutating func readColumns(_ coords: [Substring], _ line: Int) throws(MotionError) {
        width = coords.count
        guard parts.count == width, individuals.isEmpty || individuals.count == width else {
            throw error(line, "the rows of the header differ in length")
        }
        var unknown: [String] = []
        for index in 1..<max(width, 1) {
            let person = individuals.isEmpty ? "" : String(individuals[index])
            if !people.contains(person) { people.append(person) }
            guard let part = BodyPart(anyName: String(parts[index])) else {
                let name = shown(String(parts[index].prefix(32)))
                if !unknown.contains(name) { unknown.append(name) }
                continue
            }
            let value: Column.Value
            switch coords[index] {
            case "x": value = .x
            case "y": value = .y
            case "likelihood": value = .likelihood
            default:
                throw error(line, "\"\(shown(String(coords[index].prefix(16))))\" is no coordinate")
            }
            columns.append(
                Column(
                    index: index, person: people.firstIndex(of: person) ?? 0, part: part,
                    value: value))
        }
        let list = unknown.prefix(16).joined(separator: ", ")
        guard !columns.isEmpty else {
            throw error(line, "none of its parts is one of a person's body: \(list)")
        }
        if !unknown.isEmpty { recording.note("parts that are none of a person's 17: \(list)") }
    }

    private mutating func readFrame(_ cells: [Substring], _ line: Int) throws(MotionError) {
        var numbers: [[(x: Double?, y: Double?, likelihood: Double?)]] = Array(
            repeating: Array(repeating: (nil, nil, nil), count: BodyPart.allCases.count),
            count: people.count)
        for column in columns {
            let cell = cells[column.index]
            guard !cell.isEmpty, cell.lowercased() != "nan" else { continue }
            guard let value = Double(cell), abs(value) <= FormatLimits.coordinate else {
                throw error(
                    line,
                    "\"\(shown(String(cell.prefix(24))))\" in column \(column.index + 1) is no "
                        + "coordinate")
            }
            let part = column.part.rawValue
            switch column.value {
            case .x: numbers[column.person][part].x = value
            case .y: numbers[column.person][part].y = value
            case .likelihood: numbers[column.person][part].likelihood = value
            }
        }
        recording.frames.append(
            zip(people, numbers).compactMap { name, parts in
                let keypoints = parts.map { part -> Keypoint? in
                    guard let x = part.x, let y = part.y else { return nil }
                    return Keypoint(x: x, y: y, confidence: part.likelihood ?? 1)
                }
                let sighting = Sighting(pose: Pose(keypoints: keypoints), identity: name)
                return sighting.isEmpty ? nil : sighting
            })
    }

    func finish() throws(MotionError) -> Recording {
        guard !columns.isEmpty else {
            throw MotionError(.badData, source: name, "breaks off in its header; it is cut short")
        }
        guard !recording.frames.isEmpty else {
            throw MotionError(.badData, source: name, "holds no frames; at least one is needed")
        }
        return recording
    }
}

extension BodyPart {
    /// The part of a name that people write by hand: "left_elbow", "LeftElbow", "elbow_L", "Lelbow".
    init?(anyName name: String) {
        let plain = name.lowercased().filter { $0.isLetter }
        if let part = Self.byPlainName[plain] {
            self = part
            return
        }
        return nil
    }

    private static let byPlainName: [String: BodyPart] = {
        var names: [String: BodyPart] = [:]
        for part in allCases {
            let plain = part.name.lowercased()
            names[plain] = part
            for (side, letter) in [("left", "l"), ("right", "r")] where plain.hasPrefix(side) {
                let joint = String(plain.dropFirst(side.count))
                for joint in [joint] + (synonyms[joint] ?? []) {
                    for mark in [side, letter] {
                        names[mark + joint] = part
                        names[joint + mark] = part
                    }
                }
            }
        }
        return names
    }()

    private static let synonyms = ["wrist": ["hand"], "ankle": ["foot"]]
}
