import Testing

@testable import Pipelining

@Suite struct ChildProcessTests {
    @Test func inputIsFedAndComplaintsAreHeard() throws {
        let process = try ChildProcess("sh", ["-c", "wc -c >&2; exit 3"])
        #expect(process.write(Array(repeating: 7, count: 1_000_000)))
        let ending = process.end()
        #expect(ending.status == 3)
        #expect(ending.complaint.contains("1000000"))
    }

    @Test func whoReadsNoMoreIsNoticed() throws {
        let process = try ChildProcess("sh", ["-c", "exec <&-; echo enough >&2"])
        var isTaken = true
        while isTaken { isTaken = process.write(Array(repeating: 7, count: 100_000)) }
        let ending = process.end()
        #expect(ending.status == 0)
        #expect(ending.complaint == "enough\n")
    }

    @Test func missingProgramIsTold() {
        #expect(throws: ChildProcess.StartError.self) {
            try ChildProcess("no-such-program-anywhere", [])
        }
    }

    @Test func longComplaintsKeepTheirEnd() throws {
        let process = try ChildProcess(
            "sh", ["-c", "i=0; while [ $i -lt 9000 ]; do echo line $i >&2; i=$((i+1)); done"])
        let ending = process.end()
        #expect(ending.complaint.hasSuffix("line 8999\n"))
        #expect(ending.complaint.utf8.count < 40_000)
    }

    /// What has happened has happened for all who wait, however often.
    @Test func signalsLast() {
        let signal = Signal()
        signal.raise()
        for _ in 0..<3 { signal.wait() }
        for _ in 0..<3 { signal.wait(atMost: 60) }
    }
}
