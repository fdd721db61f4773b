import Glibc

/// Time and memory of this process.
enum Timing {
    /// The median of `runs` calls, in microseconds; the first call only warms up.
    static func median(runs: Int, _ body: () throws -> Void) rethrows -> Double {
        try body()
        var times: [Double] = []
        for _ in 0..<runs {
            let start = ContinuousClock.now
            try body()
            times.append(microseconds(ContinuousClock.now - start))
        }
        return times.sorted()[times.count / 2]
    }

    /// Medians of two bodies run in turn, so that both meet the same load.
    static func interleaved(
        runs: Int, _ first: () throws -> Void, _ second: () throws -> Void
    ) rethrows -> (first: Double, second: Double) {
        try first()
        try second()
        var times: ([Double], [Double]) = ([], [])
        for _ in 0..<runs {
            let start = ContinuousClock.now
            try first()
            let middle = ContinuousClock.now
            try second()
            times.0.append(microseconds(middle - start))
            times.1.append(microseconds(ContinuousClock.now - middle))
        }
        return (times.0.sorted()[runs / 2], times.1.sorted()[runs / 2])
    }

    static func microseconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) * 1e6
            + Double(duration.components.attoseconds) * 1e-12
    }

    /// What this thread has had of a processor.
    static func processorMilliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) * 1e-6
    }

    /// Resident memory in MiB (proc(5), statm's second field).
    static func residentMemory() -> Double {
        guard let file = fopen("/proc/self/statm", "r") else { return .nan }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        fgets(&line, 128, file)
        let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
    }
}

/// One line of the report.
struct Measure {
    var name: String
    var value: Double
    var unit: String
    /// What it is held against: a limit, or a peer measured in the same run.
    var reference: Double
    var referenceName: String

    var text: String {
        let ratio = value / reference
        let held = value <= reference ? ": held" : ": NOT HELD"
        return "\(name): \(rounded(value)) \(unit), \(rounded(ratio)) x "
            + "\(referenceName) (\(rounded(reference)) \(unit))"
            + (referenceName == "the limit" ? held : "")
    }

    private func rounded(_ value: Double) -> String {
        let digits = abs(value) >= 100 ? 1.0 : 100
        return "\((value * digits).rounded() / digits)"
    }
}
