/// Which frames of a clip to draw, in OpenJD's range grammar.
///
/// Comma-separated `x`, `x-y` and `x-y:step` (also `x-yxstep`), spaces allowed, counted from 0.
/// Ranges may run backwards with a negative step; the result is sorted. Overlaps are errors, as
/// OpenJD asks (Open Job Description, IntRangeExpr).
public struct FrameSelection: Sendable, Equatable {
    /// The selected frames, ascending, as ranges with their steps.
    private struct Run: Sendable, Equatable {
        var first: Int
        var last: Int
        var step: Int

        func contains(_ index: Int) -> Bool {
            index >= first && index <= last && (index - first) % step == 0
        }
    }

    private let runs: [Run]

    /// The last selected frame.
    public var last: Int { runs.map(\.last).max() ?? 0 }

    /// The first selected frame.
    public var first: Int { runs.map(\.first).min() ?? 0 }

    /// Whether no frame between the first and the last is left out.
    public var isContiguous: Bool { last - first + 1 == count }

    /// How many frames are selected.
    public var count: Int { runs.reduce(0) { $0 + ($1.last - $1.first) / $1.step + 1 } }

    /// The selected frames, ascending.
    public var frames: [Int] {
        runs.flatMap { Array(stride(from: $0.first, through: $0.last, by: $0.step)) }.sorted()
    }

    /// The selection in the grammar that it is read from.
    public var text: String {
        runs.map { run in
            if run.first == run.last { return "\(run.first)" }
            return "\(run.first)-\(run.last)" + (run.step == 1 ? "" : ":\(run.step)")
        }.joined(separator: ",")
    }

    /// All frames of a clip; nil for a clip without any.
    public static func all(of count: Int) -> FrameSelection? {
        count > 0 ? FrameSelection(runs: [Run(first: 0, last: count - 1, step: 1)]) : nil
    }

    /// The selection cut into parts of `size` frames, the last one smaller.
    public func parts(of size: Int) -> [FrameSelection] {
        let size = max(size, 1)
        var parts: [FrameSelection] = []
        var gathered: [Run] = []
        var room = size
        for run in runs {
            var first = run.first
            while first <= run.last {
                let taken = min((run.last - first) / run.step + 1, room)
                let last = first + (taken - 1) * run.step
                gathered.append(Run(first: first, last: last, step: run.step))
                first = last + run.step
                room -= taken
                guard room == 0 else { continue }
                parts.append(FrameSelection(runs: gathered))
                (gathered, room) = ([], size)
            }
        }
        if !gathered.isEmpty { parts.append(FrameSelection(runs: gathered)) }
        return parts
    }

    private init(runs: [Run]) { self.runs = runs }

    public func contains(_ index: Int) -> Bool { runs.contains { $0.contains(index) } }

    /// - Throws: `usage` naming the part that cannot be read.
    public init(parsing text: String) throws(PoseAnimateError) {
        var runs: [Run] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            runs.append(try Self.run(part.filter { $0 != " " && $0 != "\t" }, in: text))
        }
        runs.sort { $0.first < $1.first }
        for (index, run) in runs.enumerated() {
            let clash = runs[..<index].first { Self.overlap($0, run) }
            if let clash {
                let shared = max(clash.first, run.first)
                throw PoseAnimateError(
                    .usage,
                    "frames `\(text)`: two ranges share frames from about \(shared); "
                        + "name each frame once")
            }
        }
        self.runs = runs
    }

    private static func run(
        _ part: String, in text: String
    ) throws(PoseAnimateError) -> Run {
        var scanner = IntegerScanner(part)
        guard let first = scanner.integer() else { throw malformed(part, in: text) }
        guard scanner.skip("-") else {
            guard scanner.isAtEnd else { throw malformed(part, in: text) }
            return try checked(Run(first: first, last: first, step: 1), part, in: text)
        }
        guard let last = scanner.integer() else { throw malformed(part, in: text) }
        var step = first <= last ? 1 : -1
        if scanner.skip(":") || scanner.skip("x") {
            guard let given = scanner.integer() else { throw malformed(part, in: text) }
            step = given
        }
        guard scanner.isAtEnd, step != 0, first == last || (first < last) == (step > 0) else {
            throw malformed(part, in: text)
        }
        let reached = first + (last - first) / step * step
        return try checked(
            Run(first: min(first, reached), last: max(first, reached), step: abs(step)), part,
            in: text)
    }

    private static func checked(
        _ run: Run, _ part: String, in text: String
    ) throws(PoseAnimateError) -> Run {
        guard run.first >= 0 else {
            throw PoseAnimateError(
                .usage, "frames `\(text)`: `\(part)` lies before frame 0, the first")
        }
        return run
    }

    private static func malformed(_ part: String, in text: String) -> PoseAnimateError {
        PoseAnimateError(
            .usage,
            "frames `\(text)`: cannot read `\(part)`; write ranges like 10-20,30-60:2")
    }

    private static func overlap(_ one: Run, _ other: Run) -> Bool {
        let (a, b) = one.step <= other.step ? (one, other) : (other, one)
        let start = max(a.first, b.first)
        let end = min(a.last, b.last)
        guard start <= end else { return false }
        // Walk the coarser one; where it stands in the finer one's step repeats after `a.step`.
        var index = start + (b.step - (start - b.first) % b.step) % b.step
        var tries = 0
        while index <= end, tries < a.step {
            if a.contains(index) { return true }
            index += b.step
            tries += 1
        }
        return false
    }
}

/// Reads integers of at most nine digits, so that no arithmetic on them overflows.
private struct IntegerScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func integer() -> Int? {
        let isNegative = skip("-")
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        rest.removeFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return isNegative ? -value : value
    }
}
