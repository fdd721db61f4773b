/// What a column of a table of samples holds.
public struct SampleColumn: Sendable, Equatable {
    public enum Role: String, Sendable { case skip, time, x, y, z }

    public var role: Role
    /// As its header has it; nil where it does not say.
    public var unit: AccelerationUnit?
    public var timeUnit: TimeUnit?

    public init(_ role: Role, unit: AccelerationUnit? = nil, timeUnit: TimeUnit? = nil) {
        self.role = role
        self.unit = unit
        self.timeUnit = timeUnit
    }

    /// Units of times.
    public enum TimeUnit: String, Sendable {
        case seconds = "s"
        case milliseconds = "ms"
        case microseconds = "us"
        case nanoseconds = "ns"

        var size: Double {
            switch self {
            case .seconds: 1
            case .milliseconds: 1e-3
            case .microseconds: 1e-6
            case .nanoseconds: 1e-9
            }
        }

        init?(text: some StringProtocol) {
            switch text.lowercased() {
            case "s", "sec", "seconds": self = .seconds
            case "ms", "millis", "milliseconds": self = .milliseconds
            case "us", "µs", "micros", "microseconds": self = .microseconds
            case "ns", "nanos", "nanoseconds": self = .nanoseconds
            default: return nil
            }
        }

        /// What steps between samples are likely given in, for rates from 1 to 1000 a second.
        init(typicalStep step: Double) {
            self =
                step <= 1
                ? .seconds
                : step <= 1e3 ? .milliseconds : step <= 1e6 ? .microseconds : .nanoseconds
        }
    }

    /// Columns as they are told by hand: `skip,time:ns,x:m/s2,y,z`.
    ///
    /// - Throws: `usage` naming what is none, or x, y or z that is missing.
    public static func parse(_ text: String) throws(SensingError) -> [SampleColumn] {
        var columns: [SampleColumn] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: ":", maxSplits: 1)
            guard let word = words.first, let role = Role(rawValue: word.lowercased()) else {
                throw wrong(text, "`\(part)` is no column; there are skip, time, x, y and z")
            }
            var column = SampleColumn(role)
            if words.count == 2 {
                column.unit = AccelerationUnit(text: words[1])
                column.timeUnit = TimeUnit(text: words[1])
                guard role == .time ? column.timeUnit != nil : column.unit != nil else {
                    throw wrong(
                        text,
                        "`\(words[1])` is no unit; times have s, ms, us, ns, the others g, mg, m/s2, "
                            + "raw")
                }
            }
            columns.append(column)
        }
        try check(columns) { wrong(text, $0) }
        return columns
    }

    private static func wrong(_ text: String, _ message: String) -> SensingError {
        SensingError(.usage, source: "columns `\(text)`", message)
    }

    static func check(
        _ columns: [SampleColumn], _ fail: (String) -> SensingError
    ) throws(SensingError) {
        for role in [Role.x, .y, .z] {
            let count = columns.count { $0.role == role }
            guard count == 1 else {
                throw fail("there \(count == 0 ? "is no" : "are \(count)") column \(role.rawValue)")
            }
        }
        guard columns.count(where: { $0.role == .time }) <= 1 else {
            throw fail("there is more than one column of times")
        }
    }

    /// What a header means: "Linear Acceleration x (m/s^2)", "accel_y", "Time (s)".
    init(header: some StringProtocol) {
        var name = header.lowercased()
        var unit = ""
        if let open = name.firstIndex(where: { "([".contains($0) }) {
            unit = String(name[name.index(after: open)...].filter { !")]".contains($0) })
            name = String(name[..<open])
        }
        let words = name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let last = words.last ?? ""
        let times = ["t", "time", "timestamp", "seconds", "elapsed", "ms", "ns"]
        if words.contains(where: { ["gyro", "gyr", "mag", "rotation", "gyroscope"].contains($0) }) {
            self.init(.skip)
        } else if let axis = Role(rawValue: last), axis != .skip, axis != .time {
            self.init(axis, unit: AccelerationUnit(text: unit))
        } else if ["ax", "ay", "az", "accx", "accy", "accz"].contains(last) {
            self.init(
                Role(rawValue: String(last.suffix(1))) ?? .skip,
                unit: AccelerationUnit(text: unit))
        } else if words.contains(where: { times.contains($0) }) {
            let told = TimeUnit(text: unit) ?? words.lazy.compactMap { TimeUnit(text: $0) }.first
            self.init(.time, timeUnit: told)
        } else {
            self.init(.skip)
        }
    }
}
